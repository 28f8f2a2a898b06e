#include "run/bystanders.h"

#include <sys/resource.h>

#include "base/clock.h"

#define SPAN_S 0.3       /* at least so far back: /proc/stat counts hundredths */
#define SPAN_LEAST_S 0.1 /* about less, nothing can be said */
#define ROOM_S 0.001     /* CPU time for making the room of a run and clearing it away, */
#define WATCHING 0.005   /* and for watching it, of its wall time */

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double self_s(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

static void add_mark(struct bystanders *b)
{
    struct bystanders_mark *mark = &b->marks[b->count++ % BYSTANDERS_MARKS];
    mark->now_s = (double)clock_ns() / CLOCK_NS_PER_S;
    mark->own_s = b->own_s;
    load_read(&mark->all);
}

void bystanders_begin(struct bystanders *b)
{
    b->count = 0;
    b->self_s = self_s();
    add_mark(b);
}

/* The youngest mark that is old enough; the oldest when none is. The last of all is that of now. */
static const struct bystanders_mark *far_enough(const struct bystanders *b)
{
    const struct bystanders_mark *mark = NULL;
    double now_s = b->marks[(b->count - 1) % BYSTANDERS_MARKS].now_s;
    for (size_t back = 2; back <= b->count && back <= BYSTANDERS_MARKS; back++) {
        mark = &b->marks[(b->count - back) % BYSTANDERS_MARKS];
        if (now_s - mark->now_s >= SPAN_S)
            break;
    }
    return mark;
}

static double at_least_0(double x)
{
    return x > 0 ? x : 0;
}

void bystanders_look(struct bystanders *b, size_t runs, double wall_s, double cpu_s,
                     double *foreign, double *stolen)
{
    double self = self_s();
    b->own_s += cpu_s + (double)runs * ROOM_S + wall_s * WATCHING + self - b->self_s;
    b->self_s = self;
    add_mark(b);
    const struct bystanders_mark *now = &b->marks[(b->count - 1) % BYSTANDERS_MARKS];
    const struct bystanders_mark *then = far_enough(b);
    double span_s = now->now_s - then->now_s;
    bool is_known = span_s >= SPAN_LEAST_S;
    double others_s = now->all.busy_s - then->all.busy_s - (now->own_s - then->own_s);
    *foreign = is_known ? at_least_0(others_s / span_s) : 0;
    *stolen = is_known ? at_least_0((now->all.stolen_s - then->all.stolen_s) / span_s) : 0;
}
