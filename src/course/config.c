/* How course.lua is run. A pattern match can loop for ever inside one C function, where no hook of
 * Lua runs, so it is tried in a child process with a deadline first; what ended well there ends well
 * here too, because a box has no clock, no files and no chance. */
#include "course/config.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/nearest.h"
#include "course/language_read.h"
#include "course/lua_box.h"

EMBED(course_languages_lua, "course/languages.lua");

#define COURSE_LUA "content/course.lua"
#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { BOX_BYTES = 16 << 20, RUN_MS = 2000, TRIAL_MS = 5000, DAY_S = 24 * 60 * 60 };

static const char *const globals[] = {
    "title",  "description", "author",  "lang", "chapters",      "languages",
    "limits", "parse",       "render",  "html", "remote_images", "sandbox",
    "lane_s", "glossary",    "numbers", "url",  "node",
};
static const char *const limit_names[] = {
    "timeout", "memory", "processes", "nofile", "output", "compile_timeout", "most",
};
static const char *const sandbox_names[] = {"read"};
/* First words of fences that are no programs. */
static const char *const block_names[] = {
    "output", "input",   "include", "exercise", "solution",
    "claim",  "compare", "chart",   "quiz",     "math",
};

/* What the function inside the protected call works on. */
struct reader {
    struct lua_box *box;
    struct str text;
    struct arena *a;
    struct config *config;
    struct err *err;
    bool ok;
};

/* __newindex of course.lua's globals. Upvalue 1: the table of lines. */
static int set_global(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    if (!str_is_one_of(str_of(name), globals, COUNT(globals))) {
        const char *near = nearest(name, globals, COUNT(globals));
        if (near)
            return luaL_error(L, "unknown setting \"%s\" (did you mean \"%s\"?)", name, near);
        return luaL_error(L, "unknown setting \"%s\" (use `local` for names of your own)", name);
    }
    lua_Debug at;
    if (lua_getstack(L, 1, &at) && lua_getinfo(L, "l", &at)) {
        lua_pushvalue(L, 2);
        lua_pushinteger(L, at.currentline);
        lua_rawset(L, lua_upvalueindex(1));
    }
    lua_rawset(L, 1);
    return 0;
}

/* Push what the embedded languages.lua returns. */
static void push_standard(lua_State *L)
{
    if (luaL_loadbufferx(L, course_languages_lua, strlen(course_languages_lua), "=languages.lua",
                         "t") != LUA_OK)
        lua_error(L);
    lua_call(L, 0, 1);
}

/* Push the table that is to be _ENV of course.lua: empty, so that each first assignment of a name
 * passes set_global; the library and `standard` are seen through it. Stack index `lines` takes
 * the lines. */
static void push_env(lua_State *L, int lines)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushglobaltable(L);
    push_standard(L);
    lua_setfield(L, -2, "standard");
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, lines);
    lua_pushcclosure(L, set_global, 1);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
}

/* RFC 3986 without the parts that a folder of a site can't have: user, query, fragment. */
static const char *url_fault(const char *url)
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : "";
    if (!str_starts(str_of(url), "https://") && !str_starts(str_of(url), "http://"))
        return "must begin with https:// or http://";
    for (const char *c = url; *c; c++)
        if (*c <= ' ' || *c > '~' || strchr("\"'<>\\^`{|}@", *c))
            return "has a character that no such address has (write others as %XX)";
    if (strpbrk(url, "?#"))
        return "must be a folder's address, without ? and #";
    if (!isalnum((unsigned char)*host) && *host != '[')
        return "names no host";
    return NULL;
}

/* Addresses are put together from it, so it always ends in a slash. */
static bool read_url(const struct fields *f, struct config *c)
{
    if (!fields_string(f, "url", &c->url))
        return false;
    if (!c->url)
        return true;
    const char *fault = url_fault(c->url);
    if (fault)
        return fields_error(f, "url", "\"%s\" %s, as in https://example.org/course/", c->url,
                            fault);
    if (c->url[strlen(c->url) - 1] != '/')
        c->url = arena_printf(f->a, "%s/", c->url);
    return true;
}

static bool read_texts(const struct fields *f, struct config *c)
{
    c->description = c->author = "";
    c->lang = "en";
    c->node = "node";
    return fields_string(f, "title", &c->title) &&
           fields_string(f, "description", &c->description) &&
           fields_string(f, "author", &c->author) && fields_string(f, "lang", &c->lang) &&
           ((c->title && c->title[0]) ||
            fields_error(f, "title", "is missing (write title = \"…\")"));
}

/* `setting`: the one that names the file. */
static bool check_file(const struct fields *f, const char *setting, const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *plain = path_normalize(f->a, name);
    if (!plain || strcmp(plain, name) != 0)
        return fields_error(f, setting, "\"%s\" is not the name of a file in content/", name);
    return (dot && strcmp(dot, ".md") == 0 && dot != path_base(name)) ||
           fields_error(f, setting, "\"%s\" must end in .md", name);
}

static bool check_chapter(const struct fields *f, const struct words *chapters, size_t i)
{
    const char *name = chapters->items[i];
    if (!check_file(f, "chapters", name))
        return false;
    for (size_t k = 0; k < i; k++)
        if (strcmp(name, chapters->items[k]) == 0)
            return fields_error(f, "chapters", "names \"%s\" twice", name);
    return true;
}

static bool read_chapters(const struct fields *f, struct config *c)
{
    if (!fields_words(f, "chapters", &c->chapters))
        return false;
    if (c->chapters.count == 0)
        return fields_error(f, "chapters", "is missing (write chapters = { \"01-first.md\", … })");
    for (size_t i = 0; i < c->chapters.count; i++)
        if (!check_chapter(f, &c->chapters, i))
            return false;
    return true;
}

static bool read_glossary(const struct fields *f, struct config *c)
{
    if (!fields_string(f, "glossary", &c->glossary))
        return false;
    for (size_t i = 0; c->glossary && i < c->chapters.count; i++)
        if (strcmp(c->glossary, c->chapters.items[i]) == 0)
            return fields_error(f, "glossary", "\"%s\" is a chapter", c->glossary);
    return !c->glossary || check_file(f, "glossary", c->glossary);
}

static int compare_languages(const void *a, const void *b)
{
    return strcmp(((const struct language *)a)->name, ((const struct language *)b)->name);
}

/* The keys of the table `languages`, which are names of languages. */
static bool read_names(const struct fields *f, const struct fields *languages, struct words *names)
{
    lua_State *L = f->L;
    for (lua_pushnil(L); lua_next(L, languages->table); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        if (name[0] == '\0' || strpbrk(name, " \t\n`{}\"'/") ||
            str_is_one_of(str_of(name), block_names, COUNT(block_names)))
            return fields_error(f, "languages", "\"%s\" can't be the name of a language", name);
        words_add(names, f->a, arena_strdup(f->a, name));
    }
    return true;
}

/* Without `languages`, all that come along. In the order of their names: Lua's tables have none. */
static bool read_languages(const struct fields *f, struct config *c)
{
    struct fields languages;
    struct words names = {0};
    if (!fields_open(f, "languages", &languages))
        return false;
    if (!languages.table) {
        push_standard(f->L);
        languages.table = lua_gettop(f->L);
        languages.path = "standard.";
    }
    if (!read_names(f, &languages, &names))
        return false;
    c->languages = ARENA_ARRAY(f->a, names.count, struct language);
    for (size_t i = 0; i < names.count; i++)
        if (!language_read(&languages, names.items[i], &c->languages[c->language_count++]))
            return false;
    qsort(c->languages, c->language_count, sizeof *c->languages, compare_languages);
    return true;
}

static bool read_limit_set(const struct fields *f, struct limits *limits)
{
    return fields_ms(f, "timeout", &limits->timeout_ms) &&
           fields_bytes(f, "memory", &limits->memory_bytes) &&
           fields_count(f, "processes", 1, 100000, &limits->processes) &&
           fields_count(f, "nofile", 4, 100000, &limits->nofile) &&
           fields_bytes(f, "output", &limits->output_bytes);
}

static int larger_int(int a, int b)
{
    return a > b ? a : b;
}

static size_t larger_size(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What attributes may ask for is never less than what they get unasked. */
static void raise_most(struct limits *most, const struct limits *defaults)
{
    most->timeout_ms = larger_int(most->timeout_ms, defaults->timeout_ms);
    most->memory_bytes = larger_size(most->memory_bytes, defaults->memory_bytes);
    most->processes = larger_int(most->processes, defaults->processes);
    most->nofile = larger_int(most->nofile, defaults->nofile);
    most->output_bytes = larger_size(most->output_bytes, defaults->output_bytes);
}

static bool read_limits(const struct fields *f, struct config *c)
{
    c->defaults = (struct limits){10000, (size_t)512 << 20, 64, 64, 64 << 10};
    c->most = (struct limits){60000, (size_t)2 << 30, 1024, 1024, 1 << 20};
    c->compile_timeout_ms = 15000;
    struct fields limits, most;
    if (!fields_open(f, "limits", &limits))
        return false;
    if (limits.table) {
        if (!fields_known(&limits, limit_names, COUNT(limit_names)) ||
            !read_limit_set(&limits, &c->defaults) ||
            !fields_ms(&limits, "compile_timeout", &c->compile_timeout_ms) ||
            !fields_open(&limits, "most", &most))
            return false;
        if (most.table &&
            (!fields_known(&most, limit_names, 5) || !read_limit_set(&most, &c->most)))
            return false;
    }
    raise_most(&c->most, &c->defaults);
    return true;
}

/* Folders that every sandbox makes for itself. */
static bool is_own(struct str path)
{
    static const char *const own[] = {"/box", "/dev", "/proc", "/run", "/sys", "/tmp"};
    for (size_t i = 0; i < COUNT(own); i++)
        if (str_starts(path, own[i]) &&
            (path.data[strlen(own[i])] == '\0' || path.data[strlen(own[i])] == '/'))
            return true;
    return path.len <= 1;
}

static bool check_readable(const struct fields *f, const char *path)
{
    const char *plain = path[0] == '/' ? path_normalize(f->a, path + 1) : NULL;
    if (!plain || strcmp(plain, path + 1) != 0)
        return fields_error(f, "read", "\"%s\" is not an absolute path without \".\" and \"..\"",
                            path);
    if (is_own(str_of(path)))
        return fields_error(f, "read", "\"%s\" can't be shown: every sandbox has its own", path);
    return file_exists(path) || file_is_dir(path) ||
           fields_error(f, "read", "\"%s\" is not there", path);
}

static bool read_sandbox(const struct fields *f, struct config *c)
{
    struct fields sandbox;
    if (!fields_open(f, "sandbox", &sandbox))
        return false;
    if (sandbox.table && (!fields_known(&sandbox, sandbox_names, COUNT(sandbox_names)) ||
                          !fields_words(&sandbox, "read", &c->readable)))
        return false;
    for (size_t i = 0; i < c->readable.count; i++)
        if (!check_readable(&sandbox, c->readable.items[i]))
            return false;
    return true;
}

static bool read_rest(const struct fields *f, struct config *c)
{
    const char *html = "text";
    int lane_s = 180;
    bool numbers = true;
    c->parse_ms = 5000;
    c->render_ms = 10000;
    if (!fields_ms(f, "parse", &c->parse_ms) || !fields_ms(f, "render", &c->render_ms) ||
        !fields_count(f, "lane_s", 1, DAY_S, &lane_s) || !fields_string(f, "html", &html) ||
        !fields_bool(f, "remote_images", &c->remote_images) ||
        !fields_string(f, "node", &c->node) || !fields_bool(f, "numbers", &numbers))
        return false;
    c->unnumbered = !numbers;
    c->lane_ms = lane_s * 1000;
    c->trust_html = strcmp(html, "trusted") == 0;
    return c->trust_html || strcmp(html, "text") == 0 ||
           fields_error(f, "html", "must be \"text\" or \"trusted\"");
}

/* A lua_CFunction: run course.lua and read what it set. Argument: the reader. */
static int run_and_read(lua_State *L)
{
    struct reader *r = lua_touserdata(L, 1);
    lua_newtable(L);
    push_env(L, 2);
    lua_pushvalue(L, 3);
    if (!lua_box_load(r->box, r->text.data, r->text.len, COURSE_LUA, r->err))
        return 0;
    lua_call(L, 0, 0);
    struct fields f = {L, 3, 2, "", COURSE_LUA, 0, r->a, r->err};
    r->ok = read_texts(&f, r->config) && read_url(&f, r->config) && read_chapters(&f, r->config) &&
            read_glossary(&f, r->config) && read_languages(&f, r->config) &&
            read_limits(&f, r->config) && read_sandbox(&f, r->config) && read_rest(&f, r->config);
    return 0;
}

/* A problem of course.lua is one line: whoever wrote it has no use for our stack. */
static void cut_traceback(struct err *err)
{
    char *trace = strstr(err->message, "\nstack traceback:");
    if (trace)
        *trace = '\0';
    if (err->file[0] == '\0')
        err_at(err, COURSE_LUA, 0, 0, "%s", err->message);
}

static bool read_config(struct str text, struct arena *a, struct config *config, struct err *err)
{
    struct lua_box box;
    if (!lua_box_init(&box, BOX_BYTES, err))
        return false;
    struct reader reader = {&box, text, a, config, err, false};
    lua_pushcfunction(box.L, run_and_read);
    lua_pushlightuserdata(box.L, &reader);
    bool ok = lua_box_call(&box, 1, 0, RUN_MS, err) && reader.ok;
    lua_box_release(&box);
    if (!ok)
        cut_traceback(err);
    return ok;
}

/* A crew's item: does reading the text come to an end? */
static void *try_config(void *ctx, void *local, size_t i, struct arena *shared)
{
    (void)local, (void)i, (void)shared;
    struct arena a = {0};
    struct config config = {0};
    struct err err = {0};
    read_config(*(const struct str *)ctx, &a, &config, &err);
    arena_release(&a);
    return NULL;
}

static bool try_in_child(struct str text, struct err *err)
{
    struct crew_spec spec = {
        .n = 1, .workers = 1, .deadline_ms = TRIAL_MS, .work = try_config, .ctx = &text};
    struct crew_result result;
    struct crew *crew;
    if (!crew_run(&spec, &crew, &result, err))
        return false;
    enum crew_end end = result.end;
    crew_free(crew);
    if (end == CREW_TIMED_OUT)
        return err_at(err, COURSE_LUA, 0, 0, "ran longer than %d s", TRIAL_MS / 1000);
    return end == CREW_DONE || err_at(err, COURSE_LUA, 0, 0, "running it crashed Lua");
}

bool config_load(const char *root, struct arena *a, struct config *config, struct err *err)
{
    struct buf text = BUF_INIT;
    struct err why = {0};
    *config = (struct config){0};
    bool ok = false;
    if (!file_read(path_join(a, root, COURSE_LUA), &text, &why)) {
        err_at(err, COURSE_LUA, 0, 0, "cannot be read: %s", why.message);
        goto out;
    }
    config->hash = hash_of(text.data, text.len);
    ok = try_in_child(buf_view(&text), err) && read_config(buf_view(&text), a, config, err);
out:
    buf_release(&text);
    return ok;
}

const char *config_file(const struct config *config, size_t index)
{
    return index < config->chapters.count ? config->chapters.items[index] : config->glossary;
}

const struct language *config_language(const struct config *config, struct str name)
{
    for (size_t i = 0; i < config->language_count; i++)
        if (str_is(name, config->languages[i].name))
            return &config->languages[i];
    return NULL;
}
