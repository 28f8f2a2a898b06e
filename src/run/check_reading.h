/* check_reading: a tool's reports as they are understood, line by line: what was found, the first
 * report in brief, and the places in the sample's own files. check_sanitizer.c and check_valgrind.c
 * tell it which line is what. Everything that is read is foreign text. */
#ifndef RUN_CHECK_READING_H
#define RUN_CHECK_READING_H

#include "base/buf.h"
#include "run/check_text.h"
#include "run/result.h"

struct check_reading {
    const struct sample *sample;
    struct arena *arena;
    struct check_result *check; /* finds, brief and locations are set */
    struct buf brief;
    size_t reports;        /* that have begun */
    size_t first_location; /* of the report */
    size_t brief_lines;
    const char *what; /* happened in the first of the frames that follow; "": nothing */
    bool is_placed;   /* one of these frames was the sample's */
    bool is_quiet;    /* these frames are not for the brief */
};

void check_reading_begin(struct check_reading *r, struct arena *a, const struct sample *sample,
                         struct check_result *check);
/* Set the results that are still open. */
void check_reading_end(struct check_reading *r);

/* A report of that kind begins: "data-race". The kind as it is given to readers: "data race". */
const char *check_reading_report(struct check_reading *r, struct str kind);
/* A line that tells something, and to which the frames belong that follow. Addresses and the like are
 * left out. The place of the first frame in the sample's files becomes a location, where `what`
 * happened: NULL: the line says it; "": nothing that a location should say. */
void check_reading_says(struct check_reading *r, struct str line, const char *what);
/* A line that tells more about the last one. */
void check_reading_notes(struct check_reading *r, struct str line);
/* The frames that follow are of no interest. */
void check_reading_skips(struct check_reading *r);
/* A function and its place, as in "work race.c:9" and "work (race.c:9)", and what else is there. */
void check_reading_frame(struct check_reading *r, struct str frame);
/* Only the place, which the brief need not have. */
void check_reading_place(struct check_reading *r, struct str place);

/* The tools, on what a run printed on stderr. */
void check_read_sanitizer(struct check_reading *r, struct str text);
void check_read_valgrind(struct check_reading *r, struct str text);

#endif
