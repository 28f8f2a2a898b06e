/* replay FOLDER: run a fuzz target on each file of its corpus, and on the file repeated until it is
 * large, which shows what grows faster than its input. Prints "ok FILE" a file; a finding aborts. */
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "fuzz.h"

enum { LARGE = 64 * 1024 };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { LIMIT_S = 100 }; /* with strict_string_checks, every strchr reads its string to the end */
#else
enum { LIMIT_S = 10 };
#endif

/* In memory of its own, exactly as long: a sanitizer notices one byte more. */
static void run_on(struct str bytes)
{
    char *copy = malloc(bytes.len ? bytes.len : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes.data, bytes.len);
    LLVMFuzzerTestOneInput((const uint8_t *)copy, bytes.len);
    free(copy);
}

static void run_on_many(struct str bytes)
{
    struct buf many = BUF_INIT;
    while (bytes.len > 0 && many.len + bytes.len <= LARGE)
        buf_str(&many, bytes);
    run_on(buf_view(&many));
    buf_release(&many);
}

static bool replay(const char *name, const char *path, struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool ok = file_read(path, &bytes, err);
    if (ok) {
        clock_t start = clock(); /* of the CPU: others may use it, too */
        run_on(buf_view(&bytes));
        run_on_many(buf_view(&bytes));
        bool quick = clock() - start < LIMIT_S * CLOCKS_PER_SEC;
        printf("%s %s\n", quick ? "ok" : "not ok", name);
    }
    fflush(stdout);
    buf_release(&bytes);
    return ok;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct file_list files = {0};
    struct err err = {0};
    bool ok = argc == 2 && file_list(argv[1], &a, &files, &err);
    for (size_t i = 0; ok && i < files.count; i++)
        ok = replay(files.names[i], path_join(&a, argv[1], files.names[i]), &err);
    if (!ok)
        printf("not ok %s\n", err.message);
    arena_release(&a);
    return !ok;
}
