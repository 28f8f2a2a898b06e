/* What counts as a disturbance, and what must not.
 *
 * Whatever is thrown away because it looks bad makes the rest look better than it is. So a run is not
 * judged by its wall time, ever, but by traces that only others leave.
 *
 * Others' CPU time is the plainest: all that the machine used, less what is ours. It does no harm while
 * a core stays free (what it does to caches and memory can't be told), so it only counts when there
 * is none. A sample that keeps all cores busy stands less of it than one that leaves some idle.
 *
 * That the first thread was ready but had no core, for more than a twentieth of the run, says the same
 * of shorter moments, which /proc/stat can't see. But threads also wait for each other: those of a
 * sample that has more of them than there are cores, and those that wake each other and are put on
 * one core (a pipe, a socket). So a wait is others' doing if the sample has one thread, which is when
 * its CPU time and its wait make up its wall time; otherwise only if somebody was there at all, and it
 * is much longer than usual for the sample. Where the sample keeps all cores busy it says nothing.
 *
 * Threads other than the first have no such figure. When they wait for others' work, two things come
 * together: the sample has less CPU time for its wall time than in its other runs, and its threads were
 * put off their cores more often. Both alike may be its own doing, as above, unless somebody was
 * there. */
#include "run/disturbance.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "run/statistics.h"

#define FREE_CORE_FOREIGN 0.15 /* of a core: others may use it when a sample leaves a core idle, */
#define ALL_CORES_FOREIGN 0.08 /* and when it does not: /proc/stat is not more precise */
#define SOMEBODY 0.04          /* less than this may be nobody */
#define STOLEN 0.05
#define ONE_THREAD 0.03    /* so near do CPU time and wait come to the wall time */
#define DELAY 0.05         /* of the wall time */
#define DELAY_ABOVE 3.0    /* times the delay that is usual for the sample */
#define CPU_BELOW 0.9      /* times what is usual */
#define SWITCHES_ABOVE 2.0 /* times what is usual, */
enum { SWITCHES_MORE = 4 /* and some more */ };

static double cpu_share(const struct timing_run *run)
{
    return run->wall_s > 0 ? run->cpu_s / run->wall_s : 0;
}

static double delay_share(const struct timing_run *run)
{
    return run->wall_s > 0 ? run->delay_s / run->wall_s : 0;
}

static double switches(const struct timing_run *run)
{
    return (double)run->switches;
}

static double median_of(const struct timing_run *runs, size_t count,
                        double (*figure)(const struct timing_run *))
{
    double *figures = xcalloc(count, sizeof *figures);
    for (size_t i = 0; i < count; i++)
        figures[i] = figure(&runs[i]);
    double median = count > 0 ? statistics_median(figures, count) : 0;
    free(figures);
    return median;
}

struct disturbance_usual disturbance_usual(const struct timing_run *runs, size_t count)
{
    return (struct disturbance_usual){median_of(runs, count, cpu_share),
                                      median_of(runs, count, delay_share),
                                      median_of(runs, count, switches)};
}

/* All cores of the machine, also those that we may not use: others' CPU time is that of all. */
static bool met_others(const struct timing_run *run, const struct machine *machine)
{
    double own = cpu_share(run), idle_before = machine->cores - own;
    bool leaves_a_core = idle_before >= 0.9; /* a program's one thread never quite fills a core */
    if (run->foreign <= (leaves_a_core ? FREE_CORE_FOREIGN : ALL_CORES_FOREIGN))
        return false;
    return idle_before - run->foreign < 0.9;
}

static bool somebody_was_there(const struct timing_run *run)
{
    return run->foreign + run->stolen > SOMEBODY;
}

static bool has_one_thread(const struct timing_run *run)
{
    return fabs(cpu_share(run) + delay_share(run) - 1) < ONE_THREAD;
}

static bool first_thread_waited(const struct timing_run *run, const struct disturbance_usual *usual,
                                const struct machine *machine)
{
    double delay = delay_share(run);
    bool keeps_all_busy = machine->usable_cores - usual->cpu_share < 0.5;
    if (delay <= DELAY || keeps_all_busy)
        return false;
    return has_one_thread(run) ||
           (somebody_was_there(run) && delay > DELAY_ABOVE * usual->delay_share);
}

static bool threads_waited(const struct timing_run *run, const struct disturbance_usual *usual)
{
    return somebody_was_there(run) && cpu_share(run) < CPU_BELOW * usual->cpu_share &&
           switches(run) > SWITCHES_ABOVE * usual->switches + SWITCHES_MORE;
}

enum disturbance disturbance_of(const struct timing_run *run, const struct disturbance_usual *usual,
                                const struct machine *machine)
{
    if (met_others(run, machine))
        return DISTURBANCE_FOREIGN;
    if (run->stolen > STOLEN)
        return DISTURBANCE_STOLEN;
    if (first_thread_waited(run, usual, machine) || threads_waited(run, usual))
        return DISTURBANCE_WAITED;
    return DISTURBANCE_NONE;
}

/* "0.4 of a core", "1.3 cores" */
static const char *cores_text(double cores, struct arena *a)
{
    return arena_printf(a, cores < 0.95 ? "%.1f of a core" : "%.1f cores", cores);
}

const char *disturbance_text(enum disturbance what, const struct timing_run *run, struct arena *a)
{
    switch (what) {
    case DISTURBANCE_FOREIGN:
        return arena_printf(a, "another program used %s", cores_text(run->foreign, a));
    case DISTURBANCE_STOLEN:
        return arena_printf(a, "the host of this virtual machine took %s",
                            cores_text(run->stolen, a));
    case DISTURBANCE_WAITED:
        return "its threads waited for a core";
    case DISTURBANCE_NONE:
    case DISTURBANCE_KINDS:
        break;
    }
    return NULL;
}
