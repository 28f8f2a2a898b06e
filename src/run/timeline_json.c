/* The form is described in timeline.h. */
#include "base/json.h"
#include "run/timeline.h"

static const char *const kind_names[TRACE_WHATS] = {
    "nothing", "thread", "process", "mutex",  "rwlock", "spin", "condition", "semaphore",
    "barrier", "sleep",  "pipe",    "socket", "queue",  "poll", "signal",
};

static void put_int(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_int(j, value);
}

static void put_text(struct json *j, const char *key, const char *value)
{
    json_key(j, key);
    json_text(j, value);
}

static void put_bool(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    json_bool(j, value);
}

/* Nothing for what is nothing. */
static void put_index(struct json *j, const char *key, int index)
{
    if (index >= 0)
        put_int(j, key, index);
}

static void put_number(struct json *j, const char *key, int64_t value)
{
    if (value != 0)
        put_int(j, key, value);
}

static void put_flag(struct json *j, const char *key, bool flag)
{
    if (flag)
        put_bool(j, key, true);
}

static void put_holders(struct json *j, const struct timeline_bar *bar)
{
    int told = bar->holder_count < TIMELINE_HOLDERS ? bar->holder_count : TIMELINE_HOLDERS;
    if (told == 0)
        return;
    json_key(j, "holders");
    json_begin_array(j);
    for (int i = 0; i < told; i++)
        json_int(j, bar->holders[i]);
    json_end_array(j);
    put_number(j, "more_holders", bar->holder_count - told);
}

/* Three digits: a picture has no room for more. */
static void put_shares(struct json *j, const float *shares)
{
    if (!shares)
        return;
    json_key(j, "shares");
    json_begin_object(j);
    for (int i = 0; i < TIMELINE_STATES; i++) {
        int thousandths = (int)(shares[i] * 1000 + 0.5F);
        if (thousandths == 0)
            continue;
        json_key(j, timeline_state_name((enum timeline_state)i));
        json_number(j, thousandths / 1000.0);
    }
    json_end_object(j);
}

static void put_bar(struct json *j, const struct timeline_bar *bar)
{
    json_begin_object(j);
    put_int(j, "t0", bar->t0);
    put_int(j, "t1", bar->t1);
    put_text(j, "state", timeline_state_name(bar->state));
    put_index(j, "object", bar->object);
    put_index(j, "peer", bar->peer);
    put_number(j, "line", bar->line);
    put_flag(j, "writes", bar->writes);
    put_flag(j, "open", bar->open);
    put_index(j, "cpu", bar->cpu);
    put_number(j, "asked_us", bar->asked_us);
    put_holders(j, bar);
    put_shares(j, bar->shares);
    json_end_object(j);
}

static void put_bars(struct json *j, const struct timeline *timeline,
                     const struct timeline_level *level)
{
    json_key(j, "bars");
    json_begin_array(j);
    for (size_t i = 0; i < timeline->lane_count; i++) {
        json_begin_array(j);
        for (size_t k = 0; k < level->lanes[i].bar_count; k++)
            put_bar(j, &level->lanes[i].bars[k]);
        json_end_array(j);
    }
    json_end_array(j);
}

static void put_hold(struct json *j, const struct timeline_hold *hold)
{
    json_begin_object(j);
    put_int(j, "t0", hold->t0);
    put_int(j, "t1", hold->t1);
    put_int(j, "object", hold->object);
    put_int(j, "lane", hold->lane);
    put_number(j, "line", hold->line);
    put_flag(j, "reader", hold->reader);
    put_flag(j, "open", hold->open);
    if (hold->merged > 1) {
        put_int(j, "merged", hold->merged);
        put_int(j, "held_ns", hold->held_ns);
    }
    put_number(j, "waiting", hold->waiting);
    json_end_object(j);
}

static void put_edge(struct json *j, const struct timeline_edge *edge)
{
    static const char *const names[] = {"create", "handoff", "signal", "data"};
    json_begin_object(j);
    put_text(j, "kind", names[edge->kind]);
    put_int(j, "from", edge->from);
    put_int(j, "to", edge->to);
    put_int(j, "t0", edge->t0);
    put_int(j, "t1", edge->t1);
    put_index(j, "object", edge->object);
    json_end_object(j);
}

static void put_mark(struct json *j, const struct timeline_mark *mark)
{
    static const char *const names[] = {"signal", "broadcast", "post", "exec"};
    json_begin_object(j);
    put_text(j, "kind", names[mark->kind]);
    put_int(j, "lane", mark->lane);
    put_index(j, "object", mark->object);
    put_number(j, "line", mark->line);
    put_int(j, "t", mark->t);
    if (mark->merged > 1)
        put_int(j, "merged", mark->merged);
    json_end_object(j);
}

static void put_level(struct json *j, const struct timeline *timeline,
                      const struct timeline_level *level)
{
    json_begin_object(j);
    put_int(j, "columns", level->columns);
    put_bars(j, timeline, level);
    json_key(j, "holds");
    json_begin_array(j);
    for (size_t i = 0; i < level->hold_count; i++)
        put_hold(j, &level->holds[i]);
    json_end_array(j);
    put_number(j, "holds_left_out", (int64_t)level->holds_left_out);
    json_key(j, "edges");
    json_begin_array(j);
    for (size_t i = 0; i < level->edge_count; i++)
        put_edge(j, &level->edges[i]);
    json_end_array(j);
    put_number(j, "edges_left_out", (int64_t)level->edges_left_out);
    json_key(j, "marks");
    json_begin_array(j);
    for (size_t i = 0; i < level->mark_count; i++)
        put_mark(j, &level->marks[i]);
    json_end_array(j);
    json_end_object(j);
}

static void put_object(struct json *j, const struct timeline_object *object)
{
    json_begin_object(j);
    put_text(j, "kind", kind_names[object->kind]);
    put_text(j, "name", object->name);
    put_text(j, "short", object->single);
    put_bool(j, "contended", object->contended);
    json_end_object(j);
}

static void put_lane(struct json *j, const struct timeline_lane *lane)
{
    static const char *const ends[] = {[TIMELINE_RETURNED] = "returned",
                                       [TIMELINE_EXITED] = "exited",
                                       [TIMELINE_KILLED] = "killed",
                                       [TIMELINE_CUT_OFF] = "cut off",
                                       [TIMELINE_NEVER_RAN] = "never ran"};
    json_begin_object(j);
    put_text(j, "name", lane->name);
    if (lane->function)
        put_text(j, "function", lane->function);
    put_int(j, "process", lane->process);
    put_index(j, "creator", lane->creator);
    put_int(j, "t0", lane->t0);
    put_int(j, "t1", lane->t1);
    put_text(j, "end", ends[lane->end]);
    put_int(j, "locks", (int64_t)lane->locks);
    put_int(j, "contended", (int64_t)lane->contended);
    put_int(j, "blocked_ns", lane->blocked_ns);
    if (lane->past_quota)
        put_int(j, "quota_ns", lane->quota_ns);
    json_end_object(j);
}

static void put_cycle(struct json *j, const struct timeline_cycle *cycle)
{
    json_key(j, "cycle");
    json_begin_array(j);
    for (size_t i = 0; i < cycle->count; i++) {
        json_begin_object(j);
        put_int(j, "lane", cycle->links[i].lane);
        put_index(j, "object", cycle->links[i].object);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_head(struct json *j, const struct timeline *timeline)
{
    put_int(j, "version", 1);
    put_int(j, "wall_ns", timeline->wall_ns);
    put_bool(j, "killed", timeline->was_killed);
    put_int(j, "last_ns", timeline->last_ns);
    put_int(j, "cores", timeline->cores);
    put_int(j, "lost", (int64_t)timeline->lost);
    put_int(j, "unreadable", (int64_t)timeline->unreadable);
    put_text(j, "why_no_switches", timeline->why_no_switches);
    put_text(j, "deadlock", timeline->deadlock);
    put_cycle(j, &timeline->cycle);
}

void timeline_json(const struct timeline *timeline, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    j.compact = true;
    json_begin_object(&j);
    put_head(&j, timeline);
    json_key(&j, "objects");
    json_begin_array(&j);
    for (size_t i = 0; i < timeline->object_count; i++)
        put_object(&j, &timeline->objects[i]);
    json_end_array(&j);
    json_key(&j, "lanes");
    json_begin_array(&j);
    for (size_t i = 0; i < timeline->lane_count; i++)
        put_lane(&j, &timeline->whole.lanes[i]);
    json_end_array(&j);
    json_key(&j, "levels");
    json_begin_array(&j);
    if (timeline->overview)
        put_level(&j, timeline, timeline->overview);
    put_level(&j, timeline, &timeline->whole);
    json_end_array(&j);
    json_end_object(&j);
}
