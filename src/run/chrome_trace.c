/* How a timeline is told in Chrome's Trace Event Format.
 *
 * Each lane of the timeline is a thread, and each bar of it a complete event (X). Those of a thread must
 * nest or be apart, so each ends a nanosecond before the next begins: times are microseconds here, and
 * Perfetto cuts what they come to in nanoseconds, so that one may begin a nanosecond too early. What a
 * lane holds may overlap in any way, so holds are asynchronous events (b and e), each with an id of its
 * own. An edge is a flow (s and f) between the two bars that exist at its ends; where there is none, it
 * can't be drawn. Marks, a deadlock and a kill are instants (i).
 *
 * What runs on a CPU is told once more, in a process "CPUs" with a thread for each CPU. Perfetto takes a
 * process or thread 0 for the idle one, and goes by a thread's number alone for its name, so numbers begin
 * with 1, and no two threads have the same.
 *
 * The last level of the model is told, the most detailed. The model may come from a frozen file, so
 * nothing in it is trusted: times are clamped to the run, bars to their neighbours, names are cut. */
#include "run/chrome_trace.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "course/list.h"
#include "run/chrome_model.h"

enum { CPUS_PID = 1, CPU_MOST = CHROME_LANES - 2, HOLDERS_MOST = 4 };

#define FILE_BYTES ((size_t)64 << 20)

/* A lane was on a CPU. */
struct stint {
    int cpu;
    int64_t t0, t1;
    size_t lane;
};

struct teller {
    struct arena arena;
    struct chrome_events events;
    struct buf name; /* of the event that is being told */
    struct chrome_model model;
    struct stint *stints;
    size_t stint_count;
    int64_t next_id;
};

/* --- names of threads --- */

static void tell_name(struct teller *t, const char *what, struct chrome_thread thread,
                      const char *name)
{
    chrome_event_begin(&t->events, 'M', NULL, what, thread);
    chrome_event_args(&t->events);
    chrome_event_text(&t->events, "name", name);
    chrome_event_end(&t->events);
}

static void tell_place(struct teller *t, const char *what, struct chrome_thread thread,
                       int64_t place)
{
    chrome_event_begin(&t->events, 'M', NULL, what, thread);
    chrome_event_args(&t->events);
    chrome_event_integer(&t->events, "sort_index", place);
    chrome_event_end(&t->events);
}

static void tell_lanes(struct teller *t, const char *title)
{
    for (size_t i = 0; i < t->model.lane_count; i++) {
        const struct chrome_lane *lane = &t->model.lanes[i];
        if (lane->thread.pid == lane->thread.tid) {
            tell_name(t, "process_name", lane->thread, i == 0 ? title : lane->name);
            tell_place(t, "process_sort_index", lane->thread, (int64_t)i + 1);
        }
        tell_name(t, "thread_name", lane->thread, lane->label);
        tell_place(t, "thread_sort_index", lane->thread, (int64_t)i);
    }
}

/* --- bars --- */

/* What is before the name of its object, or of its peer. */
static const struct phrase {
    const char *state, *words;
} phrases[] = {
    {"runs", "runs"},
    {"active", "runs, or is ready to"},
    {"ready", "ready, but has no CPU"},
    {"unknown", "blocked, cause unknown"},
    {"lock", "waits for"},
    {"spin", "spins for"},
    {"condition", "waits on"},
    {"semaphore", "waits for"},
    {"barrier", "waits at"},
    {"sleep", "sleeps"},
    {"join", "joins"},
    {"wait", "waits for"},
    {"pipe", "reads from"},
    {"socket", "reads from"},
    {"queue", "reads from"},
    {"poll", "polls"},
    {"signal", "waits for a signal"},
    {"many", "several, too short to be told apart"},
};

static const struct phrase *phrase_of(const json_t *bar)
{
    const char *state = chrome_text(bar, "state");
    for (size_t i = 0; state && i < sizeof phrases / sizeof *phrases; i++)
        if (strcmp(phrases[i].state, state) == 0)
            return &phrases[i];
    return NULL;
}

static const char *name_bar(struct teller *t, const json_t *bar, const struct phrase *phrase)
{
    const struct chrome_lane *peer = chrome_lane(&t->model, bar, "peer");
    const char *object = chrome_object(&t->model, bar);
    bool writes = json_is_true(json_object_get(bar, "writes"));
    buf_clear(&t->name);
    buf_puts(&t->name, writes ? "writes to" : phrase->words);
    if (object || peer)
        buf_printf(&t->name, " %s", object ? object : peer->name);
    return t->name.data;
}

static void tell_holders(struct teller *t, const json_t *bar)
{
    const json_t *holders = json_object_get(bar, "holders");
    const char *names[HOLDERS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(holders) && count < HOLDERS_MOST; i++) {
        const struct chrome_lane *lane = chrome_lane_of(&t->model, json_array_get(holders, i));
        if (lane)
            names[count++] = lane->label;
    }
    if (count > 0)
        chrome_event_texts(&t->events, "holders", names, count);
}

static void tell_line(struct teller *t, const json_t *of)
{
    int64_t line = chrome_whole(of, "line", 0);
    if (line > 0)
        chrome_event_integer(&t->events, "line", line);
}

static void tell_bar_args(struct teller *t, const json_t *bar)
{
    chrome_event_args(&t->events);
    if (chrome_object(&t->model, bar))
        chrome_event_text(&t->events, "object", chrome_object(&t->model, bar));
    tell_holders(t, bar);
    tell_line(t, bar);
    if (chrome_whole(bar, "asked_us", 0) > 0)
        chrome_event_integer(&t->events, "asked_us", chrome_whole(bar, "asked_us", 0));
    if (json_is_true(json_object_get(bar, "open")))
        chrome_event_flag(&t->events, "killed_in_it");
}

/* Whether there is still room for another event. */
static bool has_room(const struct teller *t)
{
    return t->events.out->len < FILE_BYTES;
}

static void tell_span(struct teller *t, int64_t t0, int64_t t1)
{
    chrome_event_time(&t->events, "ts", t0);
    chrome_event_time(&t->events, "dur", t1 - t0 - 1);
}

static void note_stint(struct teller *t, const json_t *bar, struct stint stint)
{
    int64_t cpu = chrome_whole(bar, "cpu", -1);
    stint.cpu = (int)cpu;
    if (cpu >= 0 && cpu <= CPU_MOST && strcmp(chrome_text(bar, "state"), "runs") == 0)
        *LIST_ADD(&t->arena, t->stints, t->stint_count) = stint;
}

static void tell_bar(struct teller *t, struct chrome_lane *lane, const json_t *bar)
{
    const struct phrase *phrase = phrase_of(bar);
    int64_t end = lane->told_count ? lane->told[lane->told_count - 1].t1 : 0;
    int64_t t0 = chrome_moment(&t->model, bar, "t0"), t1 = chrome_moment(&t->model, bar, "t1");
    if (t0 < end)
        t0 = end;
    if (!phrase || t1 - t0 < 2 || !has_room(t))
        return;
    *LIST_ADD(&t->arena, lane->told, lane->told_count) = (struct chrome_span){t0, t1};
    chrome_event_begin(&t->events, 'X', phrase->state, name_bar(t, bar, phrase), lane->thread);
    tell_span(t, t0, t1);
    tell_bar_args(t, bar);
    chrome_event_end(&t->events);
    note_stint(t, bar, (struct stint){0, t0, t1, (size_t)(lane - t->model.lanes)});
}

static void tell_bars(struct teller *t)
{
    for (size_t i = 0; i < t->model.lane_count; i++)
        for (size_t k = 0; k < json_array_size(t->model.lanes[i].bars); k++)
            tell_bar(t, &t->model.lanes[i], json_array_get(t->model.lanes[i].bars, k));
}

/* --- CPUs --- */

static int by_cpu_and_time(const void *a, const void *b)
{
    const struct stint *x = a, *y = b;
    if (x->cpu != y->cpu)
        return x->cpu < y->cpu ? -1 : 1;
    return (x->t0 > y->t0) - (x->t0 < y->t0);
}

static void tell_stint(struct teller *t, const struct stint *stint, struct chrome_thread thread,
                       int64_t *end)
{
    int64_t t0 = stint->t0 < *end ? *end : stint->t0;
    if (stint->t1 - t0 < 2 || !has_room(t))
        return;
    *end = stint->t1;
    chrome_event_begin(&t->events, 'X', "cpu", t->model.lanes[stint->lane].label, thread);
    tell_span(t, t0, stint->t1);
    chrome_event_end(&t->events);
}

static void tell_cpus(struct teller *t)
{
    struct chrome_thread thread = {CPUS_PID, 0};
    int64_t end = 0;
    if (t->stint_count == 0)
        return;
    qsort(t->stints, t->stint_count, sizeof *t->stints, by_cpu_and_time);
    for (size_t i = 0; i < t->stint_count; i++) {
        int cpu = t->stints[i].cpu;
        if (thread.tid != cpu + 1) {
            thread.tid = cpu + 1;
            end = 0;
            buf_clear(&t->name);
            buf_printf(&t->name, "CPU %d", cpu);
            tell_name(t, "thread_name", thread, t->name.data);
            tell_place(t, "thread_sort_index", thread, cpu);
        }
        tell_stint(t, &t->stints[i], thread, &end);
    }
    tell_name(t, "process_name", thread, "CPUs");
    tell_place(t, "process_sort_index", thread, 0);
}

/* --- holds --- */

static void begin_hold(struct teller *t, char phase, const struct chrome_lane *lane, int64_t ns)
{
    chrome_event_begin(&t->events, phase, "hold", t->name.data, lane->thread);
    chrome_event_integer(&t->events, "id", t->next_id);
    chrome_event_time(&t->events, "ts", ns);
}

static void tell_hold(struct teller *t, const json_t *hold)
{
    const struct chrome_lane *lane = chrome_lane(&t->model, hold, "lane");
    const char *object = chrome_object(&t->model, hold);
    int64_t t0 = chrome_moment(&t->model, hold, "t0"), t1 = chrome_moment(&t->model, hold, "t1");
    if (!lane || !object || t1 < t0 || !has_room(t))
        return;
    t->next_id++;
    buf_clear(&t->name);
    buf_printf(&t->name, "%s holds %s", lane->name, object);
    begin_hold(t, 'b', lane, t0);
    chrome_event_args(&t->events);
    tell_line(t, hold);
    if (chrome_whole(hold, "waiting", 0) > 0)
        chrome_event_integer(&t->events, "waiting", chrome_whole(hold, "waiting", 0));
    if (chrome_whole(hold, "merged", 1) > 1)
        chrome_event_integer(&t->events, "merged", chrome_whole(hold, "merged", 1));
    if (json_is_true(json_object_get(hold, "reader")))
        chrome_event_flag(&t->events, "reader");
    chrome_event_end(&t->events);
    begin_hold(t, 'e', lane, t1);
    chrome_event_end(&t->events);
}

/* --- edges --- */

/* The end of a flow belongs to the bar in which it is: move it into that which begins or ends there.
 * False: there is none. */
static bool find_bar(const struct chrome_lane *lane, int64_t *ns)
{
    size_t low = 0, high = lane->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lane->told[middle].t0 <= *ns)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || *ns > lane->told[low - 1].t1)
        return false;
    /* cut, the bar may end two nanoseconds earlier than it is written to */
    int64_t first = lane->told[low - 1].t0, last = lane->told[low - 1].t1 - 4;
    *ns = last < first ? first : *ns < last ? *ns : last;
    return true;
}

static void name_edge(struct teller *t, const json_t *edge, const char *kind)
{
    static const struct phrase names[] = {
        {"create", "creates"},
        {"handoff", "hands over"},
        {"signal", "wakes"},
        {"data", "sends"},
    };
    const char *object = chrome_object(&t->model, edge), *words = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].state, kind) == 0)
            words = names[i].words;
    buf_clear(&t->name);
    buf_printf(&t->name, "%s%s%s", words ? words : "then", object ? " " : "", object ? object : "");
}

static void tell_end_of_edge(struct teller *t, char phase, const struct chrome_lane *lane,
                             int64_t ns)
{
    chrome_event_begin(&t->events, phase, "edge", t->name.data, lane->thread);
    chrome_event_integer(&t->events, "id", t->next_id);
    chrome_event_time(&t->events, "ts", ns);
    if (phase == 'f')
        chrome_event_text(&t->events, "bp", "e"); /* to the bar around it, not the next one */
    chrome_event_end(&t->events);
}

static void tell_edge(struct teller *t, const json_t *edge)
{
    const struct chrome_lane *from = chrome_lane(&t->model, edge, "from"),
                             *to = chrome_lane(&t->model, edge, "to");
    int64_t t0 = chrome_moment(&t->model, edge, "t0"), t1 = chrome_moment(&t->model, edge, "t1");
    if (!from || !to || !has_room(t) || !find_bar(from, &t0) || !find_bar(to, &t1) || t0 > t1)
        return;
    t->next_id++;
    name_edge(t, edge, chrome_text(edge, "kind") ? chrome_text(edge, "kind") : "");
    tell_end_of_edge(t, 's', from, t0);
    tell_end_of_edge(t, 'f', to, t1);
}

/* --- instants --- */

static void tell_mark(struct teller *t, const json_t *mark)
{
    const struct chrome_lane *lane = chrome_lane(&t->model, mark, "lane");
    const char *kind = chrome_text(mark, "kind"), *object = chrome_object(&t->model, mark);
    if (!lane || !kind || !has_room(t))
        return;
    buf_clear(&t->name);
    buf_printf(&t->name, "%s%s%s", chrome_name(kind, &t->arena), object ? " " : "",
               object ? object : "");
    chrome_event_begin(&t->events, 'i', "mark", t->name.data, lane->thread);
    chrome_event_time(&t->events, "ts", chrome_moment(&t->model, mark, "t"));
    chrome_event_text(&t->events, "s", "t");
    chrome_event_args(&t->events);
    tell_line(t, mark);
    if (chrome_whole(mark, "merged", 1) > 1)
        chrome_event_integer(&t->events, "merged", chrome_whole(mark, "merged", 1));
    chrome_event_end(&t->events);
}

/* Of the whole run. */
static void tell_fate(struct teller *t, const char *name, int64_t ns, const char *sentence)
{
    if (t->model.lane_count == 0)
        return;
    chrome_event_begin(&t->events, 'i', "end", name, t->model.lanes[0].thread);
    chrome_event_time(&t->events, "ts", ns);
    chrome_event_text(&t->events, "s", "g");
    chrome_event_args(&t->events);
    if (sentence)
        chrome_event_text(&t->events, "sentence", sentence);
    chrome_event_end(&t->events);
}

static void tell_fates(struct teller *t)
{
    const char *deadlock = chrome_text(t->model.root, "deadlock");
    if (deadlock)
        tell_fate(t, "deadlock", chrome_moment(&t->model, t->model.root, "last_ns"), deadlock);
    if (json_is_true(json_object_get(t->model.root, "killed")))
        tell_fate(t, "killed", t->model.wall, deadlock);
}

/* --- all of it --- */

static void tell_each(struct teller *t, const char *key,
                      void (*tell)(struct teller *t, const json_t *item))
{
    const json_t *items = json_object_get(t->model.level, key);
    for (size_t i = 0; i < json_array_size(items); i++)
        tell(t, json_array_get(items, i));
}

static void tell_events(struct teller *t, const char *title)
{
    tell_lanes(t, title);
    tell_bars(t);
    tell_cpus(t);
    tell_each(t, "holds", tell_hold);
    tell_each(t, "edges", tell_edge);
    tell_each(t, "marks", tell_mark);
    tell_fates(t);
}

/* What the format calls other data: texts by name. */
static void tell_rest(struct teller *t, const char *title)
{
    const char *why = chrome_text(t->model.root, "why_no_switches");
    struct chrome_events rest = {.out = t->events.out, .first_member = true};
    buf_puts(rest.out, "\n],\"displayTimeUnit\":\"ms\",\"otherData\":{");
    chrome_event_text(&rest, "generator", "drawloom " DRAWLOOM_VERSION);
    chrome_event_text(&rest, "program", title);
    if (why)
        chrome_event_text(&rest, "why_no_switches", why);
    buf_puts(rest.out, "}}\n");
}

bool chrome_trace_write(struct str model, const char *title, struct buf *out, struct err *err)
{
    struct teller t = {.name = BUF_INIT, .events = {.out = out, .first_event = true}};
    json_t *tree = json_replay_load(model, err);
    if (!tree)
        return false;
    bool ok = json_is_object(tree) || err_set(err, "the model is no JSON object");
    if (ok) {
        chrome_model_read(tree, &t.arena, &t.model);
        buf_puts(out, "{\"traceEvents\":[");
        tell_events(&t, title);
        tell_rest(&t, title);
    }
    json_decref(tree);
    buf_release(&t.name);
    arena_release(&t.arena);
    return ok;
}
