/* What chrome_trace writes, held against the rules of Chrome's "Trace Event Format": for every model of
 * tests/timeline, for changed ones, and for models that make no sense. Where slices lie is looked at
 * twice: as written, and as Perfetto reads it, which cuts what is not whole in nanoseconds. */
#include "run/chrome_trace.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>

#include "base/file.h"
#include "test.h"

static const char folder[] = "tests/timeline"; /* tests are run in the checkout */

static double number(const json_t *event, const char *key)
{
    const json_t *value = json_object_get(event, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static const char *text(const json_t *event, const char *key)
{
    const char *value = json_string_value(json_object_get(event, key));
    return value ? value : "";
}

static char phase(const json_t *event)
{
    const char *ph = text(event, "ph");
    return strlen(ph) == 1 ? ph[0] : '?';
}

static bool is_of_one_thread(const json_t *a, const json_t *b)
{
    return number(a, "pid") == number(b, "pid") && number(a, "tid") == number(b, "tid");
}

static bool is_of_one_pair(const json_t *a, const json_t *b)
{
    return json_equal(json_object_get(a, "id"), json_object_get(b, "id")) &&
           strcmp(text(a, "cat"), text(b, "cat")) == 0;
}

/* Microseconds in nanoseconds. */
static int64_t written(double us)
{
    return llround(us * 1000);
}

static int64_t cut(double us)
{
    return (int64_t)(us * 1000);
}

/* Number 0 would be the idle process, or thread. */
static bool is_number_of_thread(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) > 0 &&
           json_integer_value(value) <= INT32_MAX;
}

/* What each phase must have. */
static bool has_keys(const json_t *event)
{
    bool is_placed = is_number_of_thread(json_object_get(event, "pid")) &&
                     is_number_of_thread(json_object_get(event, "tid")) &&
                     json_is_string(json_object_get(event, "name"));
    bool is_timed = isfinite(number(event, "ts")) && number(event, "ts") >= 0;
    switch (phase(event)) {
    case 'M':
        return is_placed && json_is_object(json_object_get(event, "args"));
    case 'X':
        return is_placed && is_timed && number(event, "dur") >= 0;
    case 'b':
    case 'e':
    case 's':
    case 'f':
        return is_placed && is_timed && json_object_get(event, "id") && text(event, "cat")[0];
    case 'i':
        return is_placed && is_timed && strlen(text(event, "s")) == 1 &&
               strchr("gpt", text(event, "s")[0]);
    default:
        return false;
    }
}

/* Slices of a thread are within each other or apart. */
static bool nest(const json_t *a, const json_t *b, int64_t (*ns)(double us))
{
    int64_t a0 = ns(number(a, "ts")), a1 = a0 + ns(number(a, "dur"));
    int64_t b0 = ns(number(b, "ts")), b1 = b0 + ns(number(b, "dur"));
    return a1 <= b0 || b1 <= a0 || (a0 <= b0 && b1 <= a1) || (b0 <= a0 && a1 <= b1);
}

static bool has_partner(const json_t *events, const json_t *event, char wanted)
{
    size_t i, partners = 0;
    const json_t *other;
    json_array_foreach(events, i, other)
    {
        if (phase(other) != wanted || !is_of_one_pair(event, other))
            continue;
        bool ends = wanted == 'e' || wanted == 'f';
        partners += ends ? number(other, "ts") >= number(event, "ts")
                         : number(other, "ts") <= number(event, "ts");
    }
    return partners == 1;
}

/* A flow binds to the slice that its thread is in at that moment. One that ends then is over. */
static bool has_slice(const json_t *events, const json_t *flow, int64_t (*ns)(double us))
{
    size_t i;
    const json_t *slice;
    int64_t t = ns(number(flow, "ts"));
    json_array_foreach(events, i, slice)
    {
        int64_t begin = ns(number(slice, "ts"));
        if (phase(slice) == 'X' && is_of_one_thread(slice, flow) && begin <= t &&
            t < begin + ns(number(slice, "dur")))
            return true;
    }
    return false;
}

static bool is_of_thread(const json_t *name)
{
    return strncmp(text(name, "name"), "thread_", 7) == 0;
}

/* How many events name the process, or thread, that this one is of, or give it a place. */
static size_t count_names(const json_t *events, const json_t *event, const char *what)
{
    size_t i, count = 0;
    const json_t *name;
    json_array_foreach(events, i, name)
    {
        count += phase(name) == 'M' && strcmp(text(name, "name"), what) == 0 &&
                 number(name, "pid") == number(event, "pid") &&
                 (!is_of_thread(name) || number(name, "tid") == number(event, "tid"));
    }
    return count;
}

static bool is_named(const json_t *events, const json_t *event)
{
    return count_names(events, event, "thread_name") == 1 &&
           count_names(events, event, "process_name") == 1;
}

/* Perfetto goes by a thread's number alone: no other process has the same. */
static bool is_right_name(const json_t *events, const json_t *name)
{
    static const char *const names[] = {"process_name", "thread_name", "process_sort_index",
                                        "thread_sort_index"};
    const json_t *args = json_object_get(name, "args"), *other;
    bool is_known = false;
    size_t i;
    for (i = 0; i < sizeof names / sizeof *names; i++)
        is_known |= strcmp(names[i], text(name, "name")) == 0;
    json_array_foreach(events, i, other)
    {
        if (is_of_thread(other) && is_of_thread(name) && !is_of_one_thread(other, name) &&
            number(other, "tid") == number(name, "tid"))
            return false;
    }
    return is_known && count_names(events, name, text(name, "name")) == 1 &&
           (strstr(text(name, "name"), "index")
                ? json_is_integer(json_object_get(args, "sort_index"))
                : json_is_string(json_object_get(args, "name")));
}

static bool is_right(const json_t *events, size_t at)
{
    const json_t *event = json_array_get(events, at);
    static const char phases[] = "bsef", partners[] = "efbs";
    const char *paired = strchr(phases, phase(event));
    if (!has_keys(event) || (paired && !has_partner(events, event, partners[paired - phases])))
        return false;
    if (phase(event) == 'M')
        return is_right_name(events, event);
    if (phase(event) == 's' || phase(event) == 'f')
        return has_slice(events, event, written) && has_slice(events, event, cut);
    for (size_t i = 0; phase(event) == 'X' && i < at; i++) {
        const json_t *other = json_array_get(events, i);
        if (phase(other) == 'X' && is_of_one_thread(event, other) &&
            (!nest(event, other, written) || !nest(event, other, cut)))
            return false;
    }
    return is_named(events, event);
}

/* How many events of the phase there are. */
static size_t check_events(const char *name, const struct buf *file, char wanted)
{
    json_error_t why;
    size_t count = 0;
    json_t *root = json_loadb(file->data, file->len, JSON_REJECT_DUPLICATES, &why);
    const json_t *events = json_object_get(root, "traceEvents");
    if (!CHECK(json_is_array(events)))
        printf("#   %s: %s\n", name, why.text);
    CHECK_STR(text(root, "displayTimeUnit"), "ms");
    CHECK(json_is_object(json_object_get(root, "otherData")));
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        count += phase(event) == wanted;
        if (!CHECK(is_right(events, i))) {
            char *shown = json_dumps(event, JSON_COMPACT);
            printf("#   %s: %s\n", name, shown);
            free(shown);
        }
    }
    json_decref(root);
    return count;
}

static size_t check_model(const char *name, struct str model, char wanted)
{
    struct buf out = BUF_INIT;
    struct err err = {0};
    if (!CHECK(chrome_trace_write(model, name, &out, &err)))
        printf("#   %s: %s\n", name, err.message);
    size_t count = check_events(name, &out, wanted);
    buf_release(&out);
    return count;
}

static void every_model_keeps_the_rules(void)
{
    struct arena a = {0};
    struct file_list list = {0};
    struct err err = {0};
    size_t models = 0;
    CHECK(file_list(folder, &a, &list, &err));
    for (size_t i = 0; i < list.count; i++) {
        struct buf model = BUF_INIT;
        size_t len = strlen(list.names[i]);
        if (len < 5 || strcmp(list.names[i] + len - 5, ".json") != 0)
            continue;
        CHECK(file_read(path_join(&a, folder, list.names[i]), &model, &err));
        CHECK(check_model(list.names[i], buf_view(&model), 'X') > 0);
        buf_release(&model);
        models++;
    }
    CHECK(models > 10);
    arena_release(&a);
}

static size_t count_of(const char *name, char wanted)
{
    struct arena a = {0};
    struct buf model = BUF_INIT;
    struct err err = {0};
    CHECK(file_read(path_join(&a, folder, name), &model, &err));
    size_t count = check_model(name, buf_view(&model), wanted);
    buf_release(&model);
    arena_release(&a);
    return count;
}

static void holds_arrows_and_the_deadlock_are_told(void)
{
    CHECK(count_of("coarse-lock.json", 'b') >= 5);
    CHECK(count_of("coarse-lock.json", 's') >= 4);
    CHECK(count_of("deadlock.json", 'i') >= 1);
    CHECK(count_of("condition-queue.json", 'i') >= 1);
}

/* Keys that are missing or of another kind, indices and times beyond all ends, markup in names. */
static void nonsense_is_left_out(void)
{
    static const char *const models[] = {
        "{}",
        "{\"lanes\":3,\"levels\":\"x\"}",
        "{\"wall_ns\":-1,\"lanes\":[{}],\"objects\":[],\"levels\":[{\"bars\":[[{}]]}]}",
        "{\"wall_ns\":10,\"lanes\":[{\"name\":\"</script>\\u001b\\u202e\",\"t0\":0,\"t1\":10}],"
        "\"objects\":[{\"name\":7}],\"levels\":[{\"bars\":[[{\"t0\":5,\"t1\":2,\"state\":\"lock\","
        "\"object\":99,\"holders\":[-1,9]},{\"t0\":-9e99,\"t1\":1e300,\"state\":[]}],[]],"
        "\"holds\":[{\"t0\":9,\"t1\":1,\"object\":0,\"lane\":12}],"
        "\"edges\":[{\"kind\":\"signal\",\"from\":0,\"to\":77,\"t0\":1,\"t1\":2}],"
        "\"marks\":[{\"kind\":{},\"lane\":-4,\"t\":1}]}]}",
    };
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        check_model(models[i], str_of(models[i]), 'X');
}

/* Slices of some nanoseconds, one behind the other, with an arrow at each end: a nanosecond that is cut
 * off must not take the arrow to another slice, or out of all. */
static void arrows_stay_in_short_slices(void)
{
    struct buf bars = BUF_INIT, edges = BUF_INIT, model = BUF_INIT;
    enum { BARS = 300 };
    int t = 1000;
    for (int i = 0; i < BARS; i++) {
        int end = t + 3 + i % 7 + (i % 5 == 0 ? 1000 : 0);
        buf_printf(&bars, "%s{\"t0\":%d,\"t1\":%d,\"state\":\"runs\",\"cpu\":0}", i ? "," : "", t,
                   end);
        for (int back = 0; back < 4; back++)
            buf_printf(&edges, "%s{\"kind\":\"signal\",\"from\":0,\"to\":0,\"t0\":%d,\"t1\":%d}",
                       edges.len ? "," : "", t, end - back);
        t = end;
    }
    buf_printf(&model,
               "{\"wall_ns\":%d,\"lanes\":[{\"name\":\"a\"}],"
               "\"levels\":[{\"bars\":[[%s]],\"edges\":[%s]}]}",
               t, bars.data, edges.data);
    CHECK_INT((long long)check_model("short", buf_view(&model), 's'), 4 * BARS);
    buf_release(&bars);
    buf_release(&edges);
    buf_release(&model);
}

/* --- changed models --- */

/* Where a value of the model stands. */
struct place {
    json_t *in;
    const char *key; /* NULL: in an array, at `index` */
    size_t index;
};

struct places {
    struct place all[20000];
    size_t count;
};

static void list_places(json_t *value, struct places *places);

static void list_place(struct place place, json_t *value, struct places *places)
{
    if (places->count < sizeof places->all / sizeof *places->all)
        places->all[places->count++] = place;
    list_places(value, places);
}

static void list_places(json_t *value, struct places *places)
{
    const char *key;
    json_t *member;
    size_t i;
    json_object_foreach(value, key, member)
    {
        list_place((struct place){value, key, 0}, member, places);
    }
    json_array_foreach(value, i, member)
    {
        list_place((struct place){value, NULL, i}, member, places);
    }
}

static json_t *value_at(const struct place *place)
{
    return place->key ? json_object_get(place->in, place->key)
                      : json_array_get(place->in, place->index);
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* One of these, or what stands somewhere else. */
static json_t *odd_value(const struct places *places, uint32_t *seed)
{
    static const json_int_t integers[] = {0, 1, -1, 4096, 20000, INT64_MAX, INT64_MIN};
    uint32_t choice = next(seed) % 16;
    if (choice < sizeof integers / sizeof *integers)
        return json_integer(integers[choice]);
    switch (choice) {
    case 7:
        return json_null();
    case 8:
        return json_true();
    case 9:
        return json_real(1e300);
    case 10:
        return json_string("</script>\x01\u202e\\");
    case 11:
        return json_object();
    case 12:
        return json_array();
    default:
        return json_deep_copy(value_at(&places->all[next(seed) % places->count]));
    }
}

static void change(json_t *model, uint32_t *seed)
{
    static struct places places;
    places.count = 0;
    list_places(model, &places);
    if (places.count == 0)
        return;
    const struct place *place = &places.all[next(seed) % places.count];
    json_t *value = odd_value(&places, seed);
    if (place->key)
        json_object_set_new(place->in, place->key, value);
    else
        json_array_set_new(place->in, place->index, value);
}

static void check_changed(const char *name, uint32_t *seed)
{
    char path[100];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    json_t *model = json_load_file(path, 0, NULL);
    CHECK(model != NULL);
    for (int changes = 0; changes < 12; changes++) {
        change(model, seed);
        char *changed = json_dumps(model, JSON_COMPACT);
        if (CHECK(changed))
            check_model(name, str_of(changed), 'X');
        free(changed);
    }
    json_decref(model);
}

static void changed_models_keep_the_rules(void)
{
    static const char *const names[] = {"coarse-lock.json", "condition-queue.json",
                                        "deadlock.json",    "exec.json",
                                        "pipe.json",        "spawned.json"};
    uint32_t seed = 1;
    for (int round = 0; round < 4; round++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            check_changed(names[i], &seed);
}

/* What a file of results could be made to say: the file that is made of it is bounded. */
static void lanes_without_end(void)
{
    struct buf model = BUF_INIT, out = BUF_INIT;
    struct err err = {0};
    buf_puts(&model, "{\"wall_ns\":9,\"lanes\":[0");
    while (model.len < (1 << 22))
        buf_puts(&model, ",0");
    buf_puts(&model, "]}");
    CHECK(chrome_trace_write(buf_view(&model), "x", &out, &err));
    CHECK(out.len > 0 && out.len < 65 << 20);
    buf_release(&model);
    buf_release(&out);
}

static void what_is_no_model_is_an_error(void)
{
    static const char *const models[] = {"", "[", "[1]", "\"x\"", "{\"a\":1,\"a\":2}"};
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct buf out = BUF_INIT;
        struct err err = {0};
        CHECK(!chrome_trace_write(str_of(models[i]), "x", &out, &err));
        CHECK(out.len == 0 && err.message[0]);
        buf_release(&out);
    }
}

int main(void)
{
    RUN(every_model_keeps_the_rules);
    RUN(holds_arrows_and_the_deadlock_are_told);
    RUN(nonsense_is_left_out);
    RUN(arrows_stay_in_short_slices);
    RUN(changed_models_keep_the_rules);
    RUN(lanes_without_end);
    RUN(what_is_no_model_is_an_error);
    return test_summary();
}
