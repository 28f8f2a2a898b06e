#include "run/result.h"

#include <string.h>

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

const char *trials_stop_name(enum trials_stop stop)
{
    static const char *const names[] = {[TRIALS_COUNT] = "count",
                                        [TRIALS_CLEAR] = "clear",
                                        [TRIALS_FULL] = "full",
                                        [TRIALS_TIME] = "time"};
    return names[stop];
}

const char *claim_verdict_name(enum claim_verdict verdict)
{
    static const char *const names[] = {
        [CLAIM_HOLDS] = "holds", [CLAIM_FAILS] = "fails", [CLAIM_UNSETTLED] = "unsettled"};
    return names[verdict];
}

const char *time_status_name(enum time_status status)
{
    static const char *const names[] = {
        [TIME_OK] = "ok", [TIME_TOO_SHORT] = "too-short", [TIME_FAILED] = "failed"};
    return names[status];
}

const struct result *results_sample(const struct results *results, const char *id)
{
    for (size_t i = 0; i < results->course->sample_count; i++)
        if (strcmp(results->samples[i].sample->id, id) == 0)
            return &results->samples[i];
    return NULL;
}

void results_release(struct results *results)
{
    crew_free(results->crew);
    arena_release(&results->arena);
    *results = (struct results){0};
}
