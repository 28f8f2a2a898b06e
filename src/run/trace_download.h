/* trace_download: where in the site the events of a traced sample are, for other programs to open. */
#ifndef RUN_TRACE_DOWNLOAD_H
#define RUN_TRACE_DOWNLOAD_H

#include "course/sample.h"

/* "samples/lost.trace.json"; of a point of a sweep "samples/pool.threads=4.opt=-O2.trace.json". No two
 * samples or points of a course have the same; it needs no escapes in a URL, and is short enough for any
 * file system. In `a`. */
const char *trace_download(const struct sample *sample, struct arena *a);

#endif
