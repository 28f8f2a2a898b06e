#include "course_fixture.h"

#define GOOD "title = 'T'\nchapters = { 'a.md' }\n"

static const struct {
    const char *text;
    int line;
    const char *message; /* part of it; NULL: it is right */
} rows[] = {
    {GOOD, 0, NULL},
    {GOOD "languages = { c = standard.c }\nlanguages.c.opt = '-O0'", 0, NULL},
    {GOOD "languages = { mine = { extension = '.m', run = 'mine {source}' } }", 0, NULL},
    {GOOD "local helper = 1\nlang = 'de'", 0, NULL},
    {GOOD "limits = { timeout = '2s', most = { timeout = '1m' } }", 0, NULL},
    {"", 0, "title: is missing"},
    {"title = ''", 1, "title: is missing"},
    {"title = 'T'", 0, "chapters: is missing"},
    {"title = 3\n", 1, "title: must be a string, is a number"},
    {"\ntitel = 'T'", 2, "unknown setting \"titel\" (did you mean \"title\"?)"},
    {GOOD "zzz = 1", 3, "unknown setting \"zzz\" (use `local`"},
    {GOOD "standard = {}", 3, "unknown setting \"standard\""},
    {"title = = 1", 1, "unexpected symbol"},
    {"title = 'T'\nchapters = {}", 2, "chapters: is missing"},
    {"title = 'T'\nchapters = 7", 2, "chapters: must be a string or a list"},
    {"title = 'T'\nchapters = { 'a.md', 7 }", 2, "entry 2 must be a string"},
    {"title = 'T'\nchapters = { 'a.md', nil, 'b.md' }", 2, "entry 2 must be a string"},
    {"title = 'T'\nchapters = { 'a.md', [3] = 'b.md' }", 2, "has a name or a gap"},
    {"title = 'T'\nchapters = { 'a.md', 'a.md' }", 2, "names \"a.md\" twice"},
    {"title = 'T'\nchapters = { 'a.txt' }", 2, "must end in .md"},
    {"title = 'T'\nchapters = { '.md' }", 2, "must end in .md"},
    {"title = 'T'\nchapters = { '../a.md' }", 2, "not the name of a file in content/"},
    {"title = 'T'\nchapters = { '/a.md' }", 2, "not the name of a file in content/"},
    {"title = 'T'\nchapters = { './a.md' }", 2, "not the name of a file in content/"},
    {"title = 'a\\0b'\nchapters = { 'a.md' }", 1, "holds a NUL byte"},
    {GOOD "glossary = 'words/terms.md' numbers = false", 0, NULL},
    {GOOD "glossary = 'a.md'", 3, "glossary: \"a.md\" is a chapter"},
    {GOOD "glossary = '../a.md'", 3, "glossary: \"../a.md\" is not the name of a file"},
    {GOOD "glossary = 'a.txt'", 3, "glossary: \"a.txt\" must end in .md"},
    {GOOD "glossary = ''", 3, "glossary: \"\" "},
    {GOOD "numbers = 'no'", 3, "numbers: must be true or false"},
    {GOOD "remote_images = 'yes'", 3, "remote_images: must be true or false"},
    {GOOD "html = 'yes'", 3, "html: must be \"text\" or \"trusted\""},
    {GOOD "url = 'http://[::1]:8000/a%20b/'", 0, NULL},
    {GOOD "url = 7", 3, "url: must be a string, is a number"},
    {GOOD "\nurl = 'example.org'", 4, "url: \"example.org\" must begin with https:// or http://"},
    {GOOD "url = 'ftp://example.org'", 3, "must begin with https:// or http://"},
    {GOOD "url = 'https://'", 3, "names no host"},
    {GOOD "url = 'https:///course'", 3, "names no host"},
    {GOOD "url = 'https://me@example.org'", 3, "has a character that no such address has"},
    {GOOD "url = 'https://example.org/a b'", 3, "has a character that no such address has"},
    {GOOD "url = 'https://example.org/\"><b>'", 3, "has a character that no such address has"},
    {GOOD "url = 'https://example.org/é'", 3, "has a character that no such address has"},
    {GOOD "url = 'https://example.org/?a=1'", 3, "must be a folder's address"},
    {GOOD "url = 'https://example.org/#a'", 3, "must be a folder's address"},
    {GOOD "lane_s = '3m'", 3, "lane_s: must be a number, is a string"},
    {GOOD "lane_s = 0", 3, "lane_s: must be a whole number from 1 to 86400"},
    {GOOD "lane_s = 86401", 3, "lane_s: must be a whole number from 1 to 86400"},
    {GOOD "languages = { c = standard.c }\nlanguages.c.assembly = 'cc {progam}'", 3,
     "{progam} is not known (did you mean {program}?)"},
    {GOOD "parse = 5", 3, "parse: must be a string with a unit"},
    {GOOD "parse = '5'", 3, "parse: \"5\" is not a time"},
    {GOOD "limits = 3", 3, "limits: must be a table"},
    {GOOD "\nlimits = { timeot = '3s' }", 4,
     "limits.timeot: unknown name (did you mean \"timeout\""},
    {GOOD "limits = { memory = '3x' }", 3, "limits.memory: \"3x\" is not a size"},
    {GOOD "sandbox = { reads = {} }", 3, "sandbox.reads: unknown name (did you mean \"read\"?)"},
    {GOOD "sandbox = 'full'", 3, "sandbox: must be a table, is a string"},
    {GOOD "sandbox = { read = { 'opt' } }", 3, "\"opt\" is not an absolute path"},
    {GOOD "sandbox = { read = { '/opt/../etc' } }", 3, "is not an absolute path without"},
    {GOOD "sandbox = { read = { '/' } }", 3, "\"/\" is not an absolute path without"},
    {GOOD "sandbox = { read = { '/tmp/x' } }", 3, "can't be shown: every sandbox has its own"},
    {GOOD "sandbox = { read = { '/proc' } }", 3, "can't be shown: every sandbox has its own"},
    {GOOD "sandbox = { read = { '/no/such' } }", 3, "sandbox.read: \"/no/such\" is not there"},
    {GOOD "limits = { processes = 0 }", 3, "limits.processes: must be a whole number from 1"},
    {GOOD "limits = { processes = 1.5 }", 3, "limits.processes: must be a whole number"},
    {GOOD "limits = { nofile = '8' }", 3, "limits.nofile: must be a number, is a string"},
    {GOOD "limits = { most = { most = {} } }", 3, "limits.most.most: unknown name"},
    {GOOD "limits = { '3s' }", 3, "a value without a name"},
    {GOOD "languages = { c = 3 }", 3, "languages.c: must be a table"},
    {GOOD "languages = { output = standard.c }", 3, "\"output\" can't be the name of a language"},
    {GOOD "languages = { ['a b'] = standard.c }", 3, "\"a b\" can't be the name"},
    {GOOD "languages = { c = standard.cc }", 3, "there is no standard.cc"},
    {GOOD "languages = { standard.c }", 3, "can't be the name of a language"},
    {GOOD "languages = { x = { run = 'x' } }", 3, "languages.x.extension: must be given"},
    {GOOD "languages = { x = { extension = 'x', run = 'x' } }", 3, "extension: must be given"},
    {GOOD "languages = { x = { extension = '.x/y', run = 'x' } }", 3, "extension: must be given"},
    {GOOD "languages = { x = { extension = '.x' } }", 3, "languages.x.run: must be given"},
    {GOOD "languages = { c = standard.c }\nlanguages.c.cmpile = 'x'", 3,
     "languages.c.cmpile: unknown name (did you mean \"compile\"?)"},
    {GOOD "languages = { x = { extension = '.x', run = 'x {sorce}' } }", 3,
     "{sorce} is not known (did you mean {source}?)"},
    {GOOD "languages = { x = { extension = '.x', run = \"x 'y\" } }", 3, "is not closed"},
    {GOOD "languages = { x = { extension = '.x', run = 'x', entry = 'main' } }", 3,
     "languages.x.object: must be given"},
    {GOOD "languages = { x = { extension = '.x', run = 'x', diagnostics = '{file}' } }", 3,
     "must hold {file} and {line}"},
    {GOOD "languages = { x = { extension = '.x', run = 'x', include = '-I' } }", 3,
     "must hold {dir}"},
    {GOOD "os.exit()", 3, "attempt to index a nil value (global 'os')"},
    {GOOD "languages = { x = { extension = '.x', run = 'x', grammar = 'cp' } }", 3,
     "languages.x.grammar: \"cp\" is not known (did you mean \"c\"?)"},
    {GOOD "languages = { x = { extension = '.x', run = 'x', grammar = 'fortran' } }", 3,
     "\"fortran\" is not known (write c, cpp, python, lua or bash)"},
    {GOOD "error('own words')", 3, "own words"},
    {GOOD "while true do end", 3, "ran longer than 2000 ms"},
    {GOOD "local x = (('x'):rep(30) .. 'y'):find(('.-'):rep(30) .. 'z')", 0, "ran longer than 5 s"},
    {GOOD "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end", 0,
     "not enough memory"},
};

static void course_lua_is_checked(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f;
        fixture_begin(&f, rows[i].text);
        struct err err = {0};
        bool ok = config_load(f.root, &f.arena, &f.config, &err);
        bool right = rows[i].message ? !ok && strstr(err.message, rows[i].message) &&
                                           err.line == rows[i].line &&
                                           strcmp(err.file, "content/course.lua") == 0
                                     : ok;
        if (!CHECK(right))
            printf("#   %s\n#   %s:%d: %s\n", rows[i].text, err.file, err.line, err.message);
        CHECK(strstr(err.message, "traceback") == NULL);
        fixture_end(&f);
    }
}

static void defaults_are_those_of_the_design(void)
{
    struct fixture f;
    fixture_begin(&f, GOOD);
    fixture_config(&f);
    const struct config *c = &f.config;
    CHECK_STR(c->title, "T");
    CHECK_STR(c->lang, "en");
    CHECK_STR(c->author, "");
    CHECK(!c->url);
    CHECK_INT(c->chapters.count, 1);
    CHECK_INT(c->defaults.timeout_ms, 10000);
    CHECK_INT(c->defaults.memory_bytes, 512 << 20);
    CHECK_INT(c->defaults.processes, 64);
    CHECK_INT(c->defaults.nofile, 64);
    CHECK_INT(c->defaults.output_bytes, 64 << 10);
    CHECK_INT(c->compile_timeout_ms, 15000);
    CHECK_INT(c->parse_ms, 5000);
    CHECK_INT(c->render_ms, 10000);
    CHECK_INT(c->lane_ms, 180000);
    CHECK(!c->trust_html && !c->remote_images);
    CHECK_INT(c->language_count, 5);
    CHECK_STR(c->languages[0].name, "c");
    CHECK_STR(c->languages[4].name, "sh");
    fixture_end(&f);
}

static void settings_are_taken(void)
{
    struct fixture f;
    fixture_begin(&f,
                  "title, author, description, lang = 'T', 'A', 'D', 'de'\n"
                  "url = 'https://example.org/c'\n"
                  "chapters = 'a.md b/c.md'\n"
                  "html = 'trusted' remote_images = true parse = '7s' render = '8s' lane_s = 30\n"
                  "limits = { timeout = '2m', memory = '1G', processes = 3, nofile = 9,\n"
                  "  output = '2K', compile_timeout = '9s', most = { memory = '3G' } }\n"
                  "sandbox = { read = { '/etc/passwd', '/usr/bin' } }\n"
                  "languages = { c = standard.c }\n"
                  "standard.c.flags = { '-lgmp' }\n"
                  "languages.c.std = 'c11'\n");
    fixture_config(&f);
    const struct config *c = &f.config;
    CHECK_INT(c->readable.count, 2);
    CHECK_STR(c->readable.items[1], "/usr/bin");
    CHECK_STR(c->author, "A");
    CHECK_STR(c->description, "D");
    CHECK_STR(c->lang, "de");
    CHECK_STR(c->url, "https://example.org/c/"); /* addresses are put behind it */
    CHECK_INT(c->chapters.count, 2);
    CHECK_STR(c->chapters.items[1], "b/c.md");
    CHECK(c->trust_html && c->remote_images);
    CHECK_INT(c->parse_ms, 7000);
    CHECK_INT(c->render_ms, 8000);
    CHECK_INT(c->lane_ms, 30000);
    CHECK_INT(c->defaults.timeout_ms, 120000);
    CHECK_INT(c->most.timeout_ms, 120000); /* never below the default */
    CHECK_INT(c->most.memory_bytes, (long long)3 << 30);
    CHECK_INT(c->compile_timeout_ms, 9000);
    CHECK_INT(c->language_count, 1);
    CHECK_STR(c->languages[0].std, "c11");
    CHECK_STR(c->languages[0].flags.items[0], "-lgmp");
    CHECK(config_language(c, STR("c")) == &c->languages[0]);
    CHECK(config_language(c, STR("cpp")) == NULL);
    CHECK(config_language(c, STR("")) == NULL);
    fixture_end(&f);
}

static void standard_languages_are_complete(void)
{
    struct fixture f;
    fixture_begin(&f, GOOD);
    fixture_config(&f);
    const struct language *c = config_language(&f.config, STR("c"));
    CHECK_STR(c->extension, ".c");
    CHECK_STR(c->entry, "main");
    CHECK_STR(c->opt, "-O2");
    CHECK_STR(c->compile.items[0], "{cc}");
    CHECK_STR(c->compile.items[c->compile.count - 1], "{libs}");
    CHECK_INT(c->compilers.count, 3);
    CHECK_STR(c->assembly.items[c->assembly.count - 2], "{program}");
    const struct language *python = config_language(&f.config, STR("python"));
    CHECK_INT(python->compile.count, 0);
    CHECK_INT(python->assembly.count, 0);
    CHECK(python->entry == NULL);
    CHECK_STR(python->run.items[1], "{source}");
    CHECK_STR(python->diagnostics, "File \"{file}\", line {line}");
    fixture_end(&f);
}

static void a_language_has_the_grammar_of_its_name_or_extension(void)
{
    struct fixture f;
    fixture_begin(&f, GOOD "languages = {\n"
                           "  c = standard.c, sh = standard.sh,\n"
                           "  mpi = { extension = '.c', run = 'x' },\n"
                           "  cuda = { extension = '.cu', run = 'x', grammar = 'cpp' },\n"
                           "  awk = { extension = '.awk', run = 'x' },\n"
                           "}\n");
    fixture_config(&f);
    static const char *const grammars[][2] = {
        {"c", "c"}, {"sh", "bash"}, {"mpi", "c"}, {"cuda", "cpp"}, {"awk", "-"}};
    for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++) {
        const struct language *language = config_language(&f.config, str_of(grammars[i][0]));
        CHECK(language && language->grammar == code_grammar(str_of(grammars[i][1])));
    }
    fixture_end(&f);
}

static void a_missing_course_is_an_error(void)
{
    struct arena a = {0};
    struct config config;
    struct err err = {0};
    CHECK(!config_load("/nonexistent", &a, &config, &err));
    CHECK_STR(err.file, "content/course.lua");
    CHECK(strstr(err.message, "cannot be read") != NULL);
    arena_release(&a);
}

int main(void)
{
    RUN(course_lua_is_checked);
    RUN(defaults_are_those_of_the_design);
    RUN(settings_are_taken);
    RUN(standard_languages_are_complete);
    RUN(a_language_has_the_grammar_of_its_name_or_extension);
    RUN(a_missing_course_is_an_error);
    return test_summary();
}
