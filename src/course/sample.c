#include "course/sample.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *title;
} tools[] = {
    [CHECK_TSAN] = {"tsan", "ThreadSanitizer"},
    [CHECK_ASAN] = {"asan", "AddressSanitizer"},
    [CHECK_UBSAN] = {"ubsan", "UndefinedBehaviorSanitizer"},
    [CHECK_HELGRIND] = {"helgrind", "Helgrind"},
    [CHECK_MEMCHECK] = {"memcheck", "Memcheck"},
};

const char *check_tool_name(enum check_tool tool)
{
    return tools[tool].name;
}

const char *check_tool_title(enum check_tool tool)
{
    return tools[tool].title;
}

/* Numbers differ between machines: they come from the C library. */
const char *signal_name(struct arena *a, int number)
{
    const char *name = number > 0 ? sigabbrev_np(number) : NULL;
    return name ? arena_printf(a, "SIG%s", name) : arena_printf(a, "signal %d", number);
}

int signal_number(const char *name)
{
    char *end;
    long number = strtol(name, &end, 10);
    if (end > name && *end == '\0')
        return number > 0 && number < NSIG ? (int)number : 0;
    if (strncmp(name, "SIG", 3) == 0)
        name += 3;
    for (int i = 1; i < NSIG; i++) {
        const char *known = sigabbrev_np(i);
        if (known && strcmp(name, known) == 0)
            return i;
    }
    return 0;
}
