#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int score = 10;

static void print(const char *who, const int list[3])
{
    printf("%-7s score %d, list %d %d %d\n", who, score, list[0], list[1], list[2]);
}

int main(void)
{
    int *list = malloc(3 * sizeof *list);
    if (!list)
        err(1, "malloc");
    for (int i = 0; i < 3; i++)
        list[i] = i;

    pid_t child = fork();
    if (child < 0)
        err(1, "fork");
    if (child == 0) {
        score = 99;
        list[0] = 42;
        print("child:", list);
        free(list);
        return 0;
    }
    if (waitpid(child, NULL, 0) < 0)
        err(1, "waitpid");
    print("parent:", list);
    free(list);
    return 0;
}
