#include "die.h"

bool die_number(Dwarf_Die *die, unsigned attribute, Dwarf_Word *number)
{
    Dwarf_Attribute found;
    return dwarf_attr(die, attribute, &found) && dwarf_formudata(&found, number) == 0;
}

bool die_type(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute found;
    return dwarf_attr_integrate(die, DW_AT_type, &found) && dwarf_formref_die(&found, type) &&
           dwarf_peel_type(type, type) == 0;
}
