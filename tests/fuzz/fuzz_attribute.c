/* What a sample's braces may say. The input is what stands behind "```c", then the program. */
#include "course_fixture.h"

#include "course/anchors.h"
#include "course/flags.h"
#include "course/sweep.h"

static void put_line(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_putc(out, strchr("\n\r", text.data[i]) && text.data[i] ? ' ' : text.data[i]);
    buf_putc(out, '\n');
}

/* What may be read or written by that name lies below a folder of ours. */
static void check_name(const char *name)
{
    FUZZ_CHECK(name[0] && name[0] != '/' && strcmp(name, "..") != 0);
    FUZZ_CHECK(!str_starts(str_of(name), "../") && !strstr(name, "/../"));
}

static void check_limits(const struct limits *got, const struct limits *most)
{
    FUZZ_CHECK(got->timeout_ms > 0 && got->timeout_ms <= most->timeout_ms);
    FUZZ_CHECK(got->memory_bytes > 0 && got->memory_bytes <= most->memory_bytes);
    FUZZ_CHECK(got->processes > 0 && got->processes <= most->processes);
    FUZZ_CHECK(got->nofile > 0 && got->nofile <= most->nofile);
    FUZZ_CHECK(got->output_bytes > 0 && got->output_bytes <= most->output_bytes);
}

static void check_flags(const struct sample *s, const struct words *words)
{
    for (size_t i = 0; i < words->count && !s->is_broken; i++)
        FUZZ_CHECK(flag_is_allowed(s->language, words->items[i]));
}

static void check_sample(const struct sample *s, const struct config *config)
{
    FUZZ_CHECK(anchors_is_id(s->id) && s->file_count > 0);
    for (size_t i = 0; i < s->file_count; i++)
        check_name(s->files[i].name);
    for (size_t i = 0; i < s->data_count; i++)
        check_name(s->data[i].name);
    for (size_t i = 0; i < s->env.count; i++)
        FUZZ_CHECK(s->is_broken || strchr(s->env.items[i], '='));
    if (!s->is_broken)
        check_limits(&s->limits, &config->most);
    check_flags(s, &s->cflags);
    FUZZ_CHECK(
        s->is_broken || !s->cc[0] ||
        str_is_one_of(str_of(s->cc), s->language->compilers.items, s->language->compilers.count) ||
        strcmp(s->cc, s->language->cc) == 0);
    FUZZ_CHECK(s->must_code >= 0 && s->must_code < 256);
}

/* What later rooms rely on. */
static void check_evidence(const struct sample *s)
{
    FUZZ_CHECK(s->trials >= SAMPLE_TRIALS_AUTO && s->warmup >= 0 && s->reps >= 0);
    FUZZ_CHECK(s->checks < 1u << CHECK_TOOLS);
    FUZZ_CHECK(s->is_broken || s->outcomes == OUTCOMES_ANY || s->trials != 0);
    FUZZ_CHECK(s->is_broken || !s->finds || s->checks);
    for (size_t i = 0; i < s->marked_count; i++)
        FUZZ_CHECK(s->marked[i].first > (i ? s->marked[i - 1].last : 0));
}

static void check_points(const struct sample *s, const struct config *config)
{
    FUZZ_CHECK(s->point_count <= SWEEP_POINTS && (s->point_count > 0) == (s->parameters.count > 0));
    for (size_t i = 0; i < s->point_count; i++) {
        const struct sample *point = &s->points[i];
        FUZZ_CHECK(!point->is_broken && point->point_count == 0);
        FUZZ_CHECK(point->values.count == s->parameters.count);
        FUZZ_CHECK(strcmp(point->id, s->id) == 0 && point->depth == s->depth);
        check_sample(point, config);
        check_evidence(point);
    }
}

static void check_one(const struct sample *s, const struct config *config)
{
    check_sample(s, config);
    check_evidence(s);
    check_points(s, config);
}

FUZZ(input)
{
    struct arena a = {0};
    struct buf text = BUF_INIT;
    const struct course *course = fixture_course();
    buf_puts(&text, "```c ");
    put_line(&text, fuzz_part(&input));
    buf_str(&text, input);
    buf_puts(&text, "\n```\n");
    struct chapter *c = fixture_chapter(buf_view(&text), &a);
    for (size_t i = 0; i < c->sample_count; i++)
        check_one(&c->samples[i], &course->config);
    buf_release(&text);
    arena_release(&a);
}
