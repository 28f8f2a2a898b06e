#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int score = 10;

int main(void)
{
    int ends[2]; /* [0] is for reading, [1] for writing */
    if (pipe(ends) < 0)
        err(1, "pipe");

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        close(ends[0]);
        score = 99;
        if (write(ends[1], &score, sizeof score) != sizeof score)
            _exit(1);
        _exit(0);
    }

    close(ends[1]); /* or we would wait for ever if the child sent nothing */
    int answer;
    if (read(ends[0], &answer, sizeof answer) != sizeof answer)
        errx(1, "the child sent no answer");
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("my own score is %d, the child's answer is %d\n", score, answer);
    return 0;
}
