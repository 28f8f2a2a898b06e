#include "site/ledger.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "base/pool.h"
#include "course/list.h"
#include "course/names.h"
#include "site/fingerprint.h"

#define FIRST_LINE "drawloom ledger 1"
static const char record_name[] = "last build";

/* --- hashing many files --- */

enum { BATCH = 32 };

struct hashing {
    struct ledger_file *files;
    size_t count;
};

static void hash_batch(void *ctx, size_t batch)
{
    const struct hashing *h = ctx;
    struct buf bytes = BUF_INIT;
    size_t end = (batch + 1) * BATCH < h->count ? (batch + 1) * BATCH : h->count;
    for (size_t i = batch * BATCH; i < end; i++) {
        struct err ignored;
        buf_clear(&bytes);
        bool read = file_read(h->files[i].path, &bytes, &ignored);
        h->files[i].hash = read ? hash_of(bytes.data, bytes.len) : (struct hash){0, 0};
    }
    buf_release(&bytes);
}

static void hash_files(struct ledger_file *files, size_t count, int threads)
{
    struct hashing hashing = {files, count};
    pool_each((count + BATCH - 1) / BATCH, threads, hash_batch, &hashing);
}

/* --- the scan --- */

static void scan_file(struct ledger *ledger, struct arena *a, const char *path)
{
    LIST_ADD(a, ledger->files, ledger->count)->path = path;
}

static bool is_link(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

static void scan_folder(struct ledger *ledger, struct arena *a, const char *folder)
{
    struct file_list list = {0};
    struct err ignored; /* what can't be read now will be a problem, or is not there */
    file_list(folder, a, &list, &ignored);
    for (size_t i = 0; i < list.count; i++) {
        const char *path = path_join(a, folder, list.names[i]);
        if (str_starts(str_of(list.names[i]), FILE_TEMPORARY_PREFIX))
            continue;
        if (!file_is_dir(path))
            scan_file(ledger, a, path);
        else if (is_link(path))
            ledger->usable = false; /* it may lead to where it stands */
        else
            scan_folder(ledger, a, path);
    }
}

static int by_path(const void *a, const void *b)
{
    const struct ledger_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

static void put_file(struct buf *out, const char *kind, struct hash hash, const char *path)
{
    char hex[HASH_HEX_LEN + 1];
    hash_hex(hash, hex);
    buf_printf(out, "%s %s %s\n", kind, hex, path);
}

static struct hash hash_scan(const struct ledger *ledger, struct work *w, const char *out)
{
    struct buf text = BUF_INIT;
    struct machine machine;
    machine_read(&w->arena, &machine);
    buf_printf(&text, "%s\n%s\n%s\n%s\n%d\n", INSTALLATION_VERSION, machine.id, machine.kernel, out,
               w->options->sandbox);
    for (size_t i = 0; i < ledger->count; i++)
        put_file(&text, "file", ledger->files[i].hash, ledger->files[i].path);
    struct hash hash = hash_of(text.data, text.len);
    buf_release(&text);
    return hash;
}

void ledger_scan(struct ledger *ledger, struct work *w, const char *const *templates,
                 const char *out)
{
    *ledger = (struct ledger){.started = time(NULL), .usable = true};
    scan_file(ledger, &w->arena, w->installation.program);
    scan_file(ledger, &w->arena, w->installation.launch);
    scan_file(ledger, &w->arena, w->installation.formulas);
    scan_file(ledger, &w->arena, w->installation.katex);
    scan_folder(ledger, &w->arena, path_join(&w->arena, w->options->dir, "content"));
    scan_folder(ledger, &w->arena, path_join(&w->arena, w->options->dir, "samples"));
    for (; *templates; templates++)
        scan_folder(ledger, &w->arena, *templates);
    qsort(ledger->files, ledger->count, sizeof *ledger->files, by_path);
    hash_files(ledger->files, ledger->count, w->jobs);
    ledger->scan = hash_scan(ledger, w, out);
}

static bool is_scanned(const struct ledger *ledger, const char *path)
{
    struct ledger_file wanted = {.path = path};
    return bsearch(&wanted, ledger->files, ledger->count, sizeof wanted, by_path) != NULL;
}

/* --- the record --- */

struct record {
    struct hash scan, manifest;
    struct course_size size;
    struct ledger_file *files, *tools;
    size_t file_count, tool_count;
};

/* "KIND HASH NAME"; for the scan, the course's size stands for the name. */
static bool read_line(struct str line, struct record *r, struct arena *a)
{
    char *text = arena_strndup(a, line.data, line.len), *hex = strchr(text, ' ');
    if (!hex || strlen(hex) < HASH_HEX_LEN + 2 || hex[HASH_HEX_LEN + 1] != ' ')
        return false;
    *hex++ = '\0';
    hex[HASH_HEX_LEN] = '\0';
    struct ledger_file file = {.path = hex + HASH_HEX_LEN + 1};
    if (!hash_from_hex(hex, &file.hash))
        return false;
    if (strcmp(text, "scan") == 0) {
        r->scan = file.hash;
        return sscanf(file.path, "%zu %zu", &r->size.chapters, &r->size.samples) == 2;
    } else if (strcmp(text, "manifest") == 0) {
        r->manifest = file.hash;
    } else if (strcmp(text, "tool") == 0) {
        *LIST_ADD(a, r->tools, r->tool_count) = file;
    } else {
        *LIST_ADD(a, r->files, r->file_count) = file;
    }
    return true;
}

static bool read_record(struct store *store, struct record *r, struct arena *a)
{
    struct buf text = BUF_INIT;
    *r = (struct record){0};
    bool ok = store_get_record(store, record_name, &text);
    struct str rest = buf_view(&text), line;
    ok = ok && str_line(&rest, &line) && str_is(line, FIRST_LINE);
    while (ok && str_line(&rest, &line))
        ok = read_line(line, r, a);
    buf_release(&text);
    return ok;
}

/* --- whether it holds --- */

static bool tools_hold(const struct record *r, struct arena *a)
{
    for (size_t i = 0; i < r->tool_count; i++)
        if (!hash_equal(fingerprint_of(r->tools[i].path, a), r->tools[i].hash))
            return false;
    return true;
}

/* The files of the record and those of the site, as they should be. */
static struct ledger_file *expected_files(const struct record *r, const char *out,
                                          const struct manifest *site, struct arena *a,
                                          size_t *count)
{
    size_t site_count = site ? site->count : 0;
    struct ledger_file *files = ARENA_ARRAY(a, r->file_count + site_count, struct ledger_file);
    for (size_t i = 0; i < r->file_count; i++)
        files[i] = r->files[i];
    for (size_t i = 0; i < site_count; i++)
        files[r->file_count + i] =
            (struct ledger_file){path_join(a, out, site->entries[i].path), site->entries[i].hash};
    *count = r->file_count + site_count;
    return files;
}

static bool files_hold(const struct ledger_file *expected, size_t count, int threads,
                       struct arena *a)
{
    struct ledger_file *now = ARENA_ARRAY(a, count, struct ledger_file);
    memcpy(now, expected, count * sizeof *now);
    hash_files(now, count, threads);
    for (size_t i = 0; i < count; i++)
        if (!hash_equal(now[i].hash, expected[i].hash))
            return false;
    return true;
}

bool ledger_holds(const struct ledger *ledger, struct work *w, const char *out,
                  const struct manifest *site, struct course_size *size)
{
    struct arena *a = &w->arena;
    struct record r;
    if (!ledger->usable || !read_record(w->store, &r, a) || !hash_equal(r.scan, ledger->scan))
        return false;
    if (site && (!site->found || !hash_equal(r.manifest, site->hash)))
        return false;
    size_t count;
    const struct ledger_file *files = expected_files(&r, out, site, a, &count);
    *size = r.size;
    return tools_hold(&r, a) && files_hold(files, count, w->jobs, a);
}

/* --- keeping it --- */

static void add_unscanned(const struct ledger *ledger, struct names *seen, const char *path,
                          struct record *r, struct arena *a)
{
    if (is_scanned(ledger, path) || names_find(seen, path))
        return;
    names_add(seen, a, path, 0);
    LIST_ADD(a, r->files, r->file_count)->path = path;
}

static void add_inputs(const struct ledger *ledger, struct names *seen, struct work *w,
                       const struct chapter *chapter, struct record *r)
{
    struct arena *a = &w->arena;
    for (size_t i = 0; i < chapter->input_count; i++)
        add_unscanned(ledger, seen, path_join(a, w->options->dir, chapter->inputs[i].path), r, a);
}

static void find_files(const struct ledger *ledger, struct work *w, const struct outputs *outputs,
                       struct record *r)
{
    struct arena *a = &w->arena;
    struct names seen = {0};
    for (size_t i = 0; i < w->results.headers.count; i++)
        add_unscanned(ledger, &seen, w->results.headers.items[i], r, a);
    for (size_t c = 0; c < w->course.chapter_count; c++)
        add_inputs(ledger, &seen, w, w->course.chapters[c], r);
    if (w->course.glossary)
        add_inputs(ledger, &seen, w, w->course.glossary->chapter, r);
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].from)
            add_unscanned(ledger, &seen, outputs->items[i].from, r, a);
}

static void find_tools(struct work *w, struct record *r)
{
    struct arena *a = &w->arena;
    struct names seen = {0};
    for (size_t i = 0; i < w->course.sample_count; i++) {
        const struct sample *sample = w->course.samples[i];
        struct words tools = {0};
        if (sample->depth != SAMPLE_SHOWN)
            fingerprint_names(sample, a, &tools);
        for (size_t k = 0; k < tools.count; k++) {
            if (names_find(&seen, tools.items[k]))
                continue;
            names_add(&seen, a, tools.items[k], 0);
            *LIST_ADD(a, r->tools, r->tool_count) =
                (struct ledger_file){tools.items[k], fingerprint_of(tools.items[k], a)};
        }
    }
}

static bool is_older(const char *path, time_t started)
{
    struct stat st;
    return stat(path, &st) < 0 || (st.st_mtime < started && st.st_ctime < started);
}

/* A path in two lines can't be read back. */
static bool can_be_kept(const struct ledger *ledger, const struct record *r)
{
    for (size_t i = 0; i < r->file_count; i++)
        if (strchr(r->files[i].path, '\n') || !is_older(r->files[i].path, ledger->started))
            return false;
    return ledger->usable;
}

bool ledger_keep(const struct ledger *ledger, struct work *w, const struct outputs *outputs,
                 const struct manifest *site, struct course_size size, struct err *err)
{
    struct record r = {0};
    struct buf text = BUF_INIT;
    find_files(ledger, w, outputs, &r);
    find_tools(w, &r);
    if (can_be_kept(ledger, &r)) {
        hash_files(r.files, r.file_count, w->jobs);
        buf_puts(&text, FIRST_LINE "\n");
        put_file(&text, "scan", ledger->scan,
                 arena_printf(&w->arena, "%zu %zu", size.chapters, size.samples));
        put_file(&text, "manifest", site->hash, MANIFEST_NAME);
        for (size_t i = 0; i < r.tool_count; i++)
            put_file(&text, "tool", r.tools[i].hash, r.tools[i].path);
        for (size_t i = 0; i < r.file_count; i++)
            put_file(&text, "file", r.files[i].hash, r.files[i].path);
    }
    bool ok = store_put_record(w->store, record_name, buf_view(&text), err);
    buf_release(&text);
    return ok;
}

bool ledger_forget(struct store *store, struct err *err)
{
    return store_put_record(store, record_name, STR(""), err);
}
