#include "run/trials.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "course/list.h"
#include "course/names.h"

struct trials {
    int wanted;
    struct arena arena;
    struct outcome *outcomes; /* in the order in which they were first seen */
    size_t count, runs, most_common, bytes;
    struct names index; /* of an outcome, by outcome_name */
};

struct trials *trials_new(int wanted)
{
    struct trials *t = xcalloc(1, sizeof *t);
    t->wanted = wanted;
    return t;
}

void trials_free(struct trials *t)
{
    if (!t)
        return;
    arena_release(&t->arena);
    free(t);
}

/* What is equal in equal outcomes. On stderr is what a program says about itself: times, addresses. */
static void outcome_name(const struct run_result *run, char *name, size_t size)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash_of(run->out.data, run->out.len), hex);
    snprintf(name, size, "%d %d %zu %s", (int)run->end, run->code, run->out.len, hex);
}

static struct outcome *add_outcome(struct trials *t, const struct run_result *run, const char *name)
{
    names_add(&t->index, &t->arena, arena_strdup(&t->arena, name), t->count);
    struct outcome *outcome = LIST_ADD(&t->arena, t->outcomes, t->count);
    *outcome = (struct outcome){.out = arena_str(&t->arena, run->out),
                                .err = arena_str(&t->arena, run->err),
                                .end = run->end,
                                .code = run->code};
    t->bytes += sizeof *outcome + run->out.len + run->err.len;
    return outcome;
}

void trials_add(struct trials *t, const struct run_result *run)
{
    char name[HASH_HEX_LEN + 64];
    outcome_name(run, name, sizeof name);
    const size_t *index = names_find(&t->index, name);
    struct outcome *outcome = index ? &t->outcomes[*index] : add_outcome(t, run, name);
    outcome->count++;
    t->runs++;
    if (outcome->count > t->most_common)
        t->most_common = outcome->count;
}

size_t trials_runs(const struct trials *t)
{
    return t->runs;
}

size_t trials_most(const struct trials *t)
{
    return t->wanted == SAMPLE_TRIALS_AUTO ? TRIALS_AUTO_MOST : (size_t)t->wanted;
}

bool trials_are_enough(const struct trials *t, int64_t spent_ms, enum trials_stop *stop)
{
    bool is_auto = t->wanted == SAMPLE_TRIALS_AUTO && t->runs >= TRIALS_AUTO_LEAST;
    if (t->runs >= trials_most(t))
        *stop = TRIALS_COUNT;
    else if (t->bytes >= TRIALS_MOST_BYTES)
        *stop = TRIALS_FULL;
    else if (is_auto && t->runs - t->most_common >= TRIALS_AUTO_OTHERS)
        *stop = TRIALS_CLEAR;
    else if (is_auto && spent_ms >= TRIALS_AUTO_MS)
        *stop = TRIALS_TIME;
    else
        return false;
    return true;
}

/* Those that are equally common stay in their order: it is that of their addresses. */
static int by_count(const void *a, const void *b)
{
    const struct outcome *x = *(struct outcome *const *)a, *y = *(struct outcome *const *)b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return (x > y) - (x < y);
}

void trials_tell(const struct trials *t, struct arena *a, struct trials_result *result)
{
    struct outcome **order = ARENA_ARRAY(a, t->count, struct outcome *);
    for (size_t i = 0; i < t->count; i++)
        order[i] = &t->outcomes[i];
    if (t->count > 0)
        qsort(order, t->count, sizeof *order, by_count);
    result->outcomes = ARENA_ARRAY(a, t->count, struct outcome);
    for (size_t i = 0; i < t->count; i++)
        result->outcomes[i] = *order[i];
    result->outcome_count = t->count;
    result->runs = t->runs;
}
