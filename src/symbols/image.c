#include "image.h"

#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"

static struct extent *add(struct image *image, uint64_t start, uint64_t size, const char *name)
{
    if (image->count == image->room) {
        image->room = image->room ? 2 * image->room : 256;
        image->extents = realloc(image->extents, image->room * sizeof *image->extents);
        if (!image->extents)
            abort();
    }
    struct extent *extent = &image->extents[image->count++];
    *extent = (struct extent){.start = start, .end = start + size, .name = name};
    return extent;
}

/* --- debug information --- */

/* A location that is one fixed address, maybe with an offset (clang lays static variables of a file
 * behind one another). */
static bool address_of(Dwarf_Die *die, Dwarf_Addr *address)
{
    Dwarf_Attribute location, operand;
    Dwarf_Op *ops;
    size_t count;
    if (!dwarf_attr(die, DW_AT_location, &location) ||
        dwarf_getlocation(&location, &ops, &count) != 0 || count == 0)
        return false;
    if (ops[0].atom == DW_OP_addr)
        *address = ops[0].number;
    else if ((ops[0].atom != DW_OP_addrx && ops[0].atom != DW_OP_GNU_addr_index) ||
             dwarf_getlocation_attr(&location, &ops[0], &operand) != 0 ||
             dwarf_formaddr(&operand, address) != 0)
        return false;
    if (count == 2 && ops[1].atom == DW_OP_plus_uconst)
        *address += ops[1].number;
    return count == 1 || (count == 2 && ops[1].atom == DW_OP_plus_uconst);
}

static void add_variable(struct image *image, Dwarf_Die *die, Dwarf_Die *cu)
{
    Dwarf_Addr start;
    Dwarf_Die type;
    Dwarf_Word size;
    const char *name = dwarf_diename(die);
    if (!name || !name[0] || !address_of(die, &start))
        return;
    if (!die_type(die, &type) || dwarf_aggregate_size(&type, &size) != 0)
        size = 1;
    struct extent *extent = add(image, start, size, name);
    extent->has_die = true;
    extent->die = *die;
    extent->cu = *cu;
}

/* The optimiser may have laid parts of a function apart. */
static void add_function(struct image *image, Dwarf_Die *die, Dwarf_Die *cu)
{
    Dwarf_Addr base, start, end;
    const char *name = dwarf_diename(die);
    for (ptrdiff_t at = 0;
         name && name[0] && (at = dwarf_ranges(die, at, &base, &start, &end)) > 0;) {
        struct extent *extent = add(image, start, end - start, name);
        extent->is_code = extent->has_die = true;
        extent->die = *die;
        extent->cu = *cu;
    }
}

/* Static variables lie in functions, namespaces and classes. */
static void add_children(struct image *image, Dwarf_Die *parent, Dwarf_Die *cu, int depth)
{
    Dwarf_Die die;
    if (depth == DIE_MAX_DEPTH || dwarf_child(parent, &die) != 0)
        return;
    do {
        int tag = dwarf_tag(&die);
        if (tag == DW_TAG_variable)
            add_variable(image, &die, cu);
        else if (tag == DW_TAG_subprogram)
            add_function(image, &die, cu);
        if (dwarf_haschildren(&die) == 1)
            add_children(image, &die, cu, depth + 1);
    } while (dwarf_siblingof(&die, &die) == 0);
}

static void add_units(struct image *image)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    while (dwarf_get_units(image->dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0)
        add_children(image, &die, &die, 0);
}

/* --- what the linker tells --- */

static void add_symbol(struct image *image, const GElf_Sym *symbol, const char *name)
{
    int type = GELF_ST_TYPE(symbol->st_info);
    bool is_code = type == STT_FUNC || type == STT_GNU_IFUNC;
    if (symbol->st_shndx != SHN_UNDEF && (is_code || type == STT_OBJECT) && name && name[0])
        add(image, symbol->st_value, symbol->st_size ? symbol->st_size : 1, name)->is_code =
            is_code;
}

static void add_symbols(struct image *image, Elf_Scn *section, const GElf_Shdr *header)
{
    Elf_Data *data = elf_getdata(section, NULL);
    size_t count = data && header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
    GElf_Sym symbol;
    for (size_t i = 0; i < count && gelf_getsym(data, (int)i, &symbol); i++)
        add_symbol(image, &symbol, elf_strptr(image->elf, header->sh_link, symbol.st_name));
}

static void add_sections(struct image *image)
{
    GElf_Shdr header;
    for (Elf_Scn *section = NULL; (section = elf_nextscn(image->elf, section));)
        if (gelf_getshdr(section, &header) &&
            (header.sh_type == SHT_SYMTAB || header.sh_type == SHT_DYNSYM))
            add_symbols(image, section, &header);
}

/* --- */

const char *image_open(struct image *image, const char *path)
{
    *image = (struct image){.fd = open(path, O_RDONLY | O_CLOEXEC)};
    elf_version(EV_CURRENT);
    image->elf = image->fd >= 0 ? elf_begin(image->fd, ELF_C_READ_MMAP, NULL) : NULL;
    if (image->fd < 0)
        return "it cannot be opened";
    if (!image->elf || elf_kind(image->elf) != ELF_K_ELF)
        return "it is no ELF program";
    image->dwarf = dwarf_begin_elf(image->elf, DWARF_C_READ, NULL);
    if (image->dwarf)
        add_units(image);
    add_sections(image);
    return image->count ? NULL : "it has no symbols, or they cannot be read";
}

void image_close(struct image *image)
{
    free(image->extents);
    dwarf_end(image->dwarf);
    elf_end(image->elf);
    if (image->fd >= 0)
        close(image->fd);
}

const struct extent *image_find(const struct image *image, uint64_t address, bool is_code)
{
    for (size_t i = 0; i < image->count; i++) {
        const struct extent *extent = &image->extents[i];
        if (extent->is_code == is_code && extent->start <= address && address < extent->end)
            return extent;
    }
    return NULL;
}

const struct extent *image_function(const struct image *image, uint64_t start)
{
    for (size_t i = 0; i < image->count; i++)
        if (image->extents[i].is_code && image->extents[i].start == start)
            return &image->extents[i];
    return NULL;
}
