/* config: what content/course.lua says. It is Lua that sets globals; it is run with a deadline and a
 * memory limit, without os, io and load. See README for every name. Unknown names are problems. */
#ifndef COURSE_CONFIG_H
#define COURSE_CONFIG_H

#include "base/hash.h"
#include "course/language.h"

struct limits {
    int timeout_ms; /* wall clock of a run */
    size_t memory_bytes;
    int processes; /* and threads, together */
    int nofile;
    size_t output_bytes; /* of each stream */
};

struct config {
    const char *title, *description, *author;
    const char *lang;      /* of the text, for <html lang>: "en" */
    const char *url;       /* where the site will be published, ends in "/"; NULL: not known */
    struct words chapters; /* files in content/, in order: "01-starting.md" */
    const char *glossary;  /* the file in content/ that explains terms; NULL: there is none */
    bool unnumbered;       /* numbers = false: sections have none */
    struct language *languages;
    size_t language_count;
    struct limits defaults; /* 10 s, 512 MiB, 64, 64, 64 KiB */
    struct limits most;     /* what an attribute may raise a limit to */
    int compile_timeout_ms; /* 15 s */
    int lane_ms;            /* for all that is timed or tried in one build: 180 s */
    int parse_ms;           /* deadline for one chapter: 5 s */
    int render_ms;          /* deadline for one page: 10 s */
    const char *node; /* the program that typesets formulas: a name or an absolute path, "node" */
    struct words readable; /* sandbox = { read = … }: what programs may read besides the system */
    bool trust_html;       /* html = "trusted" */
    bool remote_images;    /* images from other hosts are kept */
    struct hash hash;      /* of course.lua's bytes */
};

/* Read `root`/content/course.lua. Everything lives in `a`. Errors carry course.lua's line. */
bool config_load(const char *root, struct arena *a, struct config *config, struct err *err);
/* The file in content/ of chapter `index`; of the glossary when that is the number of chapters. */
const char *config_file(const struct config *config, size_t index);
/* NULL when there is none. */
const struct language *config_language(const struct config *config, struct str name);

#endif
