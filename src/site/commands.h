/* commands: what the words after `drawloom` do, besides build and check (build.h). Each has a file of
 * its own name. All print for people through `report`; what is asked for goes to standard output. */
#ifndef SITE_COMMANDS_H
#define SITE_COMMANDS_H

#include "site/options.h"

/* promote [CHAPTER...]: put what samples print into the exact ```output blocks that do not match, and
 * print the difference. */
enum site_status promote(const struct options *options, const struct launcher *launcher,
                         struct report *report);

/* run ID [-- ARG...]: compile the sample if need be, run it, pass on what it prints. */
enum site_status run_sample(const struct options *options, const struct launcher *launcher,
                            struct report *report);

/* list: one sample a line, and how it ended in the last build. */
enum site_status list_samples(const struct options *options, const struct launcher *launcher,
                              struct report *report);

/* freeze: write what the samples' programs did as text into content/frozen (run/frozen.h). */
enum site_status freeze(const struct options *options, const struct launcher *launcher,
                        struct report *report);

/* new DIR: a small course that builds at once. */
enum site_status new_course(const struct options *options, const struct launcher *launcher,
                            struct report *report);

/* clean: remove the site (what drawloom wrote of it) and .drawloom. */
enum site_status clean(const struct options *options, const struct launcher *launcher,
                       struct report *report);

#endif
