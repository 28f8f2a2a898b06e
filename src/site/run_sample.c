#include "site/commands.h"

#include <string.h>

#include "base/file.h"
#include "base/visible.h"
#include "course/sweep.h"
#include "site/roll.h"
#include "site/work.h"

/* The sample, or the first point of a sweep, as a program that is run once. */
static struct sample *plain_run(const struct sample *sample, struct arena *a)
{
    struct sample *plain = ARENA_NEW(a, struct sample);
    *plain = sample->point_count > 0 ? sample->points[0] : *sample;
    plain->trials = 0;
    plain->timed = false;
    plain->checks = 0;
    plain->asm_function = NULL;
    return plain;
}

/* Leave the course with this one sample, run with the words behind "--" if there are any. */
static bool choose(struct work *w, const struct options *options, struct err *err)
{
    struct course *course = &w->course;
    const struct sample *sample = work_sample(w, options->words[0], err);
    if (!sample)
        return false;
    if (sample->depth != SAMPLE_RUN)
        return err_set(err, "sample \"%s\" is not run (%s:%d)", sample->id, sample->place.file,
                       sample->place.line);
    struct sample *chosen = plain_run(sample, &w->arena);
    if (options->args)
        chosen->args = (struct words){0};
    for (size_t i = 0; i < options->arg_count; i++)
        words_add(&chosen->args, &w->arena, options->args[i]);
    course->samples = ARENA_NEW(&w->arena, struct sample *);
    course->samples[0] = chosen;
    course->sample_count = 1;
    course->chapter_count = 0;
    return true;
}

static void print(int fd, struct str text)
{
    struct buf shown = BUF_INIT;
    buf_str(&shown, text);
    visible_on_terminal(&shown, fd);
    file_write_all(fd, buf_view(&shown));
    buf_release(&shown);
}

/* In the order in which it was printed. */
static void pass_on(const struct run_result *run)
{
    struct str rest[] = {run->out, run->err};
    for (size_t i = 0; i < run->chunk_count; i++) {
        struct str *stream = &rest[run->chunks[i].fd == 2];
        print(run->chunks[i].fd, (struct str){stream->data, run->chunks[i].len});
        stream->data += run->chunks[i].len;
        stream->len -= run->chunks[i].len;
    }
}

/* Of a sweep, which point it was. */
static void tell_point(struct work *w, const struct sample *sample)
{
    const char *point = sweep_label(&sample->parameters, &sample->values, &w->arena);
    if (*point)
        report_say(w->report, "%s is a sweep; this was its first point: %s", sample->id, point);
}

static void tell(struct work *w, const struct result *result)
{
    const char *words = roll_words(result, &w->arena);
    tell_point(w, result->sample);
    const char *expected = result->ended_as_expected ? "" : " (not as expected)";
    if (!result->run) {
        print(2, result->compile ? result->compile->diagnostics : STR(""));
        report_say(w->report, "%s: %s%s", result->sample->id, words, expected);
        return;
    }
    pass_on(result->run);
    report_say(w->report, "%s: %s%s; %.3f s (user %.3f s, system %.3f s), %.1f MiB",
               result->sample->id, words, expected, result->run->wall_s, result->run->user_s,
               result->run->sys_s, (double)result->run->max_rss_kib / 1024);
}

enum site_status run_sample(const struct options *options, const struct launcher *launcher,
                            struct report *report)
{
    struct work w;
    struct err err = {0};
    enum site_status status;
    struct site_options site = options->site;
    site.rerun = options->words[0];
    site.keep_compiled = true;
    if (work_begin(&w, &site, launcher, report, &err) && work_read(&w, &err) &&
        choose(&w, options, &err) && work_do(&w, &err)) {
        tell(&w, &w.results.samples[0]);
        status = w.results.samples[0].ended_as_expected ? SITE_OK : SITE_PROBLEMS;
    } else {
        status = work_failed(&w, &err, "nothing was run");
    }
    work_end(&w);
    return status;
}
