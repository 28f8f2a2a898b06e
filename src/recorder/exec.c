/* exec, all seven: before it there is a TRACE_EXEC; when it returns it has failed, and a TRACE_FAIL
 * with its errno follows. The image that comes, if it has a recorder, goes on in the slot. */
#include <alloca.h>
#include <errno.h>
#include <stdarg.h>

#include "recorder/thread.h"

static void about_to_exec(const void *from)
{
    if (!thread_is_recorded())
        return;
    struct call call = {.from = from, .what = TRACE_PROCESS};
    uint64_t now = clock_now_ns();
    record_many(now);
    record_at(&call, TRACE_EXEC, 0, now, 0);
}

static int failed(const void *from)
{
    struct call call = {.from = from, .what = TRACE_PROCESS};
    if (thread_is_recorded())
        record_at(&call, TRACE_FAIL, (uint32_t)errno, clock_now_ns(), 0);
    return -1;
}

int WRAP(execv)(const char *path, char *const argv[])
{
    about_to_exec(FROM);
    REAL(execv)(path, argv);
    return failed(FROM);
}

int WRAP(execvp)(const char *file, char *const argv[])
{
    about_to_exec(FROM);
    REAL(execvp)(file, argv);
    return failed(FROM);
}

int WRAP(execve)(const char *path, char *const argv[], char *const env[])
{
    about_to_exec(FROM);
    REAL(execve)(path, argv, env);
    return failed(FROM);
}

int WRAP(execvpe)(const char *file, char *const argv[], char *const env[])
{
    about_to_exec(FROM);
    REAL(execvpe)(file, argv, env);
    return failed(FROM);
}

static size_t count_words(va_list words)
{
    va_list copy;
    va_copy(copy, words);
    size_t n = 0;
    while (va_arg(copy, char *))
        n++;
    va_end(copy);
    return n;
}

/* The words after `first` and their NULL, in `argv`. */
static void copy_words(const char *first, va_list *words, char **argv)
{
    *argv++ = (char *)first;
    if (first)
        while (
            (*argv++ = va_arg(*words, char *))) { /* NOLINT(clang-analyzer-valist.Uninitialized) */
        }
}

/* Declare argv, of the words `first` and after, on the stack: after a fork, malloc's lock may be
 * nobody's. */
#define ARGV_OF(first)                                                                             \
    va_list words;                                                                                 \
    va_start(words, first);                                                                        \
    char **argv = alloca(((first) ? count_words(words) + 2 : 1) * sizeof *argv);                   \
    copy_words(first, &words, argv)

int WRAP(execl)(const char *path, const char *first, ...)
{
    ARGV_OF(first);
    va_end(words);
    about_to_exec(FROM);
    REAL(execv)(path, argv);
    return failed(FROM);
}

int WRAP(execlp)(const char *file, const char *first, ...)
{
    ARGV_OF(first);
    va_end(words);
    about_to_exec(FROM);
    REAL(execvp)(file, argv);
    return failed(FROM);
}

int WRAP(execle)(const char *path, const char *first, ...)
{
    ARGV_OF(first);
    char *const *env = va_arg(words, char *const *);
    va_end(words);
    about_to_exec(FROM);
    REAL(execve)(path, argv, env);
    return failed(FROM);
}
