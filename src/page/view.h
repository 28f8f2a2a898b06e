/* view: what templates see beyond the shape of results.json (run/shape.h). Each function emits one
 * object; README lists the names. Numbers stay numbers: prelude.lua has the words for them. */
#ifndef PAGE_VIEW_H
#define PAGE_VIEW_H

#include "code/code.h"
#include "course/headers.h"
#include "run/emit.h"
#include "page/view_timeline.h"
#include "run/result.h"

/* title, description, author, lang, url (nil: none), remote_images, samples (how many), glossary
 * (its page, nil: none), chapters: {index, number ("3", "A"; nil: none), label ("Chapter 3", nil:
 * none), name, title, description, page}, where page is nil for a chapter that could not be read. */
void view_course(struct emit *e, const struct course *course);

/* As one of course.chapters, and: titled (its text begins with a heading of level 1), meta (the
 * front matter by name), headings: {level, id, number (nil: none), title}. */
void view_chapter(struct emit *e, const struct course *course, size_t index);

/* name, title, description, intro (HTML), terms: {id, title, text (HTML)}, by title.
 * `texts`: html_glossary. */
void view_glossary(struct emit *e, const struct course *course, const struct str *texts);

/* arch and os: the machine's other half. */
void view_machine(struct emit *e, const struct machine *machine);

/* A sample in a list: id, number ("3.4", nil: none), title, chapter (its index), language, ok, checked
 * (how many expected outputs matched), compiler, limits; compile and run: {end, code, wall_s}, and the run's max_rss_kib; measured_at;
 * trials: {count, distinct, right}; time: {ok, noisy, reps, median_s, cpu_median_s, low_s, high_s}; checks:
 * {title, finds, ok}. A sweep has all of these from compiler on in `points`, with their `values`, which
 * are those of `parameters`. */
void view_row(struct emit *e, const struct result *result, size_t chapter);

/* Where the sample's files are in the site, to download; in `a`. A file that a browser would open as a
 * page (link_is_active) gets a name that ends in ".txt", unless its language has that extension. */
const char *view_download(const struct sample *sample, size_t file, struct arena *a);

/* Where a header that samples take in is in the site; in `a`. */
const char *view_header_download(const struct header *header, struct arena *a);

/* What a sample's card needs; `a` is for the time of the call. Without a reader (NULL), its code is
 * not highlighted. */
void view_sample(struct emit *e, const struct course *course, const struct result *result,
                 struct view_tree *tree, struct code_reader *reader, struct arena *a);

/* What a list or a caption calls the sample. */
const char *view_title(const struct sample *sample);

/* Into an open object: id, number (nil: none), title and page (nil: none) of the sample that is called `id`. */
void view_subject(struct emit *e, const struct course *course, const char *id);

/* What a figure needs beside shape_figure: anchor (its id in the page), number (nil: none), subjects, one for each of `of`,
 * as view_subject has them, and of a chart of timelines these. */
void view_figure(struct emit *e, const struct results *results, const struct figure *figure,
                 size_t index, struct view_tree *tree, struct arena *a);

/* What changed since the build before: a list of {sample, what, before, after}. */
void view_changes(struct emit *e, const struct results *results);

#endif
