/* image: the functions and variables of one program, with the addresses that they take. Addresses are
 * as the linker gave them. */
#ifndef SYMBOLS_IMAGE_H
#define SYMBOLS_IMAGE_H

#include <elfutils/libdw.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct extent {
    uint64_t start, end; /* end is behind it */
    bool is_code;
    bool has_die; /* debug information knows it: `die`, in the unit `cu` */
    Dwarf_Die die, cu;
    const char *name; /* never NULL; the linker's, where has_die is false */
};

struct image {
    int fd;
    Elf *elf;
    Dwarf *dwarf; /* NULL: it has no debug information */
    struct extent *extents;
    size_t count, room;
};

/* Read the program at `path`. NULL, or what is wrong with it. Call image_close in any case. */
const char *image_open(struct image *image, const char *path);
void image_close(struct image *image);

/* What lies at the address, or NULL. What debug information tells goes before what the linker does. */
const struct extent *image_find(const struct image *image, uint64_t address, bool is_code);
/* The function that begins there, or NULL. */
const struct extent *image_function(const struct image *image, uint64_t start);

#endif
