/* options: the command line, read by two tables in options.c: the commands, and what may be said to
 * them. Help is made from the same tables. */
#ifndef SITE_OPTIONS_H
#define SITE_OPTIONS_H

#include "base/buf.h"
#include "site/build.h"

enum command_name {
    COMMAND_BUILD,
    COMMAND_CHECK,
    COMMAND_PROMOTE,
    COMMAND_RUN,
    COMMAND_LIST,
    COMMAND_FREEZE,
    COMMAND_NEW,
    COMMAND_CLEAN,
};

struct options {
    enum command_name command;
    bool help, version; /* nothing else was asked; `command` counts only when has_command */
    bool has_command;
    struct site_options site;
    const char *sandbox; /* as it was typed; NULL: not at all */
    char **words; /* what a command is about: chapters, an id, a folder; borrowed from argv */
    size_t word_count;
    char **args; /* behind "--" */
    size_t arg_count;
};

/* Read the command line; the order of argv's words changes. Errors: what is not known, with the
 * nearest name, and what this version cannot do yet. */
bool options_parse(int argc, char **argv, struct options *options, struct err *err);

/* The text of --help: of the command, or of all. */
void options_help(const struct options *options, struct buf *out);

#endif
