#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "test.h"

static bool is_zero(const char *p, size_t len)
{
    while (len > 0 && p[len - 1] == 0)
        len--;
    return len == 0;
}

/* Pieces of all sizes, small ones and those with a block of their own: zeroed, aligned, apart. */
static void pieces(void)
{
    struct arena a = {0};
    enum { COUNT = 400 };
    char *piece[COUNT];
    size_t size[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size[i] = i % 50 == 49 ? 40000 : i * 7 % 501;
        piece[i] = arena_alloc(&a, size[i], 1);
        CHECK((uintptr_t)piece[i] % _Alignof(max_align_t) == 0);
        CHECK(is_zero(piece[i], size[i]));
        memset(piece[i], (int)(i % 255 + 1), size[i]);
        arena_strdup(&a, "odd"); /* puts the next piece off its alignment */
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < size[i]; k++)
            if (!CHECK((unsigned char)piece[i][k] == i % 255 + 1))
                break;
    arena_release(&a);
    CHECK(a.blocks == NULL);
    arena_release(&a);
}

static void copies(void)
{
    struct arena a = {0};
    CHECK_STR(arena_strdup(&a, "lost"), "lost");
    CHECK_STR(arena_strndup(&a, "lost", 2), "lo");
    CHECK_STR(arena_strndup(&a, "lo", 9), "lo");
    CHECK_STR(arena_printf(&a, "%s-%d", "x", 12), "x-12");
    CHECK_STR(arena_printf(&a, "%s", ""), "");
    struct str s = arena_str(&a, (struct str){"a\0b", 3});
    CHECK(s.len == 3 && memcmp(s.data, "a\0b", 4) == 0);
    CHECK_STR(arena_str(&a, (struct str){NULL, 0}).data, "");
    arena_release(&a);
}

static void arrays_grow(void)
{
    struct arena a = {0};
    int *n = arena_grow(&a, NULL, 0, 2, sizeof *n);
    n[0] = 1;
    n[1] = 2;
    int *larger = arena_grow(&a, n, 2, 100, sizeof *n);
    CHECK(larger[0] == 1 && larger[1] == 2 && larger[2] == 0 && larger[99] == 0);
    CHECK(n[1] == 2);
    arena_release(&a);
}

static void children_share(void)
{
    struct arena a;
    if (!CHECK(arena_init_shared(&a, 1 << 20)))
        return;
    char **slot = ARENA_NEW(&a, char *);
    pid_t pid = fork();
    if (pid == 0) {
        *slot = arena_strdup(&a, "from the child");
        _exit(0);
    }
    CHECK(waitpid(pid, NULL, 0) == pid);
    CHECK_STR(*slot, "from the child");
    arena_release(&a);
    CHECK(a.map == NULL);
}

static int signal_of_child_taking(size_t n, size_t size)
{
    pid_t pid = fork();
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        struct arena a;
        if (!arena_init_shared(&a, 1 << 16))
            _exit(1);
        arena_alloc(&a, n, size);
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(pid, &status, 0) == pid);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void too_much_aborts(void)
{
    CHECK_INT(signal_of_child_taking(1, 1 << 16), 0);
    CHECK_INT(signal_of_child_taking(1, (1 << 16) + 1), SIGABRT);
    CHECK_INT(signal_of_child_taking(SIZE_MAX / 2 + 2, 2), SIGABRT);
    CHECK_INT(signal_of_child_taking(1, SIZE_MAX), SIGABRT);
}

static void no_address_space(void)
{
    struct arena a;
    CHECK(!arena_init_shared(&a, SIZE_MAX / 2));
    CHECK(a.map == NULL);
    arena_release(&a);
}

int main(void)
{
    RUN(pieces);
    RUN(copies);
    RUN(arrays_grow);
    RUN(children_share);
    RUN(too_much_aborts);
    RUN(no_address_space);
    return test_summary();
}
