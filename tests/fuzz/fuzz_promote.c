/* What promote writes must be read back: an ```output block that is given what the sample printed
 * matches that from then on. The input is what was printed, then a chapter. */
#include "course_fixture.h"

#include "base/utf8.h"
#include "run/expect.h"
#include "site/rewrite.h"

/* What promote rewrites (site/promote.c), and what it writes. */
static bool is_fit(struct str printed)
{
    for (size_t i = 0; i < printed.len; i++) {
        unsigned char c = (unsigned char)printed.data[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
            return false;
    }
    return utf8_is_valid(printed) && !memmem(printed.data, printed.len, "...", 3);
}

static bool holds_fence(struct str text)
{
    return memmem(text.data, text.len, "```", 3) || memmem(text.data, text.len, "~~~", 3);
}

/* The block that can be rewritten: the first one of the chapter's own file. */
static const struct expected *find_block(const struct chapter *c, struct str printed)
{
    for (size_t i = 0; i < c->sample_count; i++) {
        const struct sample *s = &c->samples[i];
        for (size_t k = 0; k < s->expected_count && s->depth == SAMPLE_RUN; k++) {
            const struct expected *e = &s->expected[k];
            if (e->mode == EXPECTED_EXACT && strcmp(e->place.file, c->file) == 0 &&
                !(e->is_nested && holds_fence(printed)))
                return e;
        }
    }
    return NULL;
}

static const struct expected *block_at(const struct chapter *c, int line)
{
    for (size_t i = 0; i < c->sample_count; i++)
        for (size_t k = 0; k < c->samples[i].expected_count; k++)
            if (c->samples[i].expected[k].place.line == line)
                return &c->samples[i].expected[k];
    return NULL;
}

FUZZ(input)
{
    struct arena a = {0};
    struct buf changed = BUF_INIT;
    struct str printed = fuzz_part(&input);
    const struct chapter *c = fixture_chapter(input, &a);
    const struct expected *e =
        is_fit(printed) && !c->problems.first ? find_block(c, printed) : NULL;
    if (e) {
        struct rewrite to = {e->place.line, e->end_line, e->prefix, printed};
        rewrite_apply(input, &to, 1, &changed);
        c = fixture_chapter(buf_view(&changed), &a);
        e = block_at(c, to.first);
        struct expect_outcome outcome;
        struct err err = {0};
        FUZZ_CHECK(e && expect_compare(e, printed, &a, &outcome, &err));
        FUZZ_CHECK(outcome.matched);
    }
    buf_release(&changed);
    arena_release(&a);
}
