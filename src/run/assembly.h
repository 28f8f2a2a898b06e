/* assembly: the machine code of one function. */
#ifndef RUN_ASSEMBLY_H
#define RUN_ASSEMBLY_H

#include "run/result.h"

/* The sample as it is compiled to assembly text; in `a`. Its compile makes {program}, which is that
 * text, and is never run. */
struct sample *assembly_variant(const struct sample *sample, struct arena *a);

/* Find the function in the text that gcc or clang wrote: its label, instructions and inner labels,
 * without directives, each with the line of the sample's first file that it comes from (".loc").
 * Everything lives in `a`. A function that is not there is a reason (with the nearest that is). */
void assembly_read(const struct sample *sample, struct str text, struct arena *a,
                   struct asm_result *result);

#endif
