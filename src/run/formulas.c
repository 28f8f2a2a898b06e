/* How formulas are made.
 *
 * Equal formulas are one job. Its key is what is asked of the script and the hash of all that answers:
 * the script and KaTeX. Node's version is not in it: what KaTeX makes does not depend on it.
 *
 * The script gets all questions at once on its standard input and writes its answers one by one
 * (formulas.mjs), each ended by NUL. When it does not come to its end, the first question without an
 * answer is the one that it failed at; that one is a problem, and what was answered before it is kept.
 * Nobody trusts the answers: what is not plain MathML is a problem as well (mathml.h), also when it comes
 * from the store. */
#include "run/formulas.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/visible.h"
#include "course/formula.h"
#include "course/names.h"
#include "run/box.h"
#include "run/mathml.h"
#include "run/workshop.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEADLINE_MS = 20000, PROCESSES = 64, INODES = 64, MOST_MESSAGE = 500 };
static const size_t memory_bytes = (size_t)1 << 30, file_bytes = (size_t)16 << 20,
                    most_output = (size_t)64 << 20;

struct formula_job {
    const struct formula *formula; /* the first of its kind */
    const char *question;          /* "d" or "i", and the TeX */
    const char *key;
    const char *mathml; /* NULL: open, or wrong */
    const char *wrong;  /* NULL: nothing is known to be */
    size_t offset;      /* where in the TeX */
};

/* --- listing --- */

static const char *question_of(const struct formula *formula, struct arena *a)
{
    return arena_printf(a, "%c%s", formula->is_display ? 'd' : 'i', formula->tex);
}

/* An empty formula is a problem already. */
static void list_job(struct formulas *f, const struct formula *formula)
{
    struct arena *a = &f->results->arena;
    const char *question = question_of(formula, a);
    if (!formula->tex[0] || names_find(&f->by_question, question))
        return;
    names_add(&f->by_question, a, question, f->count);
    f->jobs[f->count++] = (struct formula_job){.formula = formula, .question = question};
}

/* The chapters and, behind them, the glossary; NULL at the end. */
static const struct chapter *text_at(const struct course *course, size_t i)
{
    if (i < course->chapter_count)
        return course->chapters[i];
    return i == course->chapter_count && course->glossary ? course->glossary->chapter : NULL;
}

static void list_jobs(struct formulas *f)
{
    struct arena *a = &f->results->arena;
    const struct chapter *text;
    size_t most = 0;
    for (size_t t = 0; (text = text_at(f->results->course, t)); t++)
        most += text->formula_count;
    f->jobs = ARENA_ARRAY(a, most, struct formula_job);
    for (size_t t = 0; (text = text_at(f->results->course, t)); t++)
        for (size_t i = 0; i < text->formula_count; i++)
            list_job(f, &text->formulas[i]);
}

/* Hash of all that answers, as text. */
static bool hash_makers(const struct formulas *f, char hex[HASH_HEX_LEN + 1], struct err *err)
{
    struct buf bytes = BUF_INIT;
    bool ok = file_read(f->script, &bytes, err) && file_read(f->katex, &bytes, err);
    hash_hex(hash_of(bytes.data, bytes.len), hex);
    buf_release(&bytes);
    return ok;
}

static void recall(struct formulas *f, struct formula_job *job, const char *makers)
{
    struct arena *a = &f->results->arena;
    struct err ignored;
    job->key = arena_printf(a, "formula 1\nby %s\n%s", makers, job->question);
    const char *mathml = store_get_formula(f->store, job->key, a);
    if (mathml && mathml_check(str_of(mathml), &ignored))
        job->mathml = mathml;
    else
        f->open++;
}

bool formulas_look_up(struct formulas *f, struct results *results, struct store *store,
                      const char *script, const char *katex, struct err *err)
{
    char makers[HASH_HEX_LEN + 1];
    *f = (struct formulas){.results = results, .store = store, .script = script, .katex = katex};
    list_jobs(f);
    if (f->count == 0)
        return true;
    if (!hash_makers(f, makers, err))
        return false;
    for (size_t i = 0; i < f->count; i++)
        recall(f, &f->jobs[i], makers);
    return true;
}

/* --- asking --- */

static bool is_open(const struct formula_job *job)
{
    return !job->mathml && !job->wrong;
}

/* The first that still is; there is one. */
static struct formula_job *first_open(struct formulas *f)
{
    struct formula_job *job = f->jobs;
    while (!is_open(job))
        job++;
    return job;
}

/* A problem of all formulas that are open, told once, at the first of them. */
static void complain(struct formulas *f, const char *what)
{
    struct place place = first_open(f)->formula->place;
    size_t others = f->open - 1;
    problem_add(&f->results->problems, &f->results->arena, PROBLEM_ERROR, place.file, place.line,
                place.column, "formula: %s; the page shows its TeX%s", what,
                others ? arena_printf(&f->results->arena, ", and that of %zu other%s", others,
                                      others == 1 ? "" : "s")
                       : "");
}

/* Where Node is; NULL: nowhere. Boxes have no other folders in their PATH, but see these. */
static const char *find_node(const char *name, struct arena *a)
{
    static const char *const folders[] = {"/usr/bin", "/bin", "/usr/local/bin"};
    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? name : NULL;
    for (size_t i = 0; i < COUNT(folders); i++) {
        const char *path = path_join(a, folders[i], name);
        if (access(path, X_OK) == 0)
            return path;
    }
    return NULL;
}

static void put_questions(const struct formulas *f, struct buf *out)
{
    for (size_t i = 0; i < f->count; i++)
        if (is_open(&f->jobs[i]))
            buf_add(out, f->jobs[i].question, strlen(f->jobs[i].question) + 1);
}

/* On one line, fit for a terminal, and not too long. */
static const char *clean(struct str message, struct arena *a)
{
    struct buf line = BUF_INIT;
    if (message.len > MOST_MESSAGE)
        message.len = MOST_MESSAGE;
    visible_add_name(&line, str_trim(message));
    const char *copy = arena_str(a, buf_view(&line)).data;
    buf_release(&line);
    return copy;
}

/* Always false. */
static bool is_wrong(struct formula_job *job, size_t offset, const char *why)
{
    job->wrong = why;
    job->offset = offset;
    return false;
}

/* "[OFFSET]:MESSAGE" */
static bool take_error(struct formula_job *job, struct str answer, struct arena *a)
{
    size_t offset = 0, i = 0;
    for (; i < answer.len && answer.data[i] >= '0' && answer.data[i] <= '9' && i < 9; i++)
        offset = 10 * offset + (size_t)(answer.data[i] - '0');
    if (i < answer.len && answer.data[i] == ':')
        i++;
    if (offset > strlen(job->formula->tex))
        offset = 0;
    return is_wrong(job, offset, clean((struct str){answer.data + i, answer.len - i}, a));
}

/* Whether it is MathML, that is, to be kept. */
static bool take_answer(struct formula_job *job, struct str answer, struct arena *a)
{
    struct err err;
    struct str rest = {answer.data + 1, answer.len ? answer.len - 1 : 0};
    if (answer.len > 0 && answer.data[0] == 'e')
        return take_error(job, rest, a);
    if (answer.len == 0 || answer.data[0] != 'm')
        return is_wrong(job, 0, "KaTeX's answer can't be read");
    if (!mathml_check(rest, &err))
        return is_wrong(
            job, 0,
            arena_printf(a, "what KaTeX makes of it is not allowed in a page: %s", err.message));
    job->mathml = arena_str(a, rest).data;
    return true;
}

static bool keep(struct formulas *f, const struct formula_job *job, const char *now,
                 struct err *err)
{
    f->made++;
    return store_put_formula(f->store, job->key, job->mathml, now, err);
}

/* Answers that are whole; `open` then says how many questions have none. */
static bool take_answers(struct formulas *f, struct str out, struct err *err)
{
    struct arena *a = &f->results->arena;
    const char *now = workshop_now(a), *end;
    for (size_t i = 0; i < f->count; i++) {
        struct formula_job *job = &f->jobs[i];
        if (!is_open(job))
            continue;
        if (out.len == 0 || !(end = memchr(out.data, '\0', out.len)))
            return true;
        size_t len = (size_t)(end - out.data);
        if (take_answer(job, (struct str){out.data, len}, a) && !keep(f, job, now, err))
            return false;
        f->open--;
        out = (struct str){end + 1, out.len - len - 1};
    }
    return true;
}

/* What Node says of an error: the line that names it. */
static const char *reason_of(const struct launch_result *result, struct arena *a)
{
    struct str rest = buf_view(&result->err), line, first = STR("");
    while (str_line(&rest, &line)) {
        if (memmem(line.data, line.len, "Error", 5))
            return arena_printf(a, ": %s", clean(line, a));
        if (first.len == 0)
            first = line;
    }
    return first.len ? arena_printf(a, ": %s", clean(first, a)) : "";
}

/* What is to be said about an end that leaves questions open. */
static const char *end_of(const struct launch_result *result, struct arena *a)
{
    switch (result->end) {
    case LAUNCH_TIME_LIMIT:
        return arena_printf(a, "KaTeX did not come to an end with it in %d s", DEADLINE_MS / 1000);
    case LAUNCH_MEMORY_LIMIT:
        return "KaTeX needed more than 1 GiB of memory for it";
    case LAUNCH_EXITED:
        return arena_printf(a, "Node (18 or later is needed) ended with status %d%s", result->code,
                            reason_of(result, a));
    default:
        return arena_printf(a, "Node was stopped%s", reason_of(result, a));
    }
}

static bool ask(struct formulas *f, struct box *box, const struct launch_spec *spec,
                struct err *err)
{
    struct launch_result result;
    bool ok = box_run(box, spec, &result, err);
    ok = ok && take_answers(f, buf_view(&result.out), err);
    if (ok && f->open > 0)
        complain(f, end_of(&result, &f->results->arena));
    launch_result_release(&result);
    return ok;
}

static bool ask_in_box(struct formulas *f, const char *node, struct str script, struct str katex,
                       struct str questions, const struct sandbox *sandbox, const char *dir,
                       struct err *err)
{
    const struct launch_file files[] = {{"formulas.mjs", script, 0444}, {"katex.mjs", katex, 0444}};
    const char *const argv[] = {node, "formulas.mjs", NULL};
    const struct launch_spec spec = {
        .exec = node,
        .argv = argv,
        .env = launch_env,
        .files = files,
        .file_count = COUNT(files),
        .has_stdin = true,
        .stdin_text = questions,
        .is_compiler = true,
        .timeout_ms = DEADLINE_MS,
        .memory_bytes = memory_bytes,
        .processes = PROCESSES,
        .file_bytes = file_bytes,
        .inodes = INODES,
        .max_output = most_output,
    };
    struct box *box;
    if (!box_open(sandbox, SANDBOX_COMPILE, dir, &box, err))
        return false;
    bool ok = ask(f, box, &spec, err);
    box_close(box);
    return ok;
}

bool formulas_make(struct formulas *f, const struct sandbox *sandbox, const char *dir,
                   struct err *err)
{
    struct arena *a = &f->results->arena;
    const char *name = f->results->course->config.node, *node = find_node(name, a);
    if (!node) {
        complain(f, arena_printf(a, "%s is not installed (apt install nodejs)", name));
        return true;
    }
    struct buf script = BUF_INIT, katex = BUF_INIT, questions = BUF_INIT;
    put_questions(f, &questions);
    bool ok = file_read(f->script, &script, err) && file_read(f->katex, &katex, err) &&
              ask_in_box(f, node, buf_view(&script), buf_view(&katex), buf_view(&questions),
                         sandbox, dir, err);
    buf_release(&script);
    buf_release(&katex);
    buf_release(&questions);
    if (!ok && !err_is_of_disk(err) && !launcher_is_stopped(sandbox->launcher)) {
        complain(f, arena_printf(a, "%s can't be run: %s", node, err->message));
        ok = true;
    }
    return ok;
}

/* --- settling --- */

static const char *settle(struct formulas *f, const struct formula *formula)
{
    struct arena *a = &f->results->arena;
    const size_t *index = names_find(&f->by_question, question_of(formula, a));
    if (!index)
        return NULL;
    const struct formula_job *job = &f->jobs[*index];
    struct place place = formula_place(formula, job->offset);
    if (job->wrong)
        problem_add(&f->results->problems, a, PROBLEM_ERROR, place.file, place.line, place.column,
                    "formula: %s", job->wrong);
    return job->mathml;
}

void formulas_settle(struct formulas *f)
{
    struct results *results = f->results;
    const struct chapter *text;
    for (size_t t = 0; f->count > 0 && (text = text_at(results->course, t)); t++) {
        const char **mathml = ARENA_ARRAY(&results->arena, text->formula_count, const char *);
        for (size_t i = 0; i < text->formula_count; i++)
            mathml[i] = settle(f, &text->formulas[i]);
        struct chapter_values *values =
            text->is_glossary ? &results->glossary : &results->chapters[t];
        values->formulas = mathml;
    }
}
