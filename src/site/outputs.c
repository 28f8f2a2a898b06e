#include "site/outputs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "course/link.h"
#include "course/list.h"
#include "page/view.h"
#include "run/chrome_trace.h"
#include "run/shape.h"
#include "run/trace_download.h"
#include "site/bundle.h"

static struct output *add(struct outputs *outputs, struct arena *a, enum output_kind kind,
                          const char *path, const char *source)
{
    struct output *output = LIST_ADD(a, outputs->items, outputs->count);
    *output = (struct output){.kind = kind, .path = path, .source = source};
    return output;
}

static bool is_wanted(const struct outputs_spec *spec, const struct chapter *chapter)
{
    return !chapter->unusable && (!spec->only || strcmp(spec->only, chapter->name) == 0);
}

static const char *page_source(const struct page *page, const struct course *course,
                               struct arena *a)
{
    if (page->kind == PAGE_CHAPTER)
        return course->chapters[page->chapter]->file;
    if (page->kind == PAGE_GLOSSARY)
        return course->glossary->chapter->file;
    if (page->kind == PAGE_TIMELINE)
        return page->result->sample->place.file;
    return arena_printf(a, "templates/%s.html", page_kind_name(page->kind));
}

static void add_pages(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs)
{
    const struct course *course = spec->results->course;
    size_t count;
    const struct page *pages = page_list(course, a, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_chapter = pages[i].kind == PAGE_CHAPTER;
        const struct chapter *chapter = is_chapter ? course->chapters[pages[i].chapter] : NULL;
        if (chapter ? !is_wanted(spec, chapter) : spec->only != NULL)
            continue;
        add(outputs, a, OUTPUT_PAGE, pages[i].path, page_source(&pages[i], course, a))->page =
            &pages[i];
    }
}

static void add_timeline(const struct result *result, struct arena *a, struct outputs *outputs)
{
    if (!result->trace || !view_timeline_is_long(result->trace))
        return;
    struct page *page = ARENA_NEW(a, struct page);
    *page = (struct page){
        .kind = PAGE_TIMELINE, .path = view_timeline_path(result->sample, a), .result = result};
    add(outputs, a, OUTPUT_PAGE, page->path, page_source(page, NULL, a))->page = page;
}

typedef void add_of(const struct result *result, struct arena *a, struct outputs *outputs);

/* Add what there is of each sample and each point of a sweep. */
static void add_of_each(const struct outputs_spec *spec, add_of *add_one, struct arena *a,
                        struct outputs *outputs)
{
    const struct course *course = spec->results->course;
    const struct result *result = spec->results->samples;
    for (size_t c = 0; c < course->chapter_count; c++)
        for (size_t i = 0; i < course->chapters[c]->sample_count; i++, result++) {
            if (!is_wanted(spec, course->chapters[c]))
                continue;
            add_one(result, a, outputs);
            for (size_t k = 0; k < result->point_count; k++)
                add_one(&result->points[k], a, outputs);
        }
}

/* Of a recording that is none there is nothing to download: a problem says so. */
static void add_events(const struct result *result, struct arena *a, struct outputs *outputs)
{
    const struct sample *sample = result->sample;
    struct buf text = BUF_INIT;
    struct err ignored;
    if (result->trace && !result->trace->why &&
        chrome_trace_write(result->trace->model, view_title(sample), &text, &ignored))
        add(outputs, a, OUTPUT_BYTES, trace_download(sample, a), sample->place.file)->bytes =
            arena_str(a, buf_view(&text));
    buf_release(&text);
}

static bool has(const struct outputs *outputs, size_t from, const char *path)
{
    for (size_t i = from; i < outputs->count; i++)
        if (strcmp(outputs->items[i].path, path) == 0)
            return true;
    return false;
}

/* Of files with one name, the first folder's counts, as with templates. */
static bool add_assets(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs,
                       struct err *err)
{
    size_t first = outputs->count;
    for (const char *const *folder = spec->templates; *folder; folder++) {
        const char *assets = path_join(a, *folder, "assets");
        struct file_list list = {0};
        if (file_is_dir(assets) && !file_walk(assets, a, &list, err))
            return false;
        for (size_t i = 0; i < list.count; i++) {
            const char *path = path_join(a, "assets", list.names[i]);
            if (!has(outputs, first, path))
                add(outputs, a, OUTPUT_COPY, path, path)->from = path_join(a, *folder, path);
        }
    }
    return true;
}

static bool add_bundles(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs,
                        struct err *err)
{
    static const struct bundle bundles[] = {
        {"style", ".css", "assets/style.css"},
        {"paper", ".css", "assets/paper.css"},
        {"script", ".js", "assets/page.js"},
        {"timeline", ".js", "assets/timeline.js"},
    };
    for (size_t i = 0; i < sizeof bundles / sizeof *bundles; i++) {
        const char *source = arena_printf(a, "templates/%s/", bundles[i].folder);
        struct str bytes;
        if (!bundle_read(&bundles[i], spec->templates, a, &bytes, err))
            return false;
        add(outputs, a, OUTPUT_BYTES, bundles[i].path, source)->bytes = bytes;
    }
    return true;
}

static void add_downloads(const struct sample *sample, struct arena *a, struct outputs *outputs)
{
    for (size_t i = 0; i < sample->file_count; i++)
        add(outputs, a, OUTPUT_BYTES, view_download(sample, i, a), sample->place.file)->bytes =
            sample->files[i].text;
}

/* What the samples' programs take in, to download; and as a script for those who open a program
 * elsewhere, by path. */
static void add_headers(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs)
{
    const struct course *course = spec->results->course;
    struct headers *all = ARENA_NEW(a, struct headers);
    for (size_t i = 0; i < course->sample_count; i++) {
        struct headers headers = headers_find(course->root, course->samples[i], a);
        for (size_t k = 0; k < headers.count; k++)
            headers_add(all, &headers.items[k], a);
    }
    struct buf text = BUF_INIT;
    struct json json;
    buf_puts(&text, "drawloom.headers = ");
    json_init(&json, &text);
    json_begin_object(&json);
    for (size_t i = 0; i < all->count; i++) {
        const struct header *header = &all->items[i];
        json_key(&json, header->path);
        json_str(&json, header->text);
        const char *from = path_join(a, path_join(a, course->root, "samples"), header->path);
        add(outputs, a, OUTPUT_COPY, view_header_download(header, a), from)->from = from;
    }
    json_end_object(&json);
    buf_puts(&text, ";\n");
    if (all->count > 0)
        add(outputs, a, OUTPUT_BYTES, "assets/headers.js", "the headers of samples/")->bytes =
            arena_str(a, buf_view(&text));
    buf_release(&text);
}

/* One file may be linked from many places: repeated ones are dropped later. */
static void add_linked(const struct course *course, const struct chapter *chapter, struct arena *a,
                       struct outputs *outputs)
{
    for (size_t i = 0; i < chapter->doc.count; i++) {
        const struct node *node = &chapter->doc.nodes[i];
        if (node->kind != NODE_LINK && node->kind != NODE_IMAGE)
            continue;
        struct link link = link_resolve(course, chapter, node, a);
        if (link.kind == LINK_FILE)
            add(outputs, a, OUTPUT_COPY, link.file, chapter->file)->from =
                path_join(a, path_join(a, course->root, "content"), link.file);
    }
}

static void add_results(const struct results *results, struct arena *a, struct outputs *outputs)
{
    struct buf text = BUF_INIT;
    struct json json;
    json_init(&json, &text);
    struct emit e = emit_json(&json);
    shape_results(&e, results);
    buf_putc(&text, '\n');
    add(outputs, a, OUTPUT_BYTES, "results.json", "the results")->bytes =
        arena_str(a, buf_view(&text));
    buf_release(&text);
}

/* --- two that want one file --- */

static int by_path(const void *a, const void *b)
{
    const struct output *const *x = a, *const *y = b;
    int order = strcmp((*x)->path, (*y)->path);
    return order ? order : (*x > *y) - (*x < *y);
}

static bool is_same(const struct output *a, const struct output *b)
{
    return a->kind == OUTPUT_COPY && b->kind == OUTPUT_COPY && strcmp(a->from, b->from) == 0;
}

/* A manifest has one path a line. */
static bool is_printable(const char *path)
{
    while (*path && !iscntrl((unsigned char)*path))
        path++;
    return *path == '\0';
}

static bool is_made_by_theme(const struct output *output)
{
    return str_starts(str_of(output->source), "templates/");
}

/* Of a chapter and a template, the chapter is easier renamed. */
static bool clash(const struct output *first, const struct output *second, struct err *err)
{
    const struct output *late = is_made_by_theme(second) ? first : second;
    return err_at(err, late->source, 0, 0,
                  "would be the site's file %s, which is already made from %s: rename one",
                  late->path, late == first ? second->source : first->source);
}

/* The files by path, repeated ones with a NULL path. */
static bool check_paths(struct outputs *outputs, struct arena *a, struct err *err)
{
    struct output **sorted = ARENA_ARRAY(a, outputs->count, struct output *);
    for (size_t i = 0; i < outputs->count; i++)
        sorted[i] = &outputs->items[i];
    qsort(sorted, outputs->count, sizeof *sorted, by_path);
    const struct output *kept = NULL;
    for (size_t i = 0; i < outputs->count; i++) {
        struct output *output = sorted[i];
        if (!is_printable(output->path))
            return err_at(err, output->source, 0, 0, "a file's name has a control character in it");
        if (!kept || strcmp(kept->path, output->path) != 0)
            kept = output;
        else if (is_same(kept, output))
            output->path = NULL;
        else
            return clash(kept, output, err);
    }
    return true;
}

static void drop_repeated(struct outputs *outputs)
{
    size_t kept = 0;
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].path)
            outputs->items[kept++] = outputs->items[i];
    outputs->count = kept;
}

bool outputs_list(const struct outputs_spec *spec, struct arena *a, struct outputs *outputs,
                  struct err *err)
{
    const struct course *course = spec->results->course;
    *outputs = (struct outputs){0};
    add_pages(spec, a, outputs);
    add_of_each(spec, add_timeline, a, outputs);
    outputs->page_count = outputs->count;
    if (!add_assets(spec, a, outputs, err) || !add_bundles(spec, a, outputs, err))
        return false;
    for (size_t c = 0; c < course->chapter_count; c++) {
        const struct chapter *chapter = course->chapters[c];
        if (!is_wanted(spec, chapter))
            continue;
        for (size_t i = 0; i < chapter->sample_count; i++)
            add_downloads(&chapter->samples[i], a, outputs);
        add_linked(course, chapter, a, outputs);
    }
    add_headers(spec, a, outputs);
    add_of_each(spec, add_events, a, outputs);
    if (!spec->only && course->glossary)
        add_linked(course, course->glossary->chapter, a, outputs);
    if (!spec->only)
        add_results(spec->results, a, outputs);
    if (!check_paths(outputs, a, err))
        return false;
    drop_repeated(outputs);
    return true;
}
