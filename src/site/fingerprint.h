/* fingerprint: which compilers and interpreters of the system a sample needs, and whether one of them
 * has been replaced, without starting it. What they say about their version is in every key of the
 * store (run/tool.h); this is how a build that has nothing to do need not ask them. */
#ifndef SITE_FINGERPRINT_H
#define SITE_FINGERPRINT_H

#include "base/hash.h"
#include "course/sample.h"

/* Append the names (or paths) of the programs that the sample's language starts: "gcc", "python3". */
void fingerprint_names(const struct sample *sample, struct arena *a, struct words *names);

/* Where it is found, its size and its date, as one hash. */
struct hash fingerprint_of(const char *program, struct arena *a);

#endif
