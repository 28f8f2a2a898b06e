#include <signal.h>

#include "course/sample.h"
#include "test.h"

static void signals_have_names_and_numbers(void)
{
    struct arena a = {0};
    CHECK_STR(signal_name(&a, SIGSEGV), "SIGSEGV");
    CHECK_STR(signal_name(&a, SIGKILL), "SIGKILL");
    CHECK_STR(signal_name(&a, 0), "signal 0");
    CHECK_STR(signal_name(&a, 9999), "signal 9999");
    CHECK_INT(signal_number("SIGSEGV"), SIGSEGV);
    CHECK_INT(signal_number("ABRT"), SIGABRT);
    CHECK_INT(signal_number("11"), 11);
    static const char *const bad[] = {"", "0", "-1", "9999", "SIG", "SIGNOPE", "segv", "11x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_INT(signal_number(bad[i]), 0);
    arena_release(&a);
}

static void tools_have_names_and_titles(void)
{
    static const char *const names[] = {"tsan", "asan", "ubsan", "helgrind", "memcheck"};
    for (unsigned i = 0; i < CHECK_TOOLS; i++) {
        CHECK_STR(check_tool_name(i), names[i]);
        CHECK(check_tool_title(i)[0] != '\0');
    }
    CHECK_STR(check_tool_title(CHECK_TSAN), "ThreadSanitizer");
}

int main(void)
{
    RUN(signals_have_names_and_numbers);
    RUN(tools_have_names_and_titles);
    return test_summary();
}
