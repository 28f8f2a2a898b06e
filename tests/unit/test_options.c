#include "test.h"

#include "site/options.h"

enum { MOST = 12 };

static bool parse(const char *line, struct options *options, struct err *err)
{
    static char words[256];
    static char *argv[MOST + 1];
    int argc = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *word = words; *word && argc < MOST;) {
        argv[argc++] = word;
        word += strcspn(word, " ");
        if (*word)
            *word++ = '\0';
    }
    argv[argc] = NULL;
    *err = (struct err){0};
    return options_parse(argc, argv, options, err);
}

static void understands(void)
{
    struct options o;
    struct err err;
    CHECK(parse("drawloom build", &o, &err) && o.command == COMMAND_BUILD && o.site.write);
    CHECK_STR(o.site.dir, ".");
    CHECK(parse("drawloom build dir --jobs 3 --out=x --durable --explain", &o, &err));
    CHECK_STR(o.site.dir, "dir");
    CHECK_STR(o.site.out, "x");
    CHECK(o.site.jobs == 3 && o.site.durable && o.site.explain && !o.site.json);
    CHECK(parse("drawloom -C dir check -j2 --sandbox=off", &o, &err) && !o.site.write);
    CHECK(o.command == COMMAND_CHECK && o.site.jobs == 2);
    CHECK_STR(o.site.dir, "dir");
    CHECK(o.site.sandbox == SANDBOX_ONLY_OFF);
    CHECK(parse("drawloom check --sandbox full", &o, &err) && o.site.sandbox == SANDBOX_ONLY_FULL);
    CHECK(parse("drawloom promote", &o, &err) && o.site.sandbox == SANDBOX_CHOOSE);
    CHECK(parse("drawloom run id -j 1 -- -x -- y", &o, &err) && o.arg_count == 3);
    CHECK_STR(o.words[0], "id");
    CHECK_STR(o.args[0], "-x");
    CHECK_STR(o.args[2], "y");
    CHECK(parse("drawloom run id --", &o, &err) && o.args && o.arg_count == 0);
    CHECK(parse("drawloom promote a b c", &o, &err) && o.word_count == 3);
    CHECK_STR(o.words[2], "c");
    CHECK(parse("drawloom --version", &o, &err) && o.version && !o.has_command);
    CHECK(parse("drawloom new --help", &o, &err) && o.help && o.has_command);
}

static const struct {
    const char *line, *message;
} wrong[] = {
    {"drawloom", "no command"},
    {"drawloom bild", "did you mean \"build\""},
    {"drawloom --jobs 3 build", "unknown option \"--jobs\""},
    {"drawloom build --job 3", "did you mean \"--jobs\""},
    {"drawloom build --jobs", "takes a value"},
    {"drawloom build --jobs 0", "1 to 1024"},
    {"drawloom build --jobs 3x", "1 to 1024"},
    {"drawloom build --out=", "takes a value"},
    {"drawloom build --rerun a --rerun b", "--rerun is given twice"},
    {"drawloom build --json=1", "takes no value"},
    {"drawloom build --", "nothing behind"},
    {"drawloom build a b", "one word too many"},
    {"drawloom build -C a b", "two folders"},
    {"drawloom build --frozen --rerun all", "--frozen runs nothing"},
    {"drawloom freeze --frozen", "unknown option"},
    {"drawloom build --sandbox=none", "full, reduced or off, not \"none\""},
    {"drawloom list --sandbox=off", "unknown option"},
    {"drawloom build --strict", "unknown option"},
    {"drawloom check --strict=1", "takes no value"},
    {"drawloom serve", "not supported by this version yet"},
    {"drawloom list --explain", "unknown option"},
    {"drawloom build a -", "one word too many"},
    {"drawloom run", "something is missing"},
    {"drawloom new  -C x", "an empty word"},
};

static void says_what_is_wrong(void)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct options o;
        struct err err;
        bool ok = parse(wrong[i].line, &o, &err);
        if (!CHECK(!ok && strstr(err.message, wrong[i].message)))
            printf("#   \"%s\": \"%s\"\n", wrong[i].line, ok ? "(accepted)" : err.message);
    }
}

static void help_fits(void)
{
    struct options o;
    struct err err;
    struct buf text = BUF_INIT;
    CHECK(parse("drawloom build --help", &o, &err));
    options_help(&o, &text);
    CHECK(strstr(text.data, "--jobs N") && !strstr(text.data, "--strict"));
    struct str rest = buf_view(&text), line;
    while (str_line(&rest, &line))
        CHECK(line.len <= 80);
    buf_release(&text);
}

int main(void)
{
    RUN(understands);
    RUN(says_what_is_wrong);
    RUN(help_fits);
    return test_summary();
}
