#include "run/chrome_model.h"

#include <string.h>

/* A recording has at most 1024 lanes. */
enum { NAME_BYTES = 80, LANES_MOST = 4096, PROCESSES_MOST = 4096 };

#define NS_MOST INT64_C(1000000000000000) /* eleven days */

int64_t chrome_whole(const json_t *of, const char *key, int64_t otherwise)
{
    const json_t *value = json_object_get(of, key);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

const char *chrome_text(const json_t *of, const char *key)
{
    return json_string_value(json_object_get(of, key));
}

int64_t chrome_moment(const struct chrome_model *model, const json_t *of, const char *key)
{
    int64_t ns = chrome_whole(of, key, 0);
    return ns < 0 ? 0 : ns > model->wall ? model->wall : ns;
}

struct chrome_lane *chrome_lane_of(const struct chrome_model *model, const json_t *index)
{
    uint64_t i = json_is_integer(index) ? (uint64_t)json_integer_value(index) : UINT64_MAX;
    return i < model->lane_count ? &model->lanes[i] : NULL;
}

struct chrome_lane *chrome_lane(const struct chrome_model *model, const json_t *of, const char *key)
{
    return chrome_lane_of(model, json_object_get(of, key));
}

const char *chrome_object(const struct chrome_model *model, const json_t *of)
{
    int64_t index = chrome_whole(of, "object", -1);
    return index >= 0 && (uint64_t)index < model->object_count ? model->objects[index] : NULL;
}

/* Whole characters. */
const char *chrome_name(const char *name, struct arena *a)
{
    size_t len = name ? strlen(name) : 0;
    if (len <= NAME_BYTES)
        return name ? arena_strdup(a, name) : "?";
    for (len = NAME_BYTES; len > 0 && (name[len] & 0xC0) == 0x80; len--)
        ;
    return arena_printf(a, "%.*s\u2026", (int)len, name);
}

static void read_objects(struct chrome_model *model, struct arena *a)
{
    const json_t *objects = json_object_get(model->root, "objects");
    model->object_count = json_array_size(objects);
    model->objects = ARENA_ARRAY(a, model->object_count, const char *);
    for (size_t i = 0; i < model->object_count; i++)
        model->objects[i] = chrome_name(chrome_text(json_array_get(objects, i), "name"), a);
}

static const char *label_of(const struct chrome_lane *lane, const json_t *json, struct arena *a)
{
    const char *function = chrome_text(json, "function");
    if (!function || strcmp(function, lane->name) == 0)
        return lane->name;
    return arena_printf(a, "%s %s", lane->name, chrome_name(function, a));
}

/* A process has the number of its first thread, as the kernel does it. */
static void read_lanes(struct chrome_model *model, struct arena *a)
{
    const json_t *lanes = json_object_get(model->root, "lanes");
    const json_t *bars = json_object_get(model->level, "bars");
    int64_t pids[PROCESSES_MOST] = {0};
    model->lane_count = json_array_size(lanes);
    if (model->lane_count > LANES_MOST)
        model->lane_count = LANES_MOST;
    model->lanes = ARENA_ARRAY(a, model->lane_count, struct chrome_lane);
    for (size_t i = 0; i < model->lane_count; i++) {
        const json_t *json = json_array_get(lanes, i);
        struct chrome_lane *lane = &model->lanes[i];
        uint64_t process = (uint64_t)chrome_whole(json, "process", 0) % PROCESSES_MOST;
        int64_t tid = CHROME_LANES + (int64_t)i;
        pids[process] = pids[process] ? pids[process] : tid;
        lane->name = chrome_name(chrome_text(json, "name"), a);
        lane->label = label_of(lane, json, a);
        lane->thread = (struct chrome_thread){pids[process], tid};
        lane->bars = json_array_get(bars, i);
    }
}

void chrome_model_read(const json_t *root, struct arena *a, struct chrome_model *model)
{
    const json_t *levels = json_object_get(root, "levels");
    int64_t wall = chrome_whole(root, "wall_ns", 0);
    *model = (struct chrome_model){
        .root = root,
        .level = json_array_get(levels, json_array_size(levels) - 1),
        .wall = wall < 0         ? 0
                : wall > NS_MOST ? NS_MOST
                                 : wall,
    };
    read_objects(model, a);
    read_lanes(model, a);
}
