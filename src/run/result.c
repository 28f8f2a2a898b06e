#include "run/result.h"

#include "base/crew.h"

const char *result_end_name(enum result_end end)
{
    static const char *const names[] = {
        [END_EXITED] = "exited",       [END_SIGNALED] = "signaled",
        [END_TIMED_OUT] = "timed-out", [END_MEMORY] = "memory",
        [END_PROCESSES] = "processes", [END_OUTPUT_LIMIT] = "output-limit",
        [END_FILES] = "files",         [END_COMPILE_LIMIT] = "compile-limit",
    };
    return names[end];
}

void results_release(struct results *results)
{
    crew_free(results->crew);
    arena_release(&results->arena);
    *results = (struct results){0};
}
