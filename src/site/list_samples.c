#include "site/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/visible.h"
#include "site/roll.h"
#include "site/work.h"

static const char *end_of(const struct roll *roll, const struct sample *sample)
{
    const struct roll_entry *entry = roll_find(roll, sample->id);
    return entry ? entry->end : "not built yet";
}

static const char *place_of(const struct sample *sample, struct arena *a)
{
    return arena_printf(a, "%s:%d", sample->place.file, sample->place.line);
}

static int wider(int width, const char *text)
{
    int len = (int)strlen(text);
    return len > width ? len : width;
}

static void put_lines(struct work *w, const struct roll *roll, struct buf *out)
{
    int id = 0, place = 0, language = 0;
    for (size_t i = 0; i < w->course.sample_count; i++) {
        const struct sample *sample = w->course.samples[i];
        id = wider(id, sample->id);
        place = wider(place, place_of(sample, &w->arena));
        language = wider(language, sample->language->name);
    }
    for (size_t i = 0; i < w->course.sample_count; i++) {
        const struct sample *sample = w->course.samples[i];
        const struct roll_entry *entry = roll_find(roll, sample->id);
        buf_printf(out, "%-*s  %-*s  %-*s  %s%s\n", id, sample->id, place,
                   place_of(sample, &w->arena), language, sample->language->name,
                   end_of(roll, sample), !entry || entry->ok ? "" : " (not as expected)");
    }
}

static void put_json(struct work *w, const struct roll *roll, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_begin_array(&json);
    for (size_t i = 0; i < w->course.sample_count; i++) {
        const struct sample *sample = w->course.samples[i];
        const struct roll_entry *entry = roll_find(roll, sample->id);
        json_begin_object(&json);
        json_key(&json, "id");
        json_text(&json, sample->id);
        json_key(&json, "file");
        json_text(&json, sample->place.file);
        json_key(&json, "line");
        json_int(&json, sample->place.line);
        json_key(&json, "language");
        json_text(&json, sample->language->name);
        json_key(&json, "end");
        json_text(&json, entry ? entry->end : NULL);
        json_key(&json, "ok");
        if (entry)
            json_bool(&json, entry->ok);
        else
            json_no_value(&json);
        json_end_object(&json);
    }
    json_end_array(&json);
    buf_putc(out, '\n');
}

enum site_status list_samples(const struct options *options, const struct launcher *launcher,
                              struct report *report)
{
    struct work w;
    struct err err = {0};
    enum site_status status = SITE_OK;
    struct buf out = BUF_INIT;
    if (work_begin(&w, &options->site, launcher, report, &err) && work_read(&w, &err)) {
        struct roll roll;
        roll_read(w.store, &w.arena, &roll);
        if (options->site.json)
            put_json(&w, &roll, &out);
        else
            put_lines(&w, &roll, &out);
        visible_on_terminal(&out, STDOUT_FILENO);
        fwrite(out.data, 1, out.len, stdout);
        work_report(&w);
        if (problems_count(&w.problems, PROBLEM_ERROR) > 0)
            status = SITE_PROBLEMS;
    } else {
        status = work_failed(&w, &err, "no list");
    }
    buf_release(&out);
    work_end(&w);
    return status;
}
