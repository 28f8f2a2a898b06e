/* test: the harness of the unit tests. A test program has one main that calls TEST(name) { … }
 * functions through RUN and ends with `return test_summary();`. Rows go in tables. Each CHECK counts;
 * a failed one prints its place and goes on, so one run shows all failures. Output is read by
 * tests/run: "ok NAME" or "not ok NAME" a test. */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int test_failed_checks, test_failed, test_passed;

static inline bool test_check(bool ok, const char *file, int line, const char *what)
{
    if (!ok) {
        test_failed_checks++;
        printf("# %s:%d: failed: %s\n", file, line, what);
    }
    return ok;
}

static inline bool test_check_str(const char *got, const char *want, const char *file, int line)
{
    bool ok = got && want ? strcmp(got, want) == 0 : got == want;
    if (!ok) {
        test_failed_checks++;
        printf("# %s:%d: got  \"%s\"\n# %*s want \"%s\"\n", file, line, got ? got : "(null)",
               (int)strlen(file) + 4, "", want ? want : "(null)");
    }
    return ok;
}

#define CHECK(cond) test_check((cond), __FILE__, __LINE__, #cond)
#define CHECK_STR(got, want) test_check_str((got), (want), __FILE__, __LINE__)
#define CHECK_INT(got, want)                                                                       \
    do {                                                                                           \
        long long got_ = (got), want_ = (want);                                                    \
        if (!test_check(got_ == want_, __FILE__, __LINE__, #got " == " #want))                     \
            printf("#   got %lld, want %lld\n", got_, want_);                                      \
    } while (0)

#define RUN(fn)                                                                                    \
    do {                                                                                           \
        int before_ = test_failed_checks;                                                          \
        fn();                                                                                      \
        bool ok_ = test_failed_checks == before_;                                                  \
        printf("%s %s\n", ok_ ? "ok" : "not ok", #fn);                                             \
        if (ok_)                                                                                   \
            test_passed++;                                                                         \
        else                                                                                       \
            test_failed++;                                                                         \
        fflush(stdout);                                                                            \
    } while (0)

static inline int test_summary(void)
{
    return test_failed ? 1 : 0;
}

#endif
