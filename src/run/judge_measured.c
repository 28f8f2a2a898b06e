/* Judging what was measured.
 *
 * Outcomes are numeric when their texts are equal but for one number at one place: then they are
 * points on an axis, and the page shows how they are spread. A text is cut at its numbers for that; the
 * pieces between must be the same everywhere. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "run/expect.h"
#include "run/judge_private.h"
#include "run/trials.h"

enum { MOST_NUMBERS = 64 };

/* A text cut at its numbers. */
struct cut {
    struct str text;
    struct str numbers[MOST_NUMBERS];
    size_t count; /* SIZE_MAX: there are too many */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static size_t skip_digits(struct str text, size_t i)
{
    while (i < text.len && is_digit(text.data[i]))
        i++;
    return i;
}

/* Whether the character at text[i] joins two digits: "1,053,000" is no list that we could read. */
static bool is_joint(struct str text, size_t i)
{
    return i > 0 && i + 1 < text.len && text.data[i] == ',' && is_digit(text.data[i - 1]) &&
           is_digit(text.data[i + 1]);
}

/* How long the number is that begins at text[i]: digits, perhaps with a sign, a fraction, an exponent.
 * Digits inside of a word ("T2", "0x1f") are part of a name. */
static size_t number_len(struct str text, size_t i)
{
    if (i > 0 && (is_of_word(text.data[i - 1]) || is_joint(text, i - 1)))
        return 0;
    size_t first = i + (text.data[i] == '-'), n = skip_digits(text, first);
    if (n == first)
        return 0;
    if (n + 1 < text.len && text.data[n] == '.' && is_digit(text.data[n + 1]))
        n = skip_digits(text, n + 1);
    if (n + 1 < text.len && (text.data[n] == 'e' || text.data[n] == 'E')) {
        size_t sign = n + 1 + (text.data[n + 1] == '-' || text.data[n + 1] == '+');
        size_t end = skip_digits(text, sign);
        n = end > sign ? end : n;
    }
    return is_joint(text, n) ? 0 : n - i;
}

static void cut_text(struct str text, struct cut *cut)
{
    *cut = (struct cut){.text = text};
    for (size_t i = 0; i < text.len; i++) {
        size_t len = number_len(text, i);
        if (len == 0)
            continue;
        if (cut->count == MOST_NUMBERS) {
            cut->count = SIZE_MAX;
            return;
        }
        cut->numbers[cut->count++] = (struct str){text.data + i, len};
        i += len - 1;
    }
}

/* The text before number i; behind the last one, with i == count. */
static struct str piece(const struct cut *cut, size_t i)
{
    const char *from = i == 0 ? cut->text.data : cut->numbers[i - 1].data + cut->numbers[i - 1].len;
    const char *to = i == cut->count ? cut->text.data + cut->text.len : cut->numbers[i].data;
    return (struct str){from, (size_t)(to - from)};
}

static bool same_pieces(const struct cut *a, const struct cut *b)
{
    if (a->count != b->count || a->count == SIZE_MAX)
        return false;
    for (size_t i = 0; i <= a->count; i++)
        if (!str_equal(piece(a, i), piece(b, i)))
            return false;
    return true;
}

/* Which number differs between the two: *which stays as it was when none does. False: another one
 * than *which, or several. */
static bool find_difference(const struct cut *a, const struct cut *b, size_t *which)
{
    for (size_t i = 0; i < a->count; i++) {
        if (str_equal(a->numbers[i], b->numbers[i]))
            continue;
        if (*which != SIZE_MAX && *which != i)
            return false;
        *which = i;
    }
    return true;
}

/* False: no double has this value, or it could not be told from its neighbours. */
static bool value_of(const struct cut *cut, size_t which, double *value)
{
    enum { MOST_DIGITS = 40 };
    const double exact = 9007199254740992; /* 2^53 */
    char digits[MOST_DIGITS];
    struct str number = cut->numbers[which];
    if (number.len >= sizeof digits)
        return false;
    memcpy(digits, number.data, number.len);
    digits[number.len] = '\0';
    *value = strtod(digits, NULL);
    return fabs(*value) <= exact;
}

/* The number of the text that stands where the outcomes differ, or its only one. */
static bool expected_value(const struct sample *sample, const struct cut *like, size_t which,
                           double *value)
{
    for (size_t i = 0; i < sample->expected_count; i++) {
        const struct expected *expected = &sample->expected[i];
        if (expected->fd != 1 || expected->mode != EXPECTED_EXACT)
            continue;
        struct cut cut, trimmed;
        cut_text(str_trim_end(expected->text), &cut);
        cut_text(str_trim_end(like->text), &trimmed);
        return same_pieces(&cut, &trimmed) && value_of(&cut, which, value);
    }
    return false;
}

static bool is_clean(const struct sample *sample, const struct outcome *outcome)
{
    const struct run_result run = {.end = outcome->end, .code = outcome->code};
    return judge_is_expected_end(sample, &run);
}

/* Fill numeric, values and the expected value. */
static void judge_numbers(const struct court *court)
{
    const struct trials_result *trials = court->result->trials;
    struct trials_verdict *verdict = &court->result->trials_verdict;
    struct cut first, other;
    size_t which = SIZE_MAX;
    cut_text(trials->outcomes[0].out, &first);
    for (size_t i = 0; i < trials->outcome_count; i++) {
        cut_text(trials->outcomes[i].out, &other);
        if (!is_clean(court->sample, &trials->outcomes[i]) || !same_pieces(&first, &other) ||
            !find_difference(&first, &other, &which))
            return;
    }
    if (which == SIZE_MAX && first.count != 1)
        return;
    which = which == SIZE_MAX ? 0 : which;
    verdict->values = ARENA_ARRAY(court->arena, trials->outcome_count, double);
    for (size_t i = 0; i < trials->outcome_count; i++) {
        cut_text(trials->outcomes[i].out, &other);
        if (!value_of(&other, which, &verdict->values[i]))
            return;
    }
    verdict->numeric = true;
    verdict->has_expected = expected_value(court->sample, &first, which, &verdict->expected_value);
}

/* Whether what the runs of this outcome printed on stdout is what the blocks say. */
static bool is_right(const struct court *court, const struct outcome *outcome)
{
    const struct sample *sample = court->sample;
    bool right = is_clean(sample, outcome);
    for (size_t i = 0; right && i < sample->expected_count; i++) {
        struct expect_outcome verdict;
        struct err err = {0};
        if (sample->expected[i].fd != 1)
            continue;
        right = expect_compare(&sample->expected[i], outcome->out, court->arena, &verdict, &err) &&
                verdict.matched;
    }
    return right;
}

static bool has_relation(size_t count, enum outcomes_relation relation, size_t number)
{
    switch (relation) {
    case OUTCOMES_ANY:
        return true;
    case OUTCOMES_EQUAL:
        return count == number;
    case OUTCOMES_LESS:
        return count < number;
    case OUTCOMES_AT_MOST:
        return count <= number;
    case OUTCOMES_MORE:
        return count > number;
    case OUTCOMES_AT_LEAST:
        return count >= number;
    }
    return false;
}

static const char *relation_words(enum outcomes_relation relation)
{
    static const char *const words[] = {
        [OUTCOMES_ANY] = "any number of", [OUTCOMES_EQUAL] = "exactly",
        [OUTCOMES_LESS] = "fewer than",   [OUTCOMES_AT_MOST] = "at most",
        [OUTCOMES_MORE] = "more than",    [OUTCOMES_AT_LEAST] = "at least",
    };
    return words[relation];
}

/* The first line of what an outcome printed, for a message. */
static const char *shown(const struct outcome *outcome, struct arena *a)
{
    enum { MOST = 40 };
    struct str rest = outcome->out, line = STR("");
    bool more = str_line(&rest, &line) && rest.len > 0;
    if (line.len > MOST)
        return arena_printf(a, "\"%.*s…\"", MOST, line.data);
    return arena_printf(a, "\"%.*s%s\"", STR_FMT(line), more ? "…" : "");
}

static void complain_of_outcomes(const struct court *court)
{
    enum { NAMED = 3 };
    const struct sample *sample = court->sample;
    const struct trials_result *trials = court->result->trials;
    struct buf text = BUF_INIT;
    buf_printf(
        &text, "%zu run%s had %zu different outcome%s, but outcomes= asks for %s %d:", trials->runs,
        trials->runs == 1 ? "" : "s", trials->outcome_count, trials->outcome_count == 1 ? "" : "s",
        relation_words(sample->outcomes), sample->outcomes_number);
    for (size_t i = 0; i < trials->outcome_count && i < NAMED; i++)
        buf_printf(&text, "%s %s %zu×", i ? "," : "", shown(&trials->outcomes[i], court->arena),
                   trials->outcomes[i].count);
    if (trials->outcome_count > NAMED)
        buf_puts(&text, ", …");
    court_complain(court, PROBLEM_ERROR, &sample->place,
                   arena_strndup(court->arena, text.data, text.len));
    buf_release(&text);
}

static bool ended_alike(const struct outcome *a, const struct outcome *b)
{
    return a->end == b->end && a->code == b->code;
}

/* The first of the outcomes that ended as this one. */
static bool is_first_of_its_end(const struct trials_result *trials, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (ended_alike(&trials->outcomes[k], &trials->outcomes[i]))
            return false;
    return true;
}

static size_t runs_of_this_end(const struct trials_result *trials, size_t i)
{
    size_t runs = 0;
    for (size_t k = 0; k < trials->outcome_count; k++)
        if (ended_alike(&trials->outcomes[k], &trials->outcomes[i]))
            runs += trials->outcomes[k].count;
    return runs;
}

/* Every run must end as the sample says. */
static bool judge_ends(const struct court *court)
{
    const struct trials_result *trials = court->result->trials;
    bool all = true;
    for (size_t i = 0; i < trials->outcome_count; i++) {
        const struct outcome *outcome = &trials->outcomes[i];
        const struct run_result run = {.end = outcome->end, .code = outcome->code};
        if (is_clean(court->sample, outcome) || !is_first_of_its_end(trials, i))
            continue;
        all = false;
        court_complain(court, PROBLEM_ERROR, &court->sample->place,
                       arena_printf(court->arena, "in %zu of %zu runs, it %s",
                                    runs_of_this_end(trials, i), trials->runs,
                                    court_wrong_end(court, &run)));
    }
    return all;
}

/* Fewer runs than were asked for may have missed an outcome. */
static bool is_cut_short(const struct court *court)
{
    const struct trials_result *trials = court->result->trials;
    int wanted = court->sample->trials;
    if (wanted == SAMPLE_TRIALS_AUTO)
        return trials->stop == TRIALS_TIME && trials->runs < TRIALS_AUTO_LEAST;
    return trials->runs < (size_t)wanted;
}

/* Whether there are as many outcomes as outcomes= asks for. */
static bool judge_count(const struct court *court)
{
    const struct sample *sample = court->sample;
    const struct trials_result *trials = court->result->trials;
    bool holds =
        has_relation(trials->outcome_count, sample->outcomes, (size_t)sample->outcomes_number);
    if (sample->outcomes != OUTCOMES_ANY && is_cut_short(court)) {
        court_complain(court, PROBLEM_WARNING, &sample->place,
                       arena_printf(court->arena,
                                    "the time for measuring was over after %zu run%s: outcomes= "
                                    "could not be checked (lane_s in course.lua gives more)",
                                    trials->runs, trials->runs == 1 ? "" : "s"));
        return true;
    }
    if (!holds)
        complain_of_outcomes(court);
    return holds;
}

/* Whoever says outcomes=1 means that each run is right. (Otherwise an output block only says which of the
 * outcomes is.) */
static bool judge_only_outcome(const struct court *court)
{
    const struct sample *sample = court->sample;
    const struct trials_result *trials = court->result->trials;
    bool is_only = sample->outcomes == OUTCOMES_EQUAL && sample->outcomes_number == 1 &&
                   trials->outcome_count == 1;
    if (!is_only || court->result->trials_verdict.right > 0)
        return true;
    court_complain(court, PROBLEM_ERROR, &sample->place,
                   arena_printf(court->arena,
                                "all %zu runs printed something else than the output block says: "
                                "%s",
                                trials->runs, shown(&trials->outcomes[0], court->arena)));
    return false;
}

bool court_judge_trials(const struct court *court)
{
    const struct trials_result *trials = court->result->trials;
    struct trials_verdict *verdict = &court->result->trials_verdict;
    *verdict = (struct trials_verdict){0};
    if (!trials || trials->outcome_count == 0)
        return true;
    verdict->is_right = ARENA_ARRAY(court->arena, trials->outcome_count, bool);
    for (size_t i = 0; i < trials->outcome_count; i++) {
        verdict->is_right[i] = is_right(court, &trials->outcomes[i]);
        verdict->right += verdict->is_right[i] ? trials->outcomes[i].count : 0;
    }
    if (trials->outcome_count == 1)
        verdict->bound = 1 - pow(0.05, 1 / (double)trials->runs);
    judge_numbers(court);
    bool ended = judge_ends(court), counted = judge_count(court);
    return ended && counted && judge_only_outcome(court);
}

bool court_judge_time(const struct court *court)
{
    const struct time_result *time = court->result->time;
    if (!time || time->status != TIME_FAILED)
        return true;
    court_complain(court, PROBLEM_ERROR, &court->sample->place,
                   arena_printf(court->arena, "while it was timed, it %s",
                                court_wrong_end(court, time->failed)));
    return false;
}

/* The run was one of its own, so that it may end otherwise than the plain one. */
bool court_judge_trace(const struct court *court)
{
    const struct trace_result *trace = court->result->trace;
    if (!trace)
        return true;
    const struct run_result run = {.end = trace->end, .code = trace->code};
    const char *message = NULL;
    if (trace->why)
        message = arena_printf(court->arena, "nothing was recorded: %s", trace->why);
    else if (!judge_is_expected_end(court->sample, &run))
        message = arena_printf(court->arena, "while it was recorded, it %s",
                               court_wrong_end(court, &run));
    if (message)
        court_complain(court, PROBLEM_ERROR, &court->sample->place, message);
    return !message;
}
