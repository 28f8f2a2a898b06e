/* fuzz: what all fuzz targets share. A target is a file fuzz_NAME.c with one
 *
 *     FUZZ(input) { …FUZZ_CHECK(what must hold)… }
 *
 * which is called with one input after the other: by libFuzzer, which makes them up (make fuzz), or by
 * replay.c, with those of corpus/NAME (make test). Inputs of several parts are cut at FUZZ_CUT. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ(input)                                                                                \
    static void fuzz_one(struct str input);                                                        \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                   \
    {                                                                                              \
        fuzz_one((struct str){(const char *)data, size});                                          \
        return 0;                                                                                  \
    }                                                                                              \
    static void fuzz_one(struct str input)

/* What does not hold is a finding: the fuzzer keeps the input, the replay fails. */
#define FUZZ_CHECK(cond)                                                                           \
    ((cond) ? (void)0                                                                              \
            : (fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #cond), abort()))

enum { FUZZ_CUT = 0x1E }; /* ASCII's record separator */

/* Take the part before the first FUZZ_CUT; all that is left when there is none. */
static inline struct str fuzz_part(struct str *rest)
{
    const char *cut = memchr(rest->data, FUZZ_CUT, rest->len);
    struct str part = {rest->data, cut ? (size_t)(cut - rest->data) : rest->len};
    size_t taken = part.len + (cut != NULL);
    *rest = (struct str){rest->data + taken, rest->len - taken};
    return part;
}

/* Take one byte, which decides what is done; 0 at the end. */
static inline unsigned fuzz_byte(struct str *rest)
{
    if (rest->len == 0)
        return 0;
    unsigned byte = (unsigned char)rest->data[0];
    *rest = (struct str){rest->data + 1, rest->len - 1};
    return byte;
}

/* As a string: without what stands behind a NUL. In the arena. */
static inline const char *fuzz_string(struct arena *a, struct str s)
{
    return arena_strndup(a, s.data, strnlen(s.data, s.len));
}

#endif
