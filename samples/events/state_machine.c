#include <stdio.h>

enum { TASKS = 2 };

// [task]
struct task {
    char name;
    int steps, result;
    int step; /* the last one that is done */
};

static int *task_resume(struct task *t)
{
    if (t->step < t->steps) {
        t->step++;
        printf("%c works, step %d of %d\n", t->name, t->step, t->steps);
        return NULL; /* nothing yet */
    }
    printf("%c is done\n", t->name);
    return &t->result;
}
// [task]

static void run_in_turn(struct task *tasks[], int count)
{
    while (count > 0) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int *result = task_resume(tasks[i]);
            if (result == NULL)
                tasks[left++] = tasks[i];
            else
                printf("the loop has a result: %d\n", *result);
        }
        count = left;
    }
}

int main(void)
{
    struct task a = {'A', 2, 12345, 0}, b = {'B', 3, 54321, 0};
    struct task *tasks[TASKS] = {&a, &b};
    puts("two tasks are made");
    run_in_turn(tasks, TASKS);
    return 0;
}
