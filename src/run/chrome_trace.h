/* chrome_trace: a timeline as a file that ui.perfetto.dev and chrome://tracing open. */
#ifndef RUN_CHROME_TRACE_H
#define RUN_CHROME_TRACE_H

#include "base/buf.h"
#include "base/err.h"

/* Append the model (JSON as timeline_json writes it) as JSON in Chrome's Trace Event Format; `title`
 * names the program. Whatever the model says, the file is right as such: what makes no sense is left
 * out, and what is more than 64 MiB, too. Errors: the model is no JSON object; nothing is appended then. */
bool chrome_trace_write(struct str model, const char *title, struct buf *out, struct err *err);

#endif
