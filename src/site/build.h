/* build: from a course's folder to its site, the whole way; see the essay in build.c. */
#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "base/report.h"
#include "run/build_samples.h"

struct site_options {
    const char *dir;     /* the course */
    const char *out;     /* the site's folder; NULL: DIR/site */
    const char *chapter; /* --chapter: only its samples are done, only its page is written */
    const char *rerun;   /* --rerun: ids, "a,b", or "all" */
    bool keep_compiled;  /* see struct build_options */
    int jobs;            /* 0: one a usable core */
    enum sandbox_choice sandbox;
    bool explain, json, durable;
    bool no_time; /* what is timed is taken from the store, or left out */
    bool strict;  /* claims that are unsettled are problems */
    bool frozen;  /* run nothing: all results come from content/frozen */
    bool write;   /* false: `check`: everything but writing the site */
};

enum site_status { SITE_OK = 0, SITE_PROBLEMS = 1, SITE_FAILED = 2, SITE_INTERRUPTED = 3 };

/* Build (or check). Problems and progress go to `report`, --json to stdout. */
enum site_status site_build(const struct site_options *options, const struct launcher *launcher,
                            struct report *report);

#endif
