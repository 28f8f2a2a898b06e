/* mangled: what C++ compilers call a function in assembly text (Itanium C++ ABI, 5.1: "_Z" and so on). */
#ifndef RUN_MANGLED_H
#define RUN_MANGLED_H

#include <stdbool.h>

#include "base/str.h"

/* Whether the symbol is a function of that name: "add", "counter::add" or "ns::counter::add" for
 * `ns::counter::add(int)`, whatever its arguments. What the standard library and the compiler have
 * is only meant when its name is whole: "std::swap". The symbol may be anything. */
bool mangled_is(struct str symbol, const char *name);

#endif
