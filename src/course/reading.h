/* reading: one chapter while it is being read: what the modules below chapter.c share. Problems are
 * given at places of a text (text.h) and come out at places of its file. */
#ifndef COURSE_READING_H
#define COURSE_READING_H

#include "base/file.h"
#include "code/code.h"
#include "course/anchors.h"
#include "course/chapter.h"
#include "course/doc_builder.h"
#include "course/fence.h"
#include "course/text.h"

/* A fenced block as it stands in the text. */
struct block {
    const struct text *text;
    int line, column; /* of the opening fence, in the text */
    int end_line;     /* of the closing fence; the last line of a block that is not closed */
    struct str body;
    struct fence fence;
    bool is_malformed; /* it has no end, or a part of the info string can't be read: reported */
    int info_column;   /* where the info string begins: add to fence_item.column - 1 */
};

/* An ```output or ```input block that waits until all samples of the chapter are known. */
struct part {
    bool is_input;
    const char *of;            /* the sample that it names; NULL: the one before it */
    size_t sample;             /* that one's index; SIZE_MAX: none comes before it */
    int column;                /* of `of=`, or of the fence */
    struct fence_item *labels; /* of an output block: what may name points of a sweep. Columns are
                                * those of the file */
    size_t label_count;
    struct expected expected; /* of an input block, text and place only */
};

struct reading {
    const char *root;
    const struct config *config;
    struct code_reader *code; /* finds functions in programs */
    struct arena *a;          /* what the chapter keeps */
    struct arena scratch;     /* what is gone when it has been read */
    struct chapter *chapter;
    struct doc_builder doc;
    struct anchors anchors;
    size_t unnamed; /* samples without an id so far */
    struct part *parts;
    size_t part_count;
    size_t included;                /* files that were included so far */
    struct file_list *sample_files; /* all files of samples/; NULL: not looked for yet */
};

struct problem *reading_problem(struct reading *r, enum problem_severity severity,
                                const struct text *text, int line, int column, const char *format,
                                ...) __attribute__((format(printf, 6, 7)));

/* An error at a column of the block's info string (0: at the fence). */
struct problem *reading_info_problem(struct reading *r, const struct block *block, int column,
                                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The place of the block's fence in its file. */
struct place reading_place(const struct block *block);

/* The place of one of its items. */
struct place reading_item_place(const struct block *block, const struct fence_item *item);

/* The id that the block's fence gives, taken for it; NULL when it gives none. Reports one that is no id,
 * one that is taken and a second one; false then. `noun`: what has the id, "sample". */
bool reading_take_id(struct reading *r, const struct block *block, const char *noun,
                     const char **id);

/* Note that the item names a sample. The reference is good until the next one. */
struct reference *reading_refer(struct reading *r, const struct block *block,
                                const struct fence_item *item, const char *id);

/* Report every item of the fence that is not among the names ("title", ".regex"; "#": an id), and
 * every name that is there twice. */
void reading_allow(struct reading *r, const struct block *block, const char *const *labels,
                   size_t count);

#endif
