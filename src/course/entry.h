/* entry: whether a source is a program: whether it has the tokens `main (` outside of all braces. */
#ifndef COURSE_ENTRY_H
#define COURSE_ENTRY_H

#include "base/str.h"

/* The source is read as C and its relatives are: comments, strings, character constants, raw strings
 * and preprocessor lines don't count. */
bool entry_found(struct str source, const char *entry);

#endif
