/* run_program: run one sample, in a box of its own. */
#ifndef RUN_RUN_PROGRAM_H
#define RUN_RUN_PROGRAM_H

#include "run/workshop.h"

/* What each of its file systems may hold. */
enum { RUN_FILE_BYTES = 64 << 20, RUN_INODES = 4096 };

/* Run the compiled program at `program` (absolute; NULL: the sample is a script) as the sample says.
 * Its result lives in `a`. A program that fails is a result; false: it could not be started, or the
 * build was interrupted. */
bool run_program(const struct workshop *shop, const struct sample *sample, const char *program,
                 struct arena *a, struct run_result *result, struct err *err);

#endif
