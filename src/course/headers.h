/* headers: the files of samples/ that a program in C or C++ takes in with #include "…": what somebody needs
 * besides the program to compile it elsewhere. Read from the text, so what a macro switches off is
 * among them; a compiler says exactly what it read, but only after it has run. */
#ifndef COURSE_HEADERS_H
#define COURSE_HEADERS_H

#include "course/sample.h"

enum { HEADERS_MOST = 32 };

struct header {
    const char *name; /* as the line says: "must.h" */
    const char *path; /* below samples/: "include/must.h" */
    struct str text;
};

struct headers {
    struct header *items; /* each once, in the order in which they are met */
    size_t count;
    bool lacks_some; /* a file that can't be read, or more than HEADERS_MOST */
};

/* Those of the sample's files and of each other, as its compiler would find them: beside the file
 * that names them, beside the sample's first file, in samples/include. None for a language without
 * headers. Lives in `a`. */
struct headers headers_find(const char *root, const struct sample *sample, struct arena *a);

/* Add one to others unless its file is among them. */
void headers_add(struct headers *headers, const struct header *header, struct arena *a);

#endif
