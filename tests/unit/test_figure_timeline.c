#include "run/figure_timeline.h"

#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct sample points[2];
static struct sample samples[] = {
    {.id = "coarse", .traced = true},
    {.id = "fine", .traced = true},
    {.id = "pool", .traced = true, .points = points, .point_count = 2},
    {.id = "one", .traced = true, .points = points, .point_count = 1},
    {.id = "plain"},
    {.id = "broken", .traced = true, .is_broken = true},
};

static void the_story_names_them(void)
{
    static const struct {
        const char *of[3];
        size_t count;
        const char *story; /* NULL: there is no such figure */
    } rows[] = {
        {{"coarse"}, 1, "Timeline of coarse."},
        {{"coarse", "fine"}, 2, "Timelines of coarse and fine, on one scale."},
        {{"fine", "coarse", "pool"},
         3,
         "Timelines of fine, coarse and pool (2 points), on one scale."},
        {{"pool"}, 1, "Timelines of pool (2 points), on one scale."},
        {{"one"}, 1, "Timeline of one (1 point)."},
        {{"plain"}, 1, NULL},
        {{"coarse", "plain"}, 2, NULL},
        {{"broken", "coarse"}, 2, NULL},
        {{"nobody"}, 1, NULL},
    };
    struct sample *list[COUNT(samples)];
    struct result found[COUNT(samples)] = {0};
    for (size_t i = 0; i < COUNT(samples); i++)
        found[i].sample = list[i] = &samples[i];
    struct course course = {.samples = list, .sample_count = COUNT(samples)};
    const struct results results = {.course = &course, .samples = found};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena a = {0};
        struct figure_result got;
        const struct figure figure = {.kind = FIGURE_CHART,
                                      .chart = CHART_TIMELINE,
                                      .of = {(const char **)rows[i].of, rows[i].count}};
        bool is = figure_timeline(&results, &figure, &a, &got);
        CHECK(is == (rows[i].story != NULL) && got.is_known == is);
        CHECK_STR(got.story, rows[i].story);
        CHECK(!is || (got.kind == CHART_TIMELINE && got.series_count == 0));
        arena_release(&a);
    }
}

int main(void)
{
    RUN(the_story_names_them);
    return test_summary();
}
