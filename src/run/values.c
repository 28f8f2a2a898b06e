/* How `{lua} …` in the prose gets its text, claims their verdicts and figures their data.
 *
 * Each of them is one item of a crew, so that one which never ends is stopped and named while the
 * others go on, and has a Lua state of its own (expression.h): what one does, no other can see. All that
 * they depend on is in the results, so nothing of it is stored. */
#include <lua.h>
#include <string.h>

#include "base/crew.h"
#include "base/mem.h"
#include "base/visible.h"
#include "run/build_samples.h"
#include "run/claim.h"
#include "run/figure.h"
#include "run/figure_timeline.h"

enum { DEADLINE_MS = 2000 };

/* Bytes of an author's text, and of what is wrong with it, in a message. */
enum { MOST_TEXT = 100, MOST_WRONG = 600 };

enum question_kind { QUESTION_VALUE, QUESTION_CLAIM, QUESTION_FIGURE };

/* Item i of the crew. */
struct question {
    enum question_kind kind;
    size_t chapter, index; /* in the chapter's values, claims or figures */
};

/* What the crew works on. */
struct survey {
    struct results *results;
    const char *only; /* the chapter that is asked for; NULL: all are */
    struct expression_scripts scripts;
    struct question *questions;
    size_t count;
};

struct answer {
    bool ok; /* false: err says what is wrong, if it is not a problem already */
    struct err err;
    struct value_result value;
    struct claim_result claim;
    struct figure_result figure;
};

static const struct chapter *chapter_of(const struct survey *survey, const struct question *q)
{
    return survey->results->course->chapters[q->chapter];
}

/* --- In a child --- */

static void *begin(void *ctx)
{
    struct evidence *evidence = xcalloc(1, sizeof *evidence);
    evidence->results = ((struct survey *)ctx)->results;
    return evidence;
}

static bool show(struct expression *e, const struct value *value, struct arena *a,
                 struct value_result *result, struct err *err)
{
    if (!expression_push(e, SCRIPT_FUNCTIONS, err) ||
        !expression_load(e, str_of(value->text), "expression", err) || !expression_call(e, 1, err))
        return false;
    result->text = arena_strdup(a, lua_tostring(e->box.L, -1));
    return true;
}

/* A timeline has no expressions; why it can't be shown is a problem of its samples. */
static bool draw(const struct survey *survey, const struct figure *figure, struct expression *e,
                 struct arena *a, struct answer *answer)
{
    if (figure->chart == CHART_TIMELINE)
        return figure_timeline(survey->results, figure, a, &answer->figure);
    return figure_compute(e, figure, a, &answer->figure, &answer->err);
}

static bool find_answer(const struct survey *survey, const struct question *q, struct expression *e,
                        struct arena *a, struct answer *answer)
{
    const struct chapter *chapter = chapter_of(survey, q);
    struct err *err = &answer->err;
    switch (q->kind) {
    case QUESTION_VALUE:
        return show(e, &chapter->values[q->index], a, &answer->value, err);
    case QUESTION_CLAIM:
        return claim_compute(e, &chapter->claims[q->index], a, &answer->claim, err);
    default:
        return draw(survey, &chapter->figures[q->index], e, a, answer);
    }
}

static void *work(void *ctx, void *local, size_t i, struct arena *shared)
{
    struct survey *survey = ctx;
    struct answer *answer = ARENA_NEW(shared, struct answer);
    struct expression e;
    answer->ok = expression_open(&e, &survey->scripts, local, &answer->err) &&
                 find_answer(survey, &survey->questions[i], &e, shared, answer);
    expression_close(&e);
    return answer;
}

/* --- In the parent --- */

static struct place place_of(const struct survey *survey, const struct question *q)
{
    const struct chapter *chapter = chapter_of(survey, q);
    return q->kind == QUESTION_VALUE   ? chapter->values[q->index].place
           : q->kind == QUESTION_CLAIM ? chapter->claims[q->index].place
                                       : chapter->figures[q->index].place;
}

/* The text on one line, with what can't be seen made visible, of at most `most` bytes. */
static const char *brief(struct arena *a, struct str text, size_t most)
{
    struct buf line = BUF_INIT;
    visible_add_name(&line, text);
    size_t len = line.len;
    if (len > most)
        for (len = most; len > 0 && (line.data[len] & 0xC0) == 0x80; len--)
            ;
    const char *copy = arena_printf(a, "%.*s%s", (int)len, line.data ? line.data : "",
                                    len < line.len ? "\u2026" : "");
    buf_release(&line);
    return copy;
}

/* A message of Lua's without its traceback. */
static struct str without_traceback(const char *message)
{
    const char *end = strstr(message, "\nstack traceback:");
    return end ? (struct str){message, (size_t)(end - message)} : str_of(message);
}

/* What a problem with it begins with: `value "1 +"`. */
static const char *name_of(const struct survey *survey, const struct question *q)
{
    const struct chapter *chapter = chapter_of(survey, q);
    struct arena *a = &survey->results->arena;
    if (q->kind == QUESTION_VALUE)
        return arena_printf(a, "value \"%s\"",
                            brief(a, str_of(chapter->values[q->index].text), MOST_TEXT));
    if (q->kind == QUESTION_CLAIM)
        return arena_printf(a, "claim \"%s\"",
                            brief(a, str_of(chapter->claims[q->index].text), MOST_TEXT));
    return chapter->figures[q->index].kind == FIGURE_COMPARE ? "compare" : "chart";
}

/* `line` 0: that of the question. */
static void complain(struct survey *survey, const struct question *q, int line, const char *joint,
                     const char *what)
{
    struct results *results = survey->results;
    struct place place = place_of(survey, q);
    bool elsewhere = line > 0 && line != place.line;
    problem_add(&results->problems, &results->arena, PROBLEM_ERROR, place.file,
                elsewhere ? line : place.line, elsewhere ? 0 : place.column, "%s%s%s",
                name_of(survey, q), joint,
                brief(&results->arena, without_traceback(what), MOST_WRONG));
}

static void take_claim(struct survey *survey, const struct question *q,
                       const struct claim_result *claim)
{
    struct results *results = survey->results;
    results->chapters[q->chapter].claims[q->index] = *claim;
    if (claim->verdict != CLAIM_FAILS)
        return;
    struct claim_sides sides;
    struct err ignored;
    claim_split(str_of(chapter_of(survey, q)->claims[q->index].text), &sides, &ignored);
    complain(survey, q, 0, " does not hold: ",
             sides.op
                 ? arena_printf(&results->arena, "%s %s %s", claim->left, sides.op, claim->right)
                 : "it is false");
}

static void take(struct survey *survey, const struct question *q, const struct answer *answer)
{
    struct chapter_values *values = &survey->results->chapters[q->chapter];
    if (!answer->ok && answer->err.message[0])
        complain(survey, q, q->kind == QUESTION_FIGURE ? answer->err.line : 0, ": ",
                 answer->err.message);
    else if (!answer->ok)
        return;
    else if (q->kind == QUESTION_VALUE)
        values->values[q->index] = answer->value;
    else if (q->kind == QUESTION_CLAIM)
        take_claim(survey, q, &answer->claim);
    else
        values->figures[q->index] = answer->figure;
}

static void settle(struct survey *survey, size_t i, const struct crew_result *end)
{
    const struct question *q = &survey->questions[i];
    if (end->end == CREW_DONE)
        take(survey, q, end->value);
    else
        complain(survey, q, 0, ": ",
                 end->end == CREW_TIMED_OUT ? "ran longer than 2 s"
                                            : "could not be computed (too much memory?)");
}

static void ask(struct survey *survey, enum question_kind kind, size_t chapter, size_t index)
{
    survey->questions[survey->count++] = (struct question){kind, chapter, index};
}

static void gather_chapter(struct survey *survey, size_t c)
{
    struct arena *a = &survey->results->arena;
    const struct chapter *chapter = survey->results->course->chapters[c];
    survey->results->chapters[c] = (struct chapter_values){
        .values = ARENA_ARRAY(a, chapter->value_count, struct value_result),
        .claims = ARENA_ARRAY(a, chapter->claim_count, struct claim_result),
        .figures = ARENA_ARRAY(a, chapter->figure_count, struct figure_result),
    };
    if (survey->only && strcmp(survey->only, chapter->name) != 0)
        return;
    for (size_t i = 0; i < chapter->value_count; i++)
        ask(survey, QUESTION_VALUE, c, i);
    for (size_t i = 0; i < chapter->claim_count; i++)
        ask(survey, QUESTION_CLAIM, c, i);
    for (size_t i = 0; i < chapter->figure_count; i++)
        if (chapter->figures[i].kind != FIGURE_CLAIMS && !chapter->figures[i].is_broken)
            ask(survey, QUESTION_FIGURE, c, i);
}

/* All questions of the chapters, in order; makes room for what they come to. */
static void gather(struct survey *survey)
{
    struct results *results = survey->results;
    const struct course *course = results->course;
    size_t most = 0;
    for (size_t c = 0; c < course->chapter_count; c++)
        most += course->chapters[c]->value_count + course->chapters[c]->claim_count +
                course->chapters[c]->figure_count;
    results->chapters = ARENA_ARRAY(&results->arena, course->chapter_count, struct chapter_values);
    survey->questions = ARENA_ARRAY(&results->arena, most, struct question);
    for (size_t c = 0; c < course->chapter_count; c++)
        gather_chapter(survey, c);
}

bool values_compute(struct results *results, const char *only, int workers, struct err *err)
{
    struct survey survey = {.results = results, .only = only};
    gather(&survey);
    if (survey.count == 0)
        return true;
    if (!expression_compile(&survey.scripts, &results->arena, err))
        return false;
    struct crew_spec spec = {.n = survey.count,
                             .workers = workers,
                             .deadline_ms = DEADLINE_MS,
                             .begin = begin,
                             .work = work,
                             .ctx = &survey};
    struct crew_result *ends = ARENA_ARRAY(&results->arena, survey.count, struct crew_result);
    if (!crew_run(&spec, &results->crew, ends, err))
        return false;
    for (size_t i = 0; i < survey.count; i++)
        settle(&survey, i, &ends[i]);
    return true;
}
