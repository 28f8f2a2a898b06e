/* symbols: names and lines of addresses in a compiled program. A program of a chapter is not to be
 * trusted, and libraries that read debug information are large: so drawloom-symbols (src/symbols/)
 * reads it inside a sandbox, and what that prints is checked here. */
#ifndef RUN_SYMBOLS_H
#define RUN_SYMBOLS_H

#include "run/workshop.h"

/* Addresses as the linker gave them, without the load base. */
struct symbol {
    uint64_t address;
    bool is_code;         /* a return address: the line is that of the call before it */
    const char *function; /* code: whose start it is, or that it lies in; NULL unknown */
    const char *file;     /* code: as in source_file.name; NULL unknown, or not of the sample */
    int line;             /* code: of that file; 0 unknown */
    const char *name;     /* data: as C would say it: "forks[3]", "queue.lock"; NULL unknown */
};

/* Fill in what the program at `program` (absolute path) knows of these addresses. `symbols` keep
 * their addresses whatever happens. What is found lives in `a`. False: nothing could be read; *err
 * tells why. */
bool symbols_find(const struct workshop *shop, const struct sample *sample, const char *program,
                  struct symbol *symbols, size_t count, struct arena *a, struct err *err);

/* The second half of it: read what drawloom-symbols printed about them. Names are UTF-8 without control
 * characters, of at most 80 bytes; lines are within their file. What makes no sense is left out. */
void symbols_read(const struct sample *sample, struct str answers, struct symbol *symbols,
                  size_t count, struct arena *a);

#endif
