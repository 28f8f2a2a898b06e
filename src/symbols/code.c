/* Where a call is.
 *
 * What is asked for is a return address, so the call is what ends before it. The line table has one
 * line for that. Where functions were inlined, that is a line of the innermost; each inlined function
 * tells the line from which it was called. So there may be several places for one call. */
#include <stdio.h>

#include "answer.h"
#include "die.h"

static void put_place(int line, const char *file)
{
    if (line <= 0 || !file)
        return;
    printf("%d\t", line);
    answer_text(file);
    putchar('\n');
}

static void put_line(Dwarf_Die *cu, Dwarf_Addr pc)
{
    Dwarf_Line *line = dwarf_getsrc_die(cu, pc);
    int number;
    if (line && dwarf_lineno(line, &number) == 0)
        put_place(number, dwarf_linesrc(line, NULL, NULL));
}

static void put_caller(Dwarf_Die *inlined, Dwarf_Die *cu)
{
    Dwarf_Word line, file;
    Dwarf_Files *files;
    size_t count;
    if (die_number(inlined, DW_AT_call_line, &line) &&
        die_number(inlined, DW_AT_call_file, &file) && line < 1000000 &&
        dwarf_getsrcfiles(cu, &files, &count) == 0)
        put_place((int)line, dwarf_filesrc(files, file, NULL, NULL));
}

/* The callers of what was inlined at pc within the scope, innermost first. */
static void put_callers(Dwarf_Die *scope, Dwarf_Die *cu, Dwarf_Addr pc, int depth)
{
    Dwarf_Die die;
    if (depth == DIE_MAX_DEPTH || dwarf_child(scope, &die) != 0)
        return;
    do {
        int tag = dwarf_tag(&die);
        bool is_inlined = tag == DW_TAG_inlined_subroutine;
        if ((!is_inlined && tag != DW_TAG_lexical_block) || dwarf_haspc(&die, pc) != 1)
            continue;
        put_callers(&die, cu, pc, depth + 1);
        if (is_inlined)
            put_caller(&die, cu);
    } while (dwarf_siblingof(&die, &die) == 0);
}

void answer_code(const struct image *image, uint64_t address)
{
    const struct extent *begun = image_function(image, address);
    const struct extent *around = image_find(image, address - 1, true);
    if (!begun && !around)
        return;
    answer_name(begun ? begun : around);
    putchar('\n');
    if (!around || !around->has_die)
        return;
    Dwarf_Die die = around->die, cu = around->cu;
    put_line(&cu, address - 1);
    put_callers(&die, &cu, address - 1, 0);
}
