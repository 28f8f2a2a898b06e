/* chapter: one page of the course: a Markdown file with all that it includes. */
#ifndef COURSE_CHAPTER_H
#define COURSE_CHAPTER_H

#include "base/problem.h"
#include "course/doc.h"
#include "course/names.h"
#include "course/sample.h"

struct heading {
    int level;
    const char *id;    /* unique in the page */
    const char *title; /* plain text */
    const char *also; /* in a glossary, of level 2: what stands behind the first comma of the title,
                         * which is cut off there; NULL: nothing */
    const char *number; /* "3.2", see numbers.h; NULL: none */
    struct place place;
    uint32_t node;
};

/* `{lua} expression` in the prose. */
struct value {
    const char *text; /* the expression */
    struct place place;
};

/* `` $`x^2`$ `` in a line, or a ```math block. */
struct formula {
    const char *tex;
    bool is_display;
    struct place place; /* of its first character */
    const int
        *columns; /* of the first character of each of its lines in the file; NULL: only `place`
                         * can be told of a span that goes over several lines */
};

/* A file that was read, or looked for and not found (hash all zero): what the next build compares.
 * A path that ends in "/" is a folder: its hash is that of input_folder_hash. */
struct input {
    const char *path; /* relative to the course; one path may occur several times */
    struct hash hash;
};

/* One line of a ```claim block: EXPR, or EXPR OP EXPR. */
struct claim {
    const char *text;
    struct place place;
    int cores; /* how many usable cores it needs; 0: any number */
};

enum figure_kind { FIGURE_COMPARE, FIGURE_CHART, FIGURE_CLAIMS };
enum chart_kind { CHART_CHOSEN, CHART_LINE, CHART_BAR, CHART_HISTOGRAM, CHART_TIMELINE };

/* A block that shows results of samples: ```compare, ```chart or ```claim. */
struct figure {
    enum figure_kind kind;
    struct place place;  /* of the opening fence */
    const char *id;      /* "" when none was given */
    const char *caption; /* "" when there is none */
    const char *number;  /* "3.2", see numbers.h; NULL: none */
    struct words
        of; /* ids of samples, of any chapter; compare: two or more; timeline: one or more */
    const char *x, *y; /* chart: a parameter or quantity each; NULL: chosen by what there is. A
                          * timeline has none, nor a body */
    enum chart_kind chart;
    const char *body; /* chart: Lua that computes the series (run/figure.lua); NULL: none */
    int body_line;    /* of its first line, in place.file */
    size_t first_claim, claim_count; /* FIGURE_CLAIMS: in chapter->claims */
    bool is_broken; /* what the block says has problems, so nothing is computed for it */
};

/* A ````exercise or ````quiz block. */
struct exercise {
    const char *id;     /* "" when none was given */
    const char *title;  /* "" when there is none */
    const char *number; /* "3.2", see numbers.h; NULL: none */
};

/* Where the id of a sample stands that another one or a figure is about. The sample may be in any
 * chapter: course.c looks. */
struct reference {
    const char *id;
    struct place place;
    const char *from; /* the id of the sample that names it; NULL: a figure does */
    bool needs_time;  /* it must be timed: its times are compared */
    bool needs_trace; /* it must be traced: its timeline is shown */
    bool needs_sweep; /* as it is the only one that is compared */
};

struct chapter {
    const char *name;        /* stem: "03-sharing"; for a file in a sub-folder "part/03-sharing" */
    const char *file;        /* "content/03-sharing.md" */
    const char *page;        /* "03-sharing.html" */
    const char *title;       /* front matter, else the first heading of level 1, else the name */
    const char *number;      /* "3", "A": front matter, else numbers.h; NULL: none */
    bool is_unnumbered;      /* front matter says `numbered: false` */
    bool is_glossary;        /* it is no chapter but config->glossary */
    const char *description; /* front matter; "" when there is none */
    struct setting *meta;    /* all scalars of the front matter, for templates */
    size_t meta_count;
    const char **sources; /* files by node.source; the first is `file` */
    size_t source_count;
    struct doc doc;
    struct heading *headings;
    size_t heading_count;
    struct sample *samples; /* in the order of the text */
    size_t sample_count;
    struct names anchors; /* ids: index in headings, or heading_count + index in samples, or
                           * heading_count + sample_count + index in figures, or
                           * that with figure_count + index in exercises, or
                           * that with exercise_count + index in quizzes */
    struct value *values;
    size_t value_count;
    struct formula *formulas;
    size_t formula_count;
    struct claim *claims;
    size_t claim_count;
    struct figure *figures;
    size_t figure_count;
    struct exercise *exercises;
    size_t exercise_count;
    struct exercise *quizzes;
    size_t quiz_count;
    struct reference *references;
    size_t reference_count;
    uint32_t *links; /* the NODE_LINK and NODE_IMAGE of the doc, in order */
    size_t link_count;
    int footnote_count;
    struct input *inputs;
    size_t input_count;
    struct problems problems;
    bool unusable; /* no page can be made of it; problems say why */
};

/* Read chapter `index` of config->chapters (their count stands for config->glossary): its text,
 * includes, front matter, samples and the files in samples/ that these name. Never fails: problems
 * are in the chapter. All of it lives in `a`. `code` finds the functions that samples show.
 * Not thread-safe (cmark-gfm keeps global state): run it in one thread of a process. */
struct chapter *chapter_load(const char *root, const struct config *config, size_t index,
                             struct code_reader *code, struct arena *a);

/* As chapter_load, of these bytes instead of the file's. */
struct chapter *chapter_read(const char *root, const struct config *config, size_t index,
                             struct str bytes, struct code_reader *code, struct arena *a);

/* What stands for a chapter that could not be read to its end: names, no text, unusable. */
struct chapter *chapter_stub(const char *root, const struct config *config, size_t index,
                             struct arena *a);

#endif
