/* Where a link leads, whatever is written: to the course or to the web, nowhere else. The input is a
 * byte (an image, or a link), and the address. */
#include "course_fixture.h"

#include "course/link.h"
#include "html_check.h"
#include "page/html.h"

static void check_kind(const struct link *link)
{
    const char *target = link->target;
    FUZZ_CHECK((target == NULL) == (link->kind == LINK_DEAD || link->kind == LINK_REFUSED));
    if (link->kind == LINK_WEB)
        FUZZ_CHECK(strncasecmp(target, "https:", 6) == 0 || strncasecmp(target, "http:", 5) == 0 ||
                   strncasecmp(target, "mailto:", 7) == 0);
    if (link->kind == LINK_ANCHOR)
        FUZZ_CHECK(target[0] == '#');
    if (link->kind == LINK_FILE)
        FUZZ_CHECK(link->file[0] != '/' && !str_starts(str_of(link->file), "..") &&
                   !strstr(link->file, "/../"));
    if (link->kind == LINK_PAGE || link->kind == LINK_FILE)
        FUZZ_CHECK(strcspn(target, ":") >= strcspn(target, "#?/"));
}

FUZZ(input)
{
    struct arena a = {0};
    struct buf url = BUF_INIT;
    const struct course *course = fixture_course();
    bool is_image = fuzz_byte(&input) % 2;
    if (input.len == 0) /* a term, and no address: fuzz_glossary */
        return;
    struct node node = {.kind = is_image ? NODE_IMAGE : NODE_LINK, .text = input};
    struct link link = link_resolve(course, course->chapters[1], &node, &a);
    check_kind(&link);
    if (link.target) {
        html_url(&url, str_of(link.target));
        html_check_address(buf_view(&url));
    }
    buf_release(&url);
    arena_release(&a);
}
