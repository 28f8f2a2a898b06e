/* Timelines derived from recordings: those of tests/timeline, made by hand, against the JSON beside each
 * (DRAWLOOM_GOLDEN=1 rewrites it, and the diff is to be reviewed), and by what holds for them all. */
#include "run/timeline.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/file.h"
#include "course/sample.h"
#include "recording_check.h"
#include "recording_script.h"
#include "test.h"

#include "../fuzz/fuzz.h"
#undef FUZZ_CHECK
#define FUZZ_CHECK(cond) CHECK(cond)
#include "../fuzz/timeline_check.h"

static const char folder[] = "tests/timeline"; /* tests are run in the checkout */

static const struct source_file source = {.name = "main.c"};
static const struct sample sample = {.files = (struct source_file *)&source, .file_count = 1};

static void fill_in(struct symbol *symbol, const struct recording_script *script)
{
    for (size_t i = 0; i < script->symbol_count; i++) {
        const struct symbol *told = &script->symbols[i];
        if (told->is_code != symbol->is_code || told->address != symbol->address)
            continue;
        *symbol = *told;
        if (symbol->line != 0 && !symbol->file)
            symbol->file = source.name;
    }
}

/* As it is done with a real one. */
static void derive_script(const struct recording_script *script, struct arena *a,
                          struct recording *recording, struct timeline *timeline)
{
    struct symbol *symbols;
    size_t count;
    const struct timeline_run run = {&sample, script->end, script->code, script->cores};
    recording_read(script->bytes, &script->span, script->switches, a, recording);
    CHECK_STR(recording_check(recording), NULL);
    timeline_addresses(recording, a, &symbols, &count);
    for (size_t i = 0; i < count; i++)
        fill_in(&symbols[i], script);
    timeline_derive(recording, &run, symbols, count, a, timeline);
}

/* --- what holds for every recording of a program that means well --- */

static bool is_held_from(const struct timeline *timeline, const struct timeline_bar *bar, int lane)
{
    for (size_t i = 0; i < timeline->whole.hold_count; i++) {
        const struct timeline_hold *hold = &timeline->whole.holds[i];
        if (hold->object == bar->object && hold->lane == lane && hold->t0 == bar->t1)
            return true;
    }
    return false;
}

/* A wait for a lock ends in a hold, in a failure, with the run, or where nothing more is known. */
static void check_lock_wait(const struct recording *recording, const struct timeline *timeline,
                            const struct timeline_bar *bar, int lane)
{
    const struct recording_thread *thread = &recording->threads[lane];
    bool has_failed = false;
    for (size_t i = 0; i < thread->count; i++)
        has_failed |=
            thread->records[i].event == TRACE_FAIL && (int64_t)thread->records[i].t_ns == bar->t1;
    const struct timeline_lane *l = &timeline->whole.lanes[lane];
    bool is_uncertain = l->past_quota && bar->t1 >= l->quota_ns;
    CHECK(bar->open || has_failed || is_uncertain || is_held_from(timeline, bar, lane));
}

static void check_waits(const struct recording *recording, const struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->lane_count; i++) {
        const struct timeline_lane *lane = &timeline->whole.lanes[i];
        for (size_t k = 0; k < lane->bar_count; k++)
            if (lane->bars[k].state == TIMELINE_LOCK || lane->bars[k].state == TIMELINE_SPIN)
                check_lock_wait(recording, timeline, &lane->bars[k], (int)i);
    }
}

/* --- recordings made by hand --- */

/* An element a line: so that a diff can be read. */
static char *indented(struct str json)
{
    json_error_t why;
    json_t *value = json_loadb(json.data, json.len, 0, &why);
    if (!value)
        return NULL;
    char *text = json_dumps(value, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    json_decref(value);
    return text;
}

static void print_difference(const char *name, const char *got, const char *want)
{
    size_t same = 0;
    while (got[same] && got[same] == want[same])
        same++;
    size_t from = same;
    for (int lines = 0; from > 0 && lines < 4; from--)
        lines += got[from - 1] == '\n';
    printf("# %s, from byte %zu on, after:\n%.*s\n# got:\n%.200s\n# want:\n%.200s\n", name, same,
           (int)(same - from), got + from, got + same, want + same);
}

static void compare(const char *name, const char *got, const char *path)
{
    struct buf want = BUF_INIT;
    struct err err = {0};
    if (getenv("DRAWLOOM_GOLDEN")) {
        CHECK(file_write(path, str_of(got), &err));
    } else if (CHECK(file_read(path, &want, &err)) && strcmp(got, want.data) != 0) {
        CHECK_STR(name, "as it was");
        print_difference(name, got, want.data);
    }
    buf_release(&want);
}

static void check_script(const char *name, struct str text, const char *path, struct arena *a)
{
    struct recording_script script;
    struct recording recording;
    struct timeline timeline;
    struct buf json = BUF_INIT;
    recording_script_parse(name, text, a, &script);
    derive_script(&script, a, &recording, &timeline);
    CHECK_INT(recording.unreadable, 0);
    timeline_check(&timeline);
    check_waits(&recording, &timeline);
    timeline_json(&timeline, &json);
    char *got = indented(buf_view(&json));
    if (CHECK(got != NULL))
        compare(name, got, path);
    free(got);
    buf_release(&json);
    recording_script_release(&script);
}

static void check_file(const char *name)
{
    struct arena a = {0};
    struct err err = {0};
    struct buf text = BUF_INIT;
    const char *path = arena_printf(&a, "%s/%s", folder, name);
    size_t stem = strlen(path) - strlen(".recording");
    if (CHECK(file_read(path, &text, &err)))
        check_script(name, buf_view(&text), arena_printf(&a, "%.*s.json", (int)stem, path), &a);
    buf_release(&text);
    arena_release(&a);
}

static void derive_what_was_made_by_hand(void)
{
    struct arena a = {0};
    struct err err = {0};
    struct file_list list = {0};
    int found = 0;
    CHECK(file_list(folder, &a, &list, &err));
    for (size_t i = 0; i < list.count; i++) {
        const char *dot = strrchr(list.names[i], '.');
        if (!dot || strcmp(dot, ".recording") != 0)
            continue;
        check_file(list.names[i]);
        found++;
    }
    CHECK(found > 0);
    arena_release(&a);
}

int main(void)
{
    RUN(derive_what_was_made_by_hand);
    return test_summary();
}
