#include "site/options.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"

/* --- the tables --- */

#define ON(command) (1u << COMMAND_##command)
#define ON_ALL (~0u)
#define ON_SAMPLES (ON(BUILD) | ON(CHECK) | ON(PROMOTE) | ON(FREEZE))

struct command {
    const char *name, *synopsis, *help;
    size_t least, most; /* words that it takes */
    bool dir;           /* its one word is the course's folder */
    bool args;          /* it takes words behind "--" */
};

static const struct command commands[] = {
    [COMMAND_BUILD] = {"build", "[DIR]", "build the course in DIR into DIR/site", 0, 1, true,
                       false},
    [COMMAND_CHECK] = {"check", "[DIR]", "everything but writing the site", 0, 1, true, false},
    [COMMAND_PROMOTE] = {"promote", "[CHAPTER...]", "accept what samples print as what is expected",
                         0, SIZE_MAX, false, false},
    [COMMAND_RUN] = {"run", "ID [-- ARG...]", "run one sample, here and now", 1, 1, false, true},
    [COMMAND_LIST] = {"list", "[DIR]", "the samples, and how they ended", 0, 1, true, false},
    [COMMAND_FREEZE] = {"freeze", "[DIR]", "write the results as text into DIR/content/frozen", 0,
                        1, true, false},
    [COMMAND_NEW] = {"new", "DIR", "begin a small course in DIR", 1, 1, false, false},
    [COMMAND_CLEAN] = {"clean", "[DIR]", "remove the site and all results", 0, 1, true, false},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_COUNT, OPTION_LATER };

struct option {
    const char *name;
    char letter;
    enum option_kind kind;
    size_t offset; /* of its value in struct options */
    unsigned commands;
    const char *value, *help;
};

#define AT(member) offsetof(struct options, member)

static const struct option table[] = {
    {"out", 'o', OPTION_TEXT, AT(site.out), ON(BUILD) | ON(CHECK) | ON(CLEAN), "DIR",
     "the site's folder, instead of DIR/site"},
    {"chapter", 0, OPTION_TEXT, AT(site.chapter), ON(BUILD) | ON(CHECK), "NAME",
     "run only its samples, write only its page"},
    {"jobs", 'j', OPTION_COUNT, AT(site.jobs), ON_SAMPLES | ON(RUN), "N",
     "do N things at a time, instead of one a core"},
    {"rerun", 0, OPTION_TEXT, AT(site.rerun), ON_SAMPLES, "ID,...",
     "run these (or all) even if the store has their results"},
    {"explain", 0, OPTION_FLAG, AT(site.explain), ON_SAMPLES, NULL, "say why each job is done"},
    {"json", 0, OPTION_FLAG, AT(site.json), ON(BUILD) | ON(CHECK) | ON(LIST), NULL,
     "print one JSON object on standard output"},
    {"frozen", 0, OPTION_FLAG, AT(site.frozen), ON(BUILD) | ON(CHECK), NULL,
     "run nothing: take all results from content/frozen"},
    {"durable", 0, OPTION_FLAG, AT(site.durable), ON(BUILD), NULL,
     "end when the site is on the disk, not in its cache"},
    {"sandbox", 0, OPTION_TEXT, AT(sandbox), ON_SAMPLES | ON(RUN), "LEVEL",
     "full, reduced or off; full or reduced if not said"},
    {"no-time", 0, OPTION_FLAG, AT(site.no_time), ON(BUILD) | ON(CHECK), NULL,
     "time nothing; take the times that the store has"},
    {"strict", 0, OPTION_FLAG, AT(site.strict), ON(CHECK), NULL,
     "a claim that is unsettled is an error, too"},
    {"", 'C', OPTION_TEXT, AT(site.dir), ON_ALL, "DIR", "the course's folder"},
    {"help", 'h', OPTION_FLAG, AT(help), ON_ALL, NULL, "this text"},
    {"version", 0, OPTION_FLAG, AT(version), 0, NULL, NULL},
};
enum { OPTIONS = sizeof table / sizeof table[0] };

static const char *const later_commands[] = {"serve", "import"};

/* --- what is not known --- */

static bool later(const char *what, const char *name, struct err *err)
{
    return err_set(err, "%s%s is not supported by this version yet", what, name);
}

static bool unknown(const char *what, const char *name, const char *known, const char *dashes,
                    struct err *err)
{
    if (known)
        return err_set(err, "unknown %s \"%s\" (did you mean \"%s%s\"?)", what, name, dashes,
                       known);
    return err_set(err, "unknown %s \"%s\" (see drawloom --help)", what, name);
}

static bool find_command(const char *name, struct options *options, struct err *err)
{
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
        if (strcmp(names[i], name) == 0) {
            options->command = (enum command_name)i;
            return options->has_command = true;
        }
    }
    for (size_t i = 0; i < sizeof later_commands / sizeof later_commands[0]; i++)
        if (strcmp(later_commands[i], name) == 0)
            return later("", name, err);
    return unknown("command", name, nearest(name, names, COMMANDS), "", err);
}

/* What belongs to one command stands behind it. */
static bool option_applies(const struct option *option, const struct options *options)
{
    if (!options->has_command)
        return option->commands == ON_ALL || option->commands == 0;
    return option->commands & 1u << options->command;
}

static bool unknown_option(const struct options *options, struct str name, const char *word,
                           struct err *err)
{
    const char *names[OPTIONS];
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].kind != OPTION_LATER && option_applies(&table[i], options))
            names[count++] = table[i].name;
    char *typed = xstrndup(name.data, name.len);
    unknown("option", word, nearest(typed, names, count), "--", err);
    free(typed);
    return false;
}

/* --- reading --- */

struct reader {
    char **next; /* the word after the one that is read; NULL at the end */
    struct options *options;
    struct err *err;
};

static bool set_count(const char *name, const char *value, int *to, struct err *err)
{
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || *end || end == value || n < 1 || n > 1024)
        return err_set(err, "%s takes a number from 1 to 1024, not \"%s\"", name, value);
    *to = (int)n;
    return true;
}

/* `value` is what stands behind "=", or NULL. */
static bool set(struct reader *r, const struct option *option, const char *word, const char *value)
{
    void *to = (char *)r->options + option->offset;
    if (option->kind == OPTION_LATER)
        return later("--", option->name, r->err);
    if (option->kind == OPTION_FLAG) {
        *(bool *)to = true;
        return !value || err_set(r->err, "--%s takes no value", option->name);
    }
    if (!value && *r->next)
        value = *r->next++;
    if (!value || !*value)
        return err_set(r->err, "%s takes a value: %s", word, option->value);
    if (option->kind == OPTION_COUNT)
        return set_count(word, value, to, r->err);
    if (*(const char **)to)
        return err_set(r->err, "%s is given twice", word);
    *(const char **)to = value;
    return true;
}

static bool read_long(struct reader *r, const char *word)
{
    const char *equals = strchr(word, '=');
    struct str name = {word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2)};
    for (size_t i = 0; i < OPTIONS; i++)
        if (name.len > 0 && str_is(name, table[i].name) && option_applies(&table[i], r->options))
            return set(r, &table[i], word, equals ? equals + 1 : NULL);
    return unknown_option(r->options, name, word, r->err);
}

/* -j 4 or -j4 */
static bool read_short(struct reader *r, const char *word)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].letter == word[1] && word[1] && option_applies(&table[i], r->options))
            return set(r, &table[i], word, word[2] ? word + 2 : NULL);
    return unknown("option", word, NULL, "", r->err);
}

static bool read_word(struct reader *r, char *word)
{
    struct options *options = r->options;
    if (!*word)
        return err_set(r->err, "an empty word (\"\") names nothing");
    if (str_starts(str_of(word), "--"))
        return read_long(r, word);
    if (word[0] == '-' && word[1])
        return read_short(r, word);
    if (!options->has_command)
        return find_command(word, options, r->err);
    options->words[options->word_count++] = word;
    return true;
}

/* --- the whole --- */

static bool check_words(struct options *options, struct err *err)
{
    const struct command *command = &commands[options->command];
    if (options->word_count < command->least)
        return err_set(err, "drawloom %s %s: something is missing", command->name,
                       command->synopsis);
    if (options->word_count > command->most)
        return err_set(err, "drawloom %s %s: \"%s\" is one word too many", command->name,
                       command->synopsis, options->words[command->most]);
    if (options->args && !command->args)
        return err_set(err, "drawloom %s takes nothing behind \"--\"", command->name);
    if (command->dir && options->word_count == 1) {
        if (options->site.dir)
            return err_set(err, "two folders: -C %s and %s", options->site.dir, options->words[0]);
        options->site.dir = options->words[0];
    }
    return true;
}

static bool check_sandbox(struct options *options, struct err *err)
{
    static const struct {
        const char *name;
        enum sandbox_choice choice;
    } levels[] = {
        {"full", SANDBOX_ONLY_FULL}, {"reduced", SANDBOX_ONLY_REDUCED}, {"off", SANDBOX_ONLY_OFF}};
    if (!options->sandbox)
        return true;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (strcmp(options->sandbox, levels[i].name) == 0) {
            options->site.sandbox = levels[i].choice;
            return true;
        }
    return err_set(err, "--sandbox takes full, reduced or off, not \"%s\"", options->sandbox);
}

static bool check(struct options *options, struct err *err)
{
    if (options->help || options->version)
        return true;
    if (!options->has_command)
        return err_set(err, "no command (see drawloom --help)");
    if (!check_words(options, err))
        return false;
    if (!check_sandbox(options, err))
        return false;
    if (options->site.frozen && options->site.rerun)
        return err_set(err, "--frozen runs nothing, --rerun runs again: one of them");
    if (!options->site.dir)
        options->site.dir = ".";
    options->site.write = options->command == COMMAND_BUILD;
    return true;
}

bool options_parse(int argc, char **argv, struct options *options, struct err *err)
{
    *options = (struct options){.words = argv};
    if (argc < 1)
        return err_set(err, "no command (see drawloom --help)");
    struct reader r = {argv + 1, options, err};
    while (*r.next) {
        char *word = *r.next++;
        if (strcmp(word, "--") == 0) {
            options->args = r.next;
            options->arg_count = (size_t)(argv + argc - r.next);
            break;
        }
        if (!read_word(&r, word))
            return false;
    }
    return check(options, err);
}

/* --- help --- */

static void command_help(const struct options *options, struct buf *out)
{
    const struct command *command = &commands[options->command];
    buf_printf(out, "drawloom %s %s: %s\n\n", command->name, command->synopsis, command->help);
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct option *option = &table[i];
        if (!option->help || !option_applies(option, options))
            continue;
        char left[32] = "", name[24] = "";
        if (option->letter)
            snprintf(left, sizeof left, "-%c%s", option->letter, *option->name ? ", " : "");
        if (*option->name)
            snprintf(name, sizeof name, "--%s", option->name);
        snprintf(left + strlen(left), sizeof left - strlen(left), "%s%s%s", name,
                 option->value ? " " : "", option->value ? option->value : "");
        buf_printf(out, "  %-20s %s\n", left, option->help);
    }
}

static void overall_help(struct buf *out)
{
    buf_puts(out,
             "drawloom weaves Markdown chapters and the programs in them into a site. It runs\n"
             "every program while it builds, and puts on the page what really happened.\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        buf_printf(out, "  drawloom %-7s %-15s %s\n", commands[i].name, commands[i].synopsis,
                   commands[i].help);
    buf_puts(out,
             "\nDIR is the course's folder, with content/course.lua in it; the current one if\n"
             "nothing is said. \"drawloom COMMAND --help\" has the options of a command,\n"
             "\"drawloom --version\" says which drawloom this is.\n\n"
             "Exit status: 0 all is well; 1 the course has problems, all of them listed;\n"
             "2 wrong usage, or drawloom could not work.\n");
}

void options_help(const struct options *options, struct buf *out)
{
    if (options->has_command)
        command_help(options, out);
    else
        overall_help(out);
}
