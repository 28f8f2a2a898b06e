-- samples: a course whose chapters have n small C programs, no two alike, and the same programs as files for
-- the bare compiler. They are what a course is made of: a few lines, a thread or two, one line of output.

local programs = {
    [[
#include <stdio.h>

int main(void)
{
    long sum = 0;
    for (int i = 1; i <= N; i++)
        sum += i;
    printf("sum of 1 to N: %ld\n", sum);
    return 0;
}
]], [[
#include <pthread.h>
#include <stdio.h>

static long counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *arg)
{
    for (int i = 0; i < N; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, add, NULL) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    printf("counter: %ld\n", counter);
    return 0;
}
]], [[
#include <stdio.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    static int values[N];
    unsigned seed = N;
    for (int i = 0; i < N; i++)
        values[i] = (int)(seed = seed * 1103515245u + 12345u);
    qsort(values, N, sizeof values[0], by_value);
    printf("smallest of N: %d\n", values[0]);
    return 0;
}
]], [[
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char text[32];
};

int main(void)
{
    struct node *head = NULL;
    size_t length = 0;
    for (int i = 0; i < N; i++) {
        struct node *node = malloc(sizeof *node);
        if (!node)
            return 1;
        snprintf(node->text, sizeof node->text, "item %d", i);
        node->next = head;
        head = node;
    }
    while (head) {
        struct node *next = head->next;
        length += strlen(head->text);
        free(head);
        head = next;
    }
    printf("characters in N items: %zu\n", length);
    return 0;
}
]], [[
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0) {
        dprintf(ends[1], "%d\n", N);
        _exit(0);
    }
    close(ends[1]);
    char line[16] = "";
    ssize_t n = read(ends[0], line, sizeof line - 1);
    waitpid(child, NULL, 0);
    printf("%zd bytes from the child: %s", n, line);
    return 0;
}
]], [[
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

static atomic_int ready;
static int message;

static int produce(void *arg)
{
    message = N;
    atomic_store_explicit(&ready, 1, memory_order_release);
    return arg != NULL;
}

int main(void)
{
    thrd_t producer;
    if (thrd_create(&producer, produce, NULL) != thrd_success)
        return 1;
    while (!atomic_load_explicit(&ready, memory_order_acquire))
        thrd_yield();
    printf("message: %d\n", message);
    return thrd_join(producer, NULL) != thrd_success;
}
]],
}

local PER_CHAPTER = 10

-- Writes the course below dir/course and the same programs as dir/plain/NN.c.
return function(course, dir, n)
    local names, text = {}, {}
    for i = 1, n do
        local source = programs[i % #programs + 1]:gsub("%f[%w]N%f[%W]", tostring(100 + i))
        course.write(("%s/plain/%02d.c"):format(dir, i), source)
        text[#text + 1] = "A program.\n\n```c\n" .. source .. "```\n"
        if i % PER_CHAPTER == 0 or i == n then
            names[#names + 1] = ("c%02d.md"):format(#names + 1)
            course.write(dir .. "/course/content/" .. names[#names], "# Programs\n\n" .. table.concat(text, "\n"))
            text = {}
        end
    end
    course.declare(dir .. "/course", "Samples", names)
end
