/* tool: which compilers and interpreters this machine has. The identity of a tool is the first line
 * that its language's `version` command prints; it is part of every key, because another compiler
 * warns and optimises differently. */
#ifndef RUN_TOOL_H
#define RUN_TOOL_H

#include "base/problem.h"
#include "course/sample.h"
#include "run/box_shelf.h"

struct tool {
    const char *command;  /* "gcc --version", or "" for a language without a version command */
    const char *identity; /* "gcc (Debian 12.2.0-14) 12.2.0", "" when command is; NULL: none */
};

struct tools {
    struct tool *items;
    size_t count;
    const struct tool **of_sample; /* in the order of the samples that were given */
};

/* Find out about all tools of the samples, each command once, in one of the boxes. A tool that is not
 * there is a problem of course.lua. Entries of `samples` may be NULL, and then have no tool. Lives in
 * `a`. Errors: the disk failed. */
bool tools_identify(struct tools *tools, const struct sample *const *samples, size_t count,
                    struct box_shelf *compilers, struct arena *a, struct problems *problems,
                    struct err *err);

/* The same without asking them: what `recall` says of a version command is its identity; NULL: it is
 * unknown, and so is the tool. */
typedef const char *tools_memory(const void *ctx, const char *command);
void tools_recall(struct tools *tools, const struct sample *const *samples, size_t count,
                  tools_memory *recall, const void *ctx, struct arena *a);

#endif
