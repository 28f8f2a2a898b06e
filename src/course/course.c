#include "course/course.h"

#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "course/link.h"
#include "course/markdown.h"
#include "course/names.h"
#include "course/numbers.h"
#include "course/reference.h"

struct course_index {
    struct names chapters; /* all of course.lua and, last, the glossary: the number is that of
                            * `read`'s entry */
    struct chapter **read; /* NULL: not read */
    struct names samples;  /* numbers of course->samples */
    const char **stems;    /* of all chapters, for "did you mean" */
};

/* What the children work on. */
struct load {
    const char *root;
    const struct config *config;
    const size_t *indices; /* in config->chapters */
};

/* One reader of code for all chapters that a child reads. */
static void *begin_loading(void *ctx)
{
    (void)ctx;
    return code_reader_new();
}

static void *load_chapter(void *ctx, void *local, size_t i, struct arena *shared)
{
    struct load *load = ctx;
    return chapter_load(load->root, load->config, load->indices[i], local, shared);
}

static void index_chapters(struct course *course)
{
    const struct config *config = &course->config;
    size_t count = config->chapters.count + (config->glossary ? 1 : 0);
    struct course_index *index = ARENA_NEW(&course->arena, struct course_index);
    index->read = ARENA_ARRAY(&course->arena, count, struct chapter *);
    index->stems = ARENA_ARRAY(&course->arena, count, const char *);
    for (size_t i = 0; i < count; i++) {
        const char *file = config_file(config, i);
        size_t len = strlen(file) - strlen(".md");
        index->stems[i] = arena_strndup(&course->arena, file, len);
        names_add(&index->chapters, &course->arena, index->stems[i], i);
    }
    course->index = index;
}

/* Which chapters to read: all, or one. Behind them is room for the glossary. */
static bool choose(struct course *course, const char *only, size_t **indices, size_t *count,
                   struct err *err)
{
    size_t all = course->config.chapters.count;
    *indices = ARENA_ARRAY(&course->arena, all + 1, size_t);
    *count = only ? 1 : all;
    for (size_t i = 0; i < all; i++)
        (*indices)[i] = i;
    if (!only)
        return true;
    const size_t *found = names_find(&course->index->chapters, only);
    if (found && *found < all) {
        (*indices)[0] = *found;
        return true;
    }
    const char *near = nearest(only, course->index->stems, all);
    return near ? err_set(err, "there is no chapter \"%s\" (did you mean \"%s\"?)", only, near)
                : err_set(err, "there is no chapter \"%s\"", only);
}

static const char *explain(const struct course *course, const struct crew_result *result,
                           struct arena *a)
{
    if (result->end == CREW_TIMED_OUT)
        return arena_printf(a,
                            "took longer than %g s to parse (is there a very wide table or "
                            "deeply nested markup?)",
                            course->config.parse_ms / 1000.0);
    if (result->end == CREW_TOO_LARGE)
        return "needs more than 1 GiB of memory to parse (is there a very wide table?)";
    if (result->signal)
        return arena_printf(a, "reading it ended with %s (does it need too much memory?)",
                            signal_name(a, result->signal));
    return "reading it failed";
}

/* Take a chapter over from the crew; one that it could not read is replaced by a stub. */
static struct chapter *take_chapter(struct course *course, size_t index,
                                    const struct crew_result *result)
{
    struct chapter *chapter = result->value;
    if (result->end != CREW_DONE || !chapter) {
        chapter = chapter_stub(course->root, &course->config, index, &course->arena);
        problem_add(&chapter->problems, &course->arena, PROBLEM_ERROR, chapter->file, 0, 0, "%s",
                    explain(course, result, &course->arena));
    }
    course->index->read[index] = chapter;
    problems_append(&course->problems, &chapter->problems);
    return chapter;
}

static void take_chapters(struct course *course, const size_t *indices,
                          const struct crew_result *results)
{
    size_t count = course->chapter_count;
    for (size_t i = 0; i < count; i++) {
        course->chapters[i] = take_chapter(course, indices[i], &results[i]);
        course->sample_count += course->chapters[i]->sample_count;
    }
    if (course->config.glossary)
        course->glossary = glossary_new(take_chapter(course, indices[count], &results[count]),
                                        &course->arena, &course->problems);
}

static bool read_chapters(struct course *course, const char *only, int workers, struct err *err)
{
    size_t *indices;
    if (!choose(course, only, &indices, &course->chapter_count, err))
        return false;
    size_t count = course->chapter_count;
    if (course->config.glossary)
        indices[count++] = course->config.chapters.count;
    struct load load = {course->root, &course->config, indices};
    struct crew_spec spec = {.n = count,
                             .workers = workers,
                             .deadline_ms = course->config.parse_ms,
                             .begin = begin_loading,
                             .work = load_chapter,
                             .ctx = &load};
    struct crew_result *results = ARENA_ARRAY(&course->arena, count, struct crew_result);
    course->chapters = ARENA_ARRAY(&course->arena, course->chapter_count, struct chapter *);
    markdown_start();
    if (!crew_run(&spec, &course->crew, results, err))
        return false;
    take_chapters(course, indices, results);
    return true;
}

static void collect_samples(struct course *course)
{
    course->samples = ARENA_ARRAY(&course->arena, course->sample_count, struct sample *);
    size_t count = 0;
    for (size_t i = 0; i < course->chapter_count; i++)
        for (size_t k = 0; k < course->chapters[i]->sample_count; k++)
            course->samples[count++] = &course->chapters[i]->samples[k];
}

/* Give the sample an id that nobody has, so that all that follows can rely on ids. */
static void rename_duplicate(struct course *course, struct sample *sample)
{
    const char *id;
    size_t number = 1;
    do
        id = arena_printf(&course->arena, "%s-%zu", sample->id, ++number);
    while (names_find(&course->index->samples, id));
    sample->id = id;
    for (size_t i = 0; i < sample->point_count; i++)
        sample->points[i].id = id;
}

static void report_duplicate(struct course *course, const struct sample *sample,
                             const struct sample *first)
{
    problem_add(&course->problems, &course->arena, PROBLEM_ERROR, sample->place.file,
                sample->place.line, sample->place.column, "the id \"%s\" is taken by %s:%d",
                sample->id, first->place.file, first->place.line)
        ->sample = sample->id;
}

/* Take the ids of the samples that are named or not; append the samples whose id is taken. An author
 * is only told about ids that authors gave. */
static void take_ids(struct course *course, bool named, size_t *duplicates, size_t *count)
{
    struct names *names = &course->index->samples;
    for (size_t i = 0; i < course->sample_count; i++) {
        const struct sample *sample = course->samples[i];
        if (sample->named != named)
            continue;
        const size_t *taken = names_find(names, sample->id);
        if (!taken) {
            names_add(names, &course->arena, sample->id, i);
            continue;
        }
        duplicates[(*count)++] = i;
        if (named)
            report_duplicate(course, sample, course->samples[*taken]);
    }
}

/* Ids that authors gave come first: those made up must not take them. */
static void index_samples(struct course *course)
{
    struct arena *a = &course->arena;
    struct names *names = &course->index->samples;
    size_t *duplicates = ARENA_ARRAY(a, course->sample_count, size_t), count = 0;
    take_ids(course, true, duplicates, &count);
    take_ids(course, false, duplicates, &count);
    for (size_t i = 0; i < count; i++) {
        struct sample *sample = course->samples[duplicates[i]];
        rename_duplicate(course, sample);
        names_add(names, a, sample->id, duplicates[i]);
    }
}

static void add_used(struct names *used, const struct chapter *chapter, struct arena *a)
{
    for (size_t i = 0; i < chapter->source_count; i++)
        if (!names_find(used, chapter->sources[i]))
            names_add(used, a, chapter->sources[i], 0);
}

/* Markdown files that no chapter is made of: forgotten, most likely. */
static void report_unused(struct course *course)
{
    struct arena *a = &course->arena;
    struct names used = {0};
    struct file_list files;
    struct err err = {0};
    for (size_t i = 0; i < course->chapter_count; i++)
        add_used(&used, course->chapters[i], a);
    if (course->glossary)
        add_used(&used, course->glossary->chapter, a);
    if (!file_walk(path_join(a, course->root, "content"), a, &files, &err)) {
        problem_add(&course->problems, a, PROBLEM_ERROR, "content", 0, 0, "%s", err.message);
        return;
    }
    for (size_t i = 0; i < files.count; i++) {
        const char *path = path_join(a, "content", files.names[i]);
        size_t len = strlen(path);
        if (strcmp(path + len - 3, ".md") == 0 && !names_find(&used, path))
            problem_add(&course->problems, a, PROBLEM_WARNING, path, 0, 0,
                        "this file is no chapter of course.lua, and no chapter includes it");
    }
}

static void check_links(struct course *course)
{
    for (size_t i = 0; i < course->chapter_count; i++)
        link_check(course, course->chapters[i], &course->arena, &course->problems);
    if (course->glossary)
        link_check(course, course->glossary->chapter, &course->arena, &course->problems);
}

bool course_load(const char *root, const char *only, int workers, struct course *course,
                 struct err *err)
{
    *course = (struct course){.root = root};
    if (!config_load(root, &course->arena, &course->config, err))
        return false;
    index_chapters(course);
    if (!read_chapters(course, only, workers, err))
        return false;
    collect_samples(course);
    numbers_give(course);
    check_links(course);
    index_samples(course);
    for (size_t i = 0; i < course->chapter_count; i++)
        references_check(course, course->chapters[i], &course->arena, &course->problems);
    if (!only)
        report_unused(course);
    return true;
}

void course_release(struct course *course)
{
    crew_free(course->crew);
    arena_release(&course->arena);
    *course = (struct course){0};
}

const struct sample *course_sample(const struct course *course, const char *id)
{
    const size_t *found = names_find(&course->index->samples, id);
    return found ? course->samples[*found] : NULL;
}

const struct chapter *course_chapter(const struct course *course, const char *name)
{
    const size_t *found = names_find(&course->index->chapters, name);
    return found ? course->index->read[*found] : NULL;
}

bool course_has_chapter(const struct course *course, const char *name)
{
    return names_find(&course->index->chapters, name) != NULL;
}
