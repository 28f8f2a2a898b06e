/* drawloom-symbols PROGRAM: names and lines of addresses in a compiled program.
 *
 * stdin has a question a line: "c 1139" asks about code, "d 4040" about data; addresses are
 * hexadecimal, as the linker gave them. The answers follow in the order of the questions, each ends
 * with an empty line:
 *
 *     c    FUNCTION       that begins at the address, or that has the call before it
 *          LINE TAB FILE  of this call: innermost first, where functions were inlined; files as the
 *                         compiler found them, mostly "/folder/lost.c"
 *     d    NAME           as C says it: "forks[3]", "queue.lock"; without debug information,
 *                         "forks+80"
 *
 * What is not known is left out: an answer may be the empty line alone. Control characters in names
 * are shown as "?", so they break no line.
 *
 * The program may be hostile, and the libraries that read it are large, so this runs in a sandbox: it
 * may crash or run forever. Exit status: 0; 1 the program can't be read; 2 wrong usage. */
#include <stdio.h>
#include <stdlib.h>

#include "answer.h"

static void answer(const struct image *image, const char *question)
{
    char *end;
    unsigned long long address = strtoull(question + 1, &end, 16);
    if (end > question + 1 && question[0] == 'c')
        answer_code(image, address);
    else if (end > question + 1 && question[0] == 'd')
        answer_data(image, address);
    putchar('\n');
}

static void answer_all(const struct image *image)
{
    char question[64];
    while (fgets(question, sizeof question, stdin))
        answer(image, question);
}

int main(int argc, char **argv)
{
    struct image image;
    if (argc != 2) {
        fprintf(stderr, "usage: drawloom-symbols PROGRAM < questions\n");
        return 2;
    }
    const char *problem = image_open(&image, argv[1]);
    if (problem)
        fprintf(stderr, "%s\n", problem);
    else
        answer_all(&image);
    image_close(&image);
    return problem || fflush(stdout) != 0 ? 1 : 0;
}
