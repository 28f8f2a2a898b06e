/* course: everything that its author wrote, read and checked. */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include "base/crew.h"
#include "course/chapter.h"
#include "course/glossary.h"

struct course {
    const char *root; /* the course's folder, as given */
    struct config config;
    struct chapter **chapters; /* in the order of course.lua; never NULL, maybe unusable */
    size_t chapter_count;
    struct glossary *glossary; /* NULL when course.lua names none */
    struct sample **samples;   /* of all chapters, in order */
    size_t sample_count;
    struct problems problems; /* of the chapters, in order, and what only shows between them:
                               * duplicate ids, dead links, samples and chapters that don't
                               * exist */
    struct arena arena;
    struct crew *crew;          /* owns the chapters' memory */
    struct course_index *index; /* behind the look-ups below */
};

/* Read the course in `root` with `workers` processes (which must be called while the process has
 * one thread). False only when there is no usable course.lua or no process can be started; what is
 * wrong with chapters is in course->problems. `only`: a chapter's stem, to read just that one
 * (links to others then need no more than a chapter of that name), or NULL. */
bool course_load(const char *root, const char *only, int workers, struct course *course,
                 struct err *err);
void course_release(struct course *course);

/* NULL when there is none. */
const struct sample *course_sample(const struct course *course, const char *id);
/* Of this name; the glossary's is one as well. */
const struct chapter *course_chapter(const struct course *course, const char *name);
/* Whether course.lua names the chapter (or the glossary), be it read or not. */
bool course_has_chapter(const struct course *course, const char *name);

#endif
