/* What chrome_trace writes, held against the rules of Chrome's "Trace Event Format": for every model of
 * tests/timeline, and for models that make no sense. */
#include "run/chrome_trace.h"

#include <jansson.h>
#include <math.h>

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

/* What each phase must have. */
static bool has_keys(const json_t *event)
{
    bool is_placed = json_is_integer(json_object_get(event, "pid")) &&
                     json_is_integer(json_object_get(event, "tid")) &&
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
static bool nest(const json_t *a, const json_t *b)
{
    double a0 = number(a, "ts"), a1 = a0 + number(a, "dur");
    double b0 = number(b, "ts"), b1 = b0 + number(b, "dur");
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

/* A flow binds to the slice that its thread is in at that moment. */
static bool has_slice(const json_t *events, const json_t *flow)
{
    size_t i;
    const json_t *slice;
    double t = number(flow, "ts");
    json_array_foreach(events, i, slice)
    {
        if (phase(slice) == 'X' && is_of_one_thread(slice, flow) && number(slice, "ts") <= t &&
            t <= number(slice, "ts") + number(slice, "dur"))
            return true;
    }
    return false;
}

static bool is_right(const json_t *events, size_t at)
{
    const json_t *event = json_array_get(events, at);
    static const char phases[] = "bsef", partners[] = "efbs";
    const char *paired = strchr(phases, phase(event));
    if (!has_keys(event) || (paired && !has_partner(events, event, partners[paired - phases])))
        return false;
    if (phase(event) == 's' || phase(event) == 'f')
        return has_slice(events, event);
    for (size_t i = 0; phase(event) == 'X' && i < at; i++) {
        const json_t *other = json_array_get(events, i);
        if (phase(other) == 'X' && is_of_one_thread(event, other) && !nest(event, other))
            return false;
    }
    return true;
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
    RUN(what_is_no_model_is_an_error);
    return test_summary();
}
