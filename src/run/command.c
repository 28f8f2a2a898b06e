#include "run/command.h"

#include <string.h>

#include "base/buf.h"
#include "base/path.h"

/* What stands for the placeholders. */
struct filling {
    const struct sample *sample;
    struct words sources, objects, include;
    const char *source, *object, *program;
    bool shown; /* leave out what only drawloom needs */
};

static const char *stem(const char *path, struct arena *a)
{
    const char *base = path_base(path), *dot = strrchr(base, '.');
    return dot && dot > base ? arena_strndup(a, base, (size_t)(dot - base)) : arena_strdup(a, base);
}

const char *command_source(const struct sample *sample, size_t i, struct arena *a)
{
    const char *name = sample->files[i].name;
    bool linked = !sample->is_inline && sample->language->compile.count > 0;
    return linked ? path_join(a, "samples", name) : name;
}

/* The object of source i: "lost.o". Files of different folders may have one name. */
const char *command_object(const struct sample *sample, size_t i, struct arena *a)
{
    const char *name = stem(sample->files[i].name, a);
    for (size_t k = 0; k < i; k++)
        if (strcmp(stem(sample->files[k].name, a), name) == 0)
            return arena_printf(a, "%s-%zu.o", name, i + 1);
    return arena_printf(a, "%s.o", name);
}

/* "samples" is taken by the link. */
const char *command_program(const struct sample *sample, struct arena *a)
{
    const char *name = stem(sample->files[0].name, a);
    return strcmp(name, "samples") == 0 ? "samples.out" : name;
}

/* The words that a whole word stands for, or NULL. */
static const struct words *words_for(const struct filling *f, const char *word)
{
    const struct {
        const char *name;
        const struct words *words;
    } known[] = {
        {"{cflags}", &f->sample->cflags}, {"{libs}", &f->sample->libs},
        {"{args}", &f->sample->args},     {"{sources}", &f->sources},
        {"{objects}", &f->objects},       {"{include}", &f->include},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(word, known[i].name) == 0)
            return known[i].words;
    if (f->shown && strcmp(word, "{source}") == 0)
        return &f->sources;
    return NULL;
}

/* The value of the placeholder that begins at p, and its length; NULL when there is none. */
static const char *value_for(const struct filling *f, const char *p, size_t *len)
{
    const struct {
        const char *name, *value;
    } known[] = {
        {"{cc}", f->sample->cc},  {"{std}", f->sample->std}, {"{opt}", f->sample->opt},
        {"{source}", f->source},  {"{object}", f->object},   {"{program}", f->program},
        {"{deps}", COMMAND_DEPS},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *len = strlen(known[i].name);
        if (strncmp(p, known[i].name, *len) == 0)
            return known[i].value ? known[i].value : "";
    }
    return NULL;
}

/* The word with its placeholders replaced; NULL when one of them has no value. */
static const char *fill_word(const struct filling *f, const char *word, struct arena *a)
{
    struct buf out = BUF_INIT;
    bool complete = true;
    for (const char *p = word; *p;) {
        size_t len;
        const char *value = value_for(f, p, &len);
        if (value) {
            buf_puts(&out, value);
            p += len;
            complete = complete && value[0];
        } else {
            buf_putc(&out, *p++);
        }
    }
    const char *filled = complete ? arena_strdup(a, out.data) : NULL;
    buf_release(&out);
    return filled;
}

/* {deps} and the options before it that belong to it: "-MD -MF {deps}". */
static void drop_deps(struct words *command)
{
    while (command->count > 0 && strncmp(command->items[command->count - 1], "-M", 2) == 0)
        command->count--;
}

static struct words fill(const struct filling *f, const struct words *template, struct arena *a)
{
    struct words command = {0};
    for (size_t i = 0; i < template->count; i++) {
        const char *word = template->items[i];
        const struct words *several = words_for(f, word);
        for (size_t k = 0; several && k < several->count; k++)
            words_add(&command, a, several->items[k]);
        if (several)
            continue;
        const char *filled = fill_word(f, word, a);
        if (f->shown && strstr(word, "{deps}"))
            drop_deps(&command);
        else if (filled)
            words_add(&command, a, filled);
    }
    return command;
}

/* language->include for each folder. */
static struct words include_words(const struct sample *sample, const struct words *includes,
                                  struct arena *a)
{
    struct words words = {0};
    const char *option = sample->language->include;
    const char *dir = option ? strstr(option, "{dir}") : NULL;
    for (size_t i = 0; dir && i < includes->count; i++)
        words_add(&words, a,
                  arena_printf(a, "%.*s%s%s", (int)(dir - option), option, includes->items[i],
                               dir + strlen("{dir}")));
    return words;
}

static struct filling filling_of(const struct sample *sample, const struct words *includes,
                                 struct arena *a)
{
    struct filling f = {
        .sample = sample,
        .source = command_source(sample, 0, a),
        .object = command_object(sample, 0, a),
        .program = command_program(sample, a),
    };
    for (size_t i = 0; i < sample->file_count; i++) {
        words_add(&f.sources, a, command_source(sample, i, a));
        words_add(&f.objects, a, command_object(sample, i, a));
    }
    if (includes)
        f.include = include_words(sample, includes, a);
    return f;
}

struct words command_compile(const struct sample *sample, const struct words *includes,
                             struct arena *a)
{
    struct filling f = filling_of(sample, includes, a);
    return fill(&f, &sample->language->compile, a);
}

struct words command_compile_object(const struct sample *sample, const struct words *includes,
                                    size_t i, struct arena *a)
{
    struct filling f = filling_of(sample, includes, a);
    f.source = f.sources.items[i];
    f.object = f.objects.items[i];
    return fill(&f, &sample->language->object, a);
}

struct words command_link(const struct sample *sample, struct arena *a)
{
    struct filling f = filling_of(sample, NULL, a);
    return fill(&f, &sample->language->link, a);
}

/* A compiled program is run by its name in the folder: a shell would not find it without "./". */
struct words command_run(const struct sample *sample, struct arena *a)
{
    struct filling f = filling_of(sample, NULL, a);
    f.program = arena_printf(a, "./%s", f.program);
    struct words command = {0}, run = fill(&f, &sample->language->run, a);
    for (size_t i = 0; i < sample->under.count; i++)
        words_add(&command, a, sample->under.items[i]);
    for (size_t i = 0; i < run.count; i++)
        words_add(&command, a, run.items[i]);
    return command;
}

struct words command_version(const struct sample *sample, struct arena *a)
{
    struct filling f = filling_of(sample, NULL, a);
    return fill(&f, &sample->language->version, a);
}

struct words command_shown(const struct sample *sample, const struct words *includes,
                           struct arena *a)
{
    const struct language *language = sample->language;
    struct filling f = filling_of(sample, includes, a);
    f.shown = true;
    if (sample->has_entry)
        return fill(&f, &language->compile, a);
    f.sources.count = 1; /* each becomes an object of its own; one shows how */
    return fill(&f, &language->object, a);
}
