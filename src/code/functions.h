/* functions: the functions that a text defines: with their whole names, and with the lines that belong
 * to them. */
#ifndef CODE_FUNCTIONS_H
#define CODE_FUNCTIONS_H

#include "code/findings.h"
#include "code/rows.h"

/* Fill functions and function_count, in `a`. */
void functions_read(const struct findings *found, const char *joint, struct str text,
                    const struct rows *rows, struct arena *a, struct code *code);

#endif
