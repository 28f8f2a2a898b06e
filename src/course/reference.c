#include "course/reference.h"

#include "base/nearest.h"

/* Asking for the nearest id takes time: ten thousand wrong ones need no ten thousand answers. */
enum { SUGGESTIONS_MOST = 50 };

struct check {
    const struct course *course;
    const char **ids; /* that authors gave */
    size_t id_count;
    bool all_known; /* each sample of the course is among them */
    int suggestions;
    struct arena *a;
    struct problems *problems;
};

static void collect(struct check *c, struct arena *scratch)
{
    const struct course *course = c->course;
    c->ids = ARENA_ARRAY(scratch, course->sample_count, const char *);
    for (size_t i = 0; i < course->sample_count; i++)
        if (course->samples[i]->named)
            c->ids[c->id_count++] = course->samples[i]->id;
    c->all_known = course->chapter_count == course->config.chapters.count;
    for (size_t i = 0; i < course->chapter_count; i++)
        c->all_known = c->all_known && !course->chapters[i]->unusable;
}

static void report(struct check *c, const struct reference *reference, const char *message)
{
    const struct place *place = &reference->place;
    problem_add(c->problems, c->a, PROBLEM_ERROR, place->file, place->line, place->column, "%s",
                message)
        ->sample = reference->from;
}

static void report_unknown(struct check *c, const struct reference *reference)
{
    if (!c->all_known)
        return;
    const char *near = c->suggestions-- > 0 ? nearest(reference->id, c->ids, c->id_count) : NULL;
    report(c, reference,
           near ? arena_printf(c->a, "no sample is named \"%s\" (did you mean \"%s\"?)",
                               reference->id, near)
                : arena_printf(c->a, "no sample is named \"%s\"", reference->id));
}

static void check(struct check *c, const struct reference *reference)
{
    const struct sample *sample = course_sample(c->course, reference->id);
    if (!sample || !sample->named)
        report_unknown(c, reference);
    else if (sample->is_broken)
        return; /* whatever it lacks is not what is wrong */
    else if (reference->needs_sweep && sample->point_count == 0)
        report(c, reference,
               arena_printf(c->a,
                            "nothing to compare: \"%s\" alone has no sweep= (name two samples)",
                            reference->id));
    else if (reference->needs_time && !sample->timed)
        report(c, reference,
               arena_printf(c->a, "times are compared, and \"%s\" is not timed (it must say .time)",
                            reference->id));
    else if (reference->needs_trace && !sample->traced)
        report(c, reference,
               arena_printf(c->a,
                            "timelines are drawn, and \"%s\" is not traced (it must say .trace)",
                            reference->id));
}

void references_check(const struct course *course, const struct chapter *chapter, struct arena *a,
                      struct problems *problems)
{
    struct arena scratch = {0};
    struct check c = {
        .course = course, .suggestions = SUGGESTIONS_MOST, .a = a, .problems = problems};
    if (chapter->reference_count > 0)
        collect(&c, &scratch);
    for (size_t i = 0; i < chapter->reference_count; i++)
        check(&c, &chapter->references[i]);
    arena_release(&scratch);
}
