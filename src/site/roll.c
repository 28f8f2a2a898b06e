#include "site/roll.h"

#include <string.h>

#include "course/list.h"

static const char record_name[] = "roll";

static const char *run_words(const struct run_result *run, struct arena *a)
{
    switch (run->end) {
    case END_EXITED:
        return arena_printf(a, "exit status %d", run->code);
    case END_SIGNALED:
        return arena_printf(a, "killed by %s", signal_name(a, run->code));
    case END_TIMED_OUT:
        return "ran into its time limit";
    case END_MEMORY:
        return "ran into its memory limit";
    case END_PROCESSES:
        return "had too many processes";
    case END_OUTPUT_LIMIT:
        return "printed too much";
    case END_FILES:
        return "filled its file system";
    case END_COMPILE_LIMIT:
        break;
    }
    return "the compiler ran into a limit";
}

/* A sweep did what all of its points did. */
static const char *sweep_words(const struct result *sweep, struct arena *a)
{
    const char *words = roll_words(&sweep->points[0], a);
    for (size_t i = 1; i < sweep->point_count; i++)
        if (strcmp(roll_words(&sweep->points[i], a), words) != 0)
            return "its points ended in different ways";
    return words;
}

const char *roll_words(const struct result *result, struct arena *a)
{
    if (result->point_count > 0)
        return sweep_words(result, a);
    const struct compile_result *compile = result->compile;
    if (result->run)
        return run_words(result->run, a);
    if (result->sample->depth == SAMPLE_SHOWN)
        return "only shown";
    if (!compile)
        return "not run";
    if (compile->end == END_COMPILE_LIMIT)
        return "the compiler ran into a limit";
    return compile->end == END_EXITED && compile->code == 0 ? "compiled" : "does not compile";
}

bool roll_keep(struct store *store, const struct results *results, struct err *err)
{
    struct arena a = {0};
    struct buf text = BUF_INIT, old = BUF_INIT;
    for (size_t i = 0; i < results->course->sample_count; i++) {
        const struct result *result = &results->samples[i];
        buf_printf(&text, "%s\t%s\t%s\n", result->ok ? "ok" : "not ok", result->sample->id,
                   roll_words(result, &a));
    }
    bool same =
        store_get_record(store, record_name, &old) && str_equal(buf_view(&old), buf_view(&text));
    bool ok = same || store_put_record(store, record_name, buf_view(&text), err);
    buf_release(&text);
    buf_release(&old);
    arena_release(&a);
    return ok;
}

static bool cut(struct str *line, struct str *field)
{
    const char *tab = memchr(line->data, '\t', line->len);
    if (!tab)
        return false;
    *field = (struct str){line->data, (size_t)(tab - line->data)};
    *line = (struct str){tab + 1, line->len - field->len - 1};
    return true;
}

void roll_read(struct store *store, struct arena *a, struct roll *roll)
{
    struct buf text = BUF_INIT;
    *roll = (struct roll){0};
    store_get_record(store, record_name, &text);
    struct str rest = buf_view(&text), line, ok, id;
    while (str_line(&rest, &line))
        if (cut(&line, &ok) && cut(&line, &id))
            *LIST_ADD(a, roll->entries, roll->count) =
                (struct roll_entry){arena_strndup(a, id.data, id.len),
                                    arena_strndup(a, line.data, line.len), str_is(ok, "ok")};
    buf_release(&text);
}

const struct roll_entry *roll_find(const struct roll *roll, const char *id)
{
    for (size_t i = 0; i < roll->count; i++)
        if (strcmp(roll->entries[i].id, id) == 0)
            return &roll->entries[i];
    return NULL;
}
