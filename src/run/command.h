/* command: the command lines of a sample: its language's templates with everything put in.
 *
 * Compilers and programs are started in a working folder, and all names are relative to it, so a
 * command can be shown as it is: it holds no path of the machine. Inline code lies in the folder
 * itself; the files of a file= sample lie in a folder `samples` of it, as they do in the course, so that
 * messages name the files as the author does. */
#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

#include "course/sample.h"

/* Where compilers write what {deps} asks for. */
#define COMMAND_DEPS "deps.d"

/* What a compiler calls source i: "lost.c", "samples/sharing/lost.c". */
const char *command_source(const struct sample *sample, size_t i, struct arena *a);
/* Its object: "lost.o". */
const char *command_object(const struct sample *sample, size_t i, struct arena *a);
/* The compiled program: "lost". */
const char *command_program(const struct sample *sample, struct arena *a);

/* Each lives in `a`. `includes`: folders that are searched for headers. */
struct words command_compile(const struct sample *sample, const struct words *includes,
                             struct arena *a);
struct words command_compile_object(const struct sample *sample, const struct words *includes,
                                    size_t i, struct arena *a);
struct words command_link(const struct sample *sample, struct arena *a);
struct words command_run(const struct sample *sample, struct arena *a);
struct words command_version(const struct sample *sample, struct arena *a);

/* The one command that does all that compiling the sample takes, as a reader would type it: all
 * sources at once, and nothing about dependencies. */
struct words command_shown(const struct sample *sample, const struct words *includes,
                           struct arena *a);

#endif
