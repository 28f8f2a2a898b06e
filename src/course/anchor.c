#include "course/anchor.h"

#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "course/numbers.h"

/* Whether raw HTML of the page holds id="anchor". */
static bool html_has_id(const struct chapter *chapter, const char *anchor, struct arena *a)
{
    const char *attribute = arena_printf(a, "id=\"%s\"", anchor);
    size_t len = strlen(attribute);
    for (size_t i = 0; i < chapter->doc.count; i++) {
        const struct node *node = &chapter->doc.nodes[i];
        if ((node->kind == NODE_HTML_BLOCK || node->kind == NODE_HTML_INLINE) &&
            memmem(node->text.data, node->text.len, attribute, len))
            return true;
    }
    return false;
}

/* "fn:2": the second footnote (page/html_footnote.c). */
static bool is_footnote(const struct chapter *chapter, const char *anchor)
{
    int number, used = 0;
    return sscanf(anchor, "fn:%d%n", &number, &used) == 1 && anchor[used] == '\0' && number > 0 &&
           number <= chapter->footnote_count;
}

const char *anchor_chapter_title(const struct chapter *chapter, struct arena *a)
{
    const char *label = numbers_label(chapter, a);
    return label ? arena_printf(a, "%s (\u201C%s\u201D)", label, chapter->title) : chapter->title;
}

static const char *heading_title(const struct chapter *chapter, const struct heading *heading,
                                 struct arena *a)
{
    if (heading->level == 1)
        return anchor_chapter_title(chapter, a);
    return heading->number
               ? arena_printf(a, "Section %s (\u201C%s\u201D)", heading->number, heading->title)
               : heading->title;
}

/* "Program 3.4"; without a number its caption, or else its id. */
static const char *block_title(const char *noun, const char *number, const char *caption,
                               const char *id, struct arena *a)
{
    return number ? arena_printf(a, "%s %s", noun, number) : caption[0] ? caption : id;
}

/* What is there that the number in chapter->anchors stands for. */
static const char *place_title(const struct chapter *chapter, size_t index, struct arena *a)
{
    if (index < chapter->heading_count)
        return heading_title(chapter, &chapter->headings[index], a);
    index -= chapter->heading_count;
    if (index < chapter->sample_count) {
        const struct sample *s = &chapter->samples[index];
        return block_title("Program", s->number, s->caption, s->id, a);
    }
    index -= chapter->sample_count;
    if (index < chapter->figure_count) {
        const struct figure *f = &chapter->figures[index];
        return block_title("Figure", f->number, f->caption, f->id, a);
    }
    index -= chapter->figure_count;
    bool is_quiz = index >= chapter->exercise_count;
    const struct exercise *e =
        is_quiz ? &chapter->quizzes[index - chapter->exercise_count] : &chapter->exercises[index];
    return block_title(is_quiz ? "Question" : "Exercise", e->number, e->title, e->id, a);
}

const char *anchor_title(const struct course *course, const struct chapter *chapter,
                         const char *anchor, struct arena *a)
{
    const size_t *found = names_find(&chapter->anchors, anchor);
    if (found)
        return place_title(chapter, *found, a);
    bool other = is_footnote(chapter, anchor) ||
                 (course->config.trust_html && html_has_id(chapter, anchor, a));
    return other ? anchor : NULL;
}

const char *anchor_nearest(const struct chapter *chapter, const char *anchor, struct arena *a)
{
    size_t count = 0;
    size_t most = chapter->heading_count + chapter->sample_count + chapter->figure_count +
                  chapter->exercise_count + chapter->quiz_count;
    const char **ids = ARENA_ARRAY(a, most, const char *);
    for (size_t i = 0; i < chapter->heading_count; i++)
        ids[count++] = chapter->headings[i].id;
    for (size_t i = 0; i < chapter->sample_count; i++)
        ids[count++] = chapter->samples[i].id;
    for (size_t i = 0; i < chapter->figure_count; i++)
        if (chapter->figures[i].id[0])
            ids[count++] = chapter->figures[i].id;
    for (size_t i = 0; i < chapter->exercise_count; i++)
        if (chapter->exercises[i].id[0])
            ids[count++] = chapter->exercises[i].id;
    for (size_t i = 0; i < chapter->quiz_count; i++)
        if (chapter->quizzes[i].id[0])
            ids[count++] = chapter->quizzes[i].id;
    return nearest(anchor, ids, count);
}
