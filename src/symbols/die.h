/* die: attributes of an entry of debug information. */
#ifndef SYMBOLS_DIE_H
#define SYMBOLS_DIE_H

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdbool.h>

enum { DIE_MAX_DEPTH = 64 }; /* of entries in entries: hostile ones may nest without end */

/* A constant; false: there is none, or it is no constant. */
bool die_number(Dwarf_Die *die, unsigned attribute, Dwarf_Word *number);
/* Its type, behind typedefs and qualifiers. */
bool die_type(Dwarf_Die *die, Dwarf_Die *type);

#endif
