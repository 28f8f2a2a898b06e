#include "site/cards.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/list.h"
#include "base/pool.h"
#include "run/box_shelf.h"
#include "site/fingerprint.h"
#include "site/interrupt.h"
#include "site/rendering.h"

#define FOLDER "assets/cards/"
#define PROGRAM "rsvg-convert"
#define FORMAT "card 1"

enum { DRAW_MS = 20000, PROCESSES = 16, INODES = 64, MAX_OUTPUT = 4096, FONTS_MOST = 16 };
static const size_t memory_bytes = (size_t)512 << 20, file_bytes = (size_t)8 << 20;

struct card {
    const struct output *page; /* the one that it stands for */
    const char *path;          /* of the picture */
    struct str svg, png;       /* png: empty when it is not drawn yet */
    struct hash key;
    struct arena arena; /* of the thread that draws it */
    struct str drawn;   /* in it */
    struct err err;     /* why it could not be drawn */
};

struct cards {
    struct work *work;
    struct card *items;
    size_t count;
    struct launch_file *fonts;
    size_t font_count;
    struct box_shelf *boxes;
};

/* --- which there are --- */

static bool has_card(const struct output *output)
{
    return output->kind == OUTPUT_PAGE &&
           (output->page->kind == PAGE_INDEX || output->page->kind == PAGE_CHAPTER);
}

static const char *picture_of(const char *page, struct arena *a)
{
    return arena_printf(a, FOLDER "%.*s.png", (int)(strrchr(page, '.') - page), page);
}

static bool is_there(const struct outputs *outputs, const char *path)
{
    for (size_t i = outputs->page_count; i < outputs->count; i++)
        if (strcmp(outputs->items[i].path, path) == 0)
            return true;
    return false;
}

static void list_cards(struct cards *cards, const struct outputs *outputs)
{
    struct arena *a = &cards->work->arena;
    for (size_t i = 0; i < outputs->page_count; i++) {
        const struct output *output = &outputs->items[i];
        if (!has_card(output) || is_there(outputs, picture_of(output->path, a)))
            continue;
        *LIST_ADD(a, cards->items, cards->count) =
            (struct card){.page = output, .path = picture_of(output->path, a)};
    }
}

/* --- their drawings --- */

static struct outputs drawings_of(const struct cards *cards)
{
    struct arena *a = &cards->work->arena;
    struct outputs drawings = {.count = cards->count, .page_count = cards->count};
    drawings.items = ARENA_ARRAY(a, cards->count, struct output);
    for (size_t i = 0; i < cards->count; i++) {
        const struct page *of = cards->items[i].page->page;
        struct page *page = ARENA_NEW(a, struct page);
        *page = (struct page){.kind = PAGE_CARD,
                              .path = cards->items[i].path,
                              .chapter = of->chapter,
                              .of_chapter = of->kind == PAGE_CHAPTER};
        drawings.items[i] = (struct output){
            .kind = OUTPUT_PAGE, .path = page->path, .page = page, .source = "templates/card.html"};
    }
    return drawings;
}

static bool render_drawings(struct cards *cards, const struct render_spec *spec,
                            struct problems *problems, struct err *err)
{
    struct arena *a = &cards->work->arena;
    const struct outputs drawings = drawings_of(cards);
    struct rendering rendering = {
        .spec = spec,
        .outputs = &drawings,
        .files = ARENA_ARRAY(a, cards->count, struct stage_file),
        .texts = ARENA_ARRAY(a, cards->count, struct str),
    };
    bool ok = rendering_do(&rendering, cards->work, problems, err);
    for (size_t i = 0; ok && i < cards->count; i++)
        cards->items[i].svg = arena_str(a, rendering.texts[i]);
    crew_free(rendering.crew);
    return ok;
}

/* --- fonts --- */

static bool has_font(const struct cards *cards, const char *name)
{
    for (size_t i = 0; i < cards->font_count; i++)
        if (strcmp(cards->fonts[i].name, name) == 0)
            return true;
    return false;
}

static bool read_fonts(struct cards *cards, const char *folder, struct err *err)
{
    struct arena *a = &cards->work->arena;
    struct file_list list = {0};
    bool ok = !file_is_dir(folder) || file_list(folder, a, &list, err);
    for (size_t i = 0; ok && i < list.count && cards->font_count < FONTS_MOST; i++) {
        struct buf bytes = BUF_INIT;
        if (has_font(cards, list.names[i]))
            continue;
        ok = file_read(path_join(a, folder, list.names[i]), &bytes, err);
        if (ok)
            *LIST_ADD(a, cards->fonts, cards->font_count) =
                (struct launch_file){list.names[i], arena_str(a, buf_view(&bytes)), 0444};
        buf_release(&bytes);
    }
    return ok;
}

/* A card has the fonts of all folders, of equal names the first one's. */
static bool find_fonts(struct cards *cards, const char *const *templates, struct err *err)
{
    for (; *templates; templates++)
        if (!read_fonts(cards, path_join(&cards->work->arena, *templates, "fonts"), err))
            return false;
    return true;
}

/* Whether there are letters beyond Latin ones and punctuation, which the fonts that come along don't
 * have. Looking through all fonts of a machine takes long. */
static bool needs_other_fonts(struct str svg)
{
    for (size_t i = 0; i < svg.len; i++)
        if ((unsigned char)svg.data[i] > 0xCB && (unsigned char)svg.data[i] != 0xE2)
            return true;
    return false;
}

static const char *font_settings(struct str svg, struct arena *a)
{
    return arena_printf(a,
                        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n"
                        "<fontconfig><dir prefix=\"cwd\">.</dir>%s<cachedir>/tmp</cachedir>"
                        "</fontconfig>\n",
                        needs_other_fonts(svg) ? "<dir>/usr/share/fonts</dir>" : "");
}

/* --- the store --- */

static struct hash key_of(const struct cards *cards, const struct card *card)
{
    struct arena a = {0};
    struct buf text = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    buf_puts(&text, FORMAT "\n");
    hash_hex(fingerprint_of(PROGRAM, &a), hex);
    buf_printf(&text, "%s\n%s", hex, font_settings(card->svg, &a));
    for (size_t i = 0; i < cards->font_count; i++) {
        hash_hex(hash_of(cards->fonts[i].bytes.data, cards->fonts[i].bytes.len), hex);
        buf_printf(&text, "%s %s\n", hex, cards->fonts[i].name);
    }
    buf_str(&text, card->svg);
    struct hash key = hash_of(text.data, text.len);
    buf_release(&text);
    arena_release(&a);
    return key;
}

/* One record for each picture: the key, then its bytes. */
static const char *record_of(const struct card *card, struct arena *a)
{
    return arena_printf(a, "card %s", card->path);
}

static void recall(struct cards *cards, struct card *card)
{
    struct arena *a = &cards->work->arena;
    struct buf record = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    hash_hex(card->key = key_of(cards, card), hex);
    if (store_get_record(cards->work->store, record_of(card, a), &record) &&
        record.len > HASH_HEX_LEN && memcmp(record.data, hex, HASH_HEX_LEN) == 0) {
        struct str all = arena_str(a, buf_view(&record));
        card->png = (struct str){all.data + HASH_HEX_LEN, all.len - HASH_HEX_LEN};
    }
    buf_release(&record);
}

static bool keep(struct cards *cards, const struct card *card, struct err *err)
{
    struct buf record = BUF_INIT;
    char hex[HASH_HEX_LEN + 1];
    hash_hex(card->key, hex);
    buf_puts(&record, hex);
    buf_str(&record, card->png);
    bool ok = store_put_record(cards->work->store, record_of(card, &cards->work->arena),
                               buf_view(&record), err);
    buf_release(&record);
    return ok;
}

/* --- drawing --- */

static bool take_picture(const struct launch_result *result, struct buf *png, struct err *err)
{
    static const char signature[] = "\x89PNG\r\n";
    struct str said = str_trim(buf_view(&result->err));
    bool ok = result->end == LAUNCH_EXITED && result->code == 0 && result->found[0] >= 0;
    if (!ok)
        err_set(err, PROGRAM ": %.*s",
                STR_FMT(said.len ? said : STR("it ended without a picture")));
    ok = ok && file_read_open(result->found[0], PROGRAM, png, err);
    if (ok && !str_starts(buf_view(png), signature))
        ok = err_set(err, PROGRAM ": what it made is no picture");
    return ok;
}

/* Called by many threads: each card has an arena of its own. */
static bool draw(const struct cards *cards, struct card *card, struct buf *png)
{
    struct arena *a = &card->arena;
    static const char *const argv[] = {PROGRAM, "-o", "card.png", "card.svg", NULL};
    static const char *const env[] = {"PATH=/usr/bin:/bin",
                                      "LC_ALL=C.UTF-8",
                                      "HOME=/tmp",
                                      "FONTCONFIG_PATH=.",
                                      "FONTCONFIG_FILE=fonts.conf",
                                      NULL};
    static const char *const wanted[] = {"card.png", NULL};
    struct launch_file *files = ARENA_ARRAY(a, cards->font_count + 2, struct launch_file);
    files[0] = (struct launch_file){"card.svg", card->svg, 0444};
    files[1] = (struct launch_file){"fonts.conf", str_of(font_settings(card->svg, a)), 0444};
    for (size_t i = 0; i < cards->font_count; i++)
        files[i + 2] = cards->fonts[i];
    const struct launch_spec spec = {
        .exec = PROGRAM,
        .argv = argv,
        .env = env,
        .files = files,
        .file_count = cards->font_count + 2,
        .wanted = wanted,
        .is_compiler = true,
        .timeout_ms = DRAW_MS,
        .memory_bytes = memory_bytes,
        .processes = PROCESSES,
        .file_bytes = file_bytes,
        .inodes = INODES,
        .max_output = MAX_OUTPUT,
    };
    struct launch_result result;
    bool ok = box_shelf_run(cards->boxes, &spec, &result, &card->err) &&
              take_picture(&result, png, &card->err);
    launch_result_release(&result);
    return ok;
}

static void draw_one(void *ctx, size_t i)
{
    struct cards *cards = ctx;
    struct card *card = &cards->items[i];
    struct buf png = BUF_INIT;
    if (card->png.len == 0 && draw(cards, card, &png))
        card->drawn = arena_str(&card->arena, buf_view(&png));
    buf_release(&png);
}

static bool is_installed(void)
{
    return access("/usr/bin/" PROGRAM, X_OK) == 0 || access("/bin/" PROGRAM, X_OK) == 0;
}

/* Move what was drawn into the build's arena, and keep it. *why: what kept a card from being drawn. */
static bool take_drawn(struct cards *cards, struct err *why, struct err *err)
{
    bool ok = true;
    for (size_t i = 0; i < cards->count; i++) {
        struct card *card = &cards->items[i];
        if (card->png.len == 0 && card->drawn.len == 0)
            *why = card->err;
        if (card->drawn.len > 0) {
            card->png = arena_str(&cards->work->arena, card->drawn);
            ok = ok && keep(cards, card, err);
        }
        arena_release(&card->arena);
    }
    return ok;
}

/* False: the store failed. */
static bool draw_open(struct cards *cards, struct err *why, struct err *err)
{
    struct work *w = cards->work;
    char *root = realpath(w->options->dir, NULL);
    if (!root)
        return err_errno(err, "%s", w->options->dir);
    cards->boxes = box_shelf_new(&w->sandbox, SANDBOX_COMPILE, w->store,
                                 path_join(&w->arena, root, ".drawloom/work"));
    report_progress(w->report, "drawing the pictures of the pages");
    pool_each(cards->count, w->jobs, draw_one, cards);
    box_shelf_free(cards->boxes);
    free(root);
    return take_drawn(cards, why, err);
}

static size_t count_open(const struct cards *cards)
{
    size_t open = 0;
    for (size_t i = 0; i < cards->count; i++)
        open += cards->items[i].png.len == 0;
    return open;
}

static bool bring(struct cards *cards, struct err *err)
{
    struct work *w = cards->work;
    struct err why = {0};
    for (size_t i = 0; i < cards->count; i++)
        recall(cards, &cards->items[i]);
    if (count_open(cards) == 0)
        return true;
    if (!is_installed())
        err_set(&why, PROGRAM " is not installed (apt install librsvg2-bin)");
    else if (work_open_sandbox(w, &why) && !draw_open(cards, &why, err))
        return false;
    if (launcher_is_stopped(w->launcher))
        return err_set(err, "interrupted");
    if (count_open(cards) > 0)
        problem_add(&w->warnings, &w->arena, PROBLEM_WARNING, "", 0, 0,
                    "pages have no pictures for links to them: %s", why.message);
    return true;
}

/* --- into the site --- */

static void add_to_site(const struct cards *cards, struct outputs *outputs)
{
    struct arena *a = &cards->work->arena;
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (card->png.len > 0)
            *LIST_ADD(a, outputs->items, outputs->count) =
                (struct output){.kind = OUTPUT_BYTES,
                                .path = card->path,
                                .bytes = card->png,
                                .source = "templates/card.html"};
    }
}

/* A page without one of its own has the course's. */
static void add_to_pages(struct outputs *outputs, struct arena *a)
{
    const char *course = picture_of("index.html", a);
    for (size_t i = 0; i < outputs->page_count; i++) {
        struct output *output = &outputs->items[i];
        const char *picture = has_card(output) ? picture_of(output->path, a) : course;
        struct page *page = ARENA_NEW(a, struct page);
        *page = *output->page;
        page->picture = is_there(outputs, picture) ? picture : NULL;
        output->page = page;
    }
}

bool cards_make(struct work *w, const struct render_spec *spec, struct outputs *outputs,
                struct problems *problems, struct err *err)
{
    struct cards cards = {.work = w};
    if (!w->course.config.url)
        return true;
    list_cards(&cards, outputs);
    if (!render_drawings(&cards, spec, problems, err))
        return false;
    if (!w->options->write || problems->first)
        return true;
    interrupt_defer(true);
    bool ok = find_fonts(&cards, spec->templates, err) && bring(&cards, err);
    interrupt_defer(false);
    if (ok) {
        add_to_site(&cards, outputs);
        add_to_pages(outputs, &w->arena);
    }
    return ok;
}
