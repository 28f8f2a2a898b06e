#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int score = 10;

int main(void)
{
    int pipe_ends[2];
    if (pipe(pipe_ends) < 0)
        err(1, "pipe");

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        score += 89;
        if (write(pipe_ends[1], &score, sizeof score) != sizeof score)
            _exit(1);
        _exit(0);
    }

    int answer;
    if (read(pipe_ends[0], &answer, sizeof answer) != sizeof answer)
        errx(1, "the child sent no answer");
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    printf("my own score is %d, the child's answer is %d\n", score, answer);
    return 0;
}
