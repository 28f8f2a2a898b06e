/* embed: put a file of src/ into the program as a string. The Makefile knows which objects depend on
 * which files. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

/* Defines `name` (NUL-terminated contents of `path`, relative to src/) at file scope. */
#define EMBED(name, path)                                                                          \
    __asm__(".section .rodata\n.global " #name "\n" #name ":\n.incbin \"src/" path "\"\n.byte 0\n" \
            ".previous\n");                                                                        \
    extern const char name[]

#endif
