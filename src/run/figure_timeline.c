#include "run/figure_timeline.h"

/* "coarse"; of a sweep "pool (3 points)". */
static const char *subject_name(const struct sample *sample, struct arena *a)
{
    if (sample->point_count == 0)
        return sample->id;
    return arena_printf(a, "%s (%zu point%s)", sample->id, sample->point_count,
                        sample->point_count == 1 ? "" : "s");
}

/* "coarse, fine and none" */
static const char *list_of_names(const char *const *names, size_t count, struct arena *a)
{
    const char *list = names[0];
    for (size_t i = 1; i < count; i++)
        list = arena_printf(a, "%s%s%s", list, i + 1 < count ? ", " : " and ", names[i]);
    return list;
}

bool figure_timeline(const struct results *results, const struct figure *figure, struct arena *a,
                     struct figure_result *result)
{
    const char **names = ARENA_ARRAY(a, figure->of.count, const char *);
    size_t lines = 0;
    *result = (struct figure_result){0};
    for (size_t i = 0; i < figure->of.count; i++) {
        const struct result *found = results_sample(results, figure->of.items[i]);
        const struct sample *sample = found ? found->sample : NULL;
        if (!sample || sample->is_broken || !sample->traced)
            return false;
        names[i] = subject_name(sample, a);
        lines += sample->point_count ? sample->point_count : 1;
    }
    const char *list = list_of_names(names, figure->of.count, a);
    *result = (struct figure_result){
        .is_known = true,
        .kind = CHART_TIMELINE,
        .x_label = "time",
        .y_label = "",
        .y_unit = "",
        .story = lines == 1 ? arena_printf(a, "Timeline of %s.", list)
                            : arena_printf(a, "Timelines of %s, on one scale.", list),
    };
    return true;
}
