#include "run/statistics.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The caller frees it. */
static double *sorted(const double *x, size_t n)
{
    double *copy = xmalloc(n * sizeof *copy);
    memcpy(copy, x, n * sizeof *copy);
    qsort(copy, n, sizeof *copy, compare);
    return copy;
}

double statistics_median(const double *x, size_t n)
{
    assert(n > 0);
    double *s = sorted(x, n);
    double median = (s[(n - 1) / 2] + s[n / 2]) / 2;
    free(s);
    return median;
}

double statistics_mad(const double *x, size_t n)
{
    double median = statistics_median(x, n);
    double *distances = xmalloc(n * sizeof *distances);
    for (size_t i = 0; i < n; i++)
        distances[i] = fabs(x[i] - median);
    double mad = statistics_median(distances, n);
    free(distances);
    return mad;
}

double statistics_min(const double *x, size_t n)
{
    assert(n > 0);
    double min = x[0];
    for (size_t i = 1; i < n; i++)
        min = fmin(min, x[i]);
    return min;
}

/* How many of the smallest, with the last of them as its end, lie outside of the interval, and as many
 * of the largest: the fewest heads for which so few, or fewer, in n throws of a coin are likelier than
 * 2.5 %. In logarithms, because 2 to the -n may be too small a number. */
static size_t left_out(size_t n)
{
    double log_exactly = -(double)n * log(2), at_most = exp(log_exactly);
    size_t heads = 0;
    while (at_most <= 0.025) {
        log_exactly += log((double)(n - heads) / (double)(heads + 1));
        at_most += exp(log_exactly);
        heads++;
    }
    return heads;
}

bool statistics_interval(const double *x, size_t n, double *low, double *high)
{
    if (n < STATISTICS_LEAST)
        return false;
    double *s = sorted(x, n);
    size_t k = left_out(n);
    *low = s[k - 1];
    *high = s[n - k];
    free(s);
    return true;
}

/* Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014). */
static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* The measurement of that rank among those drawn. */
static double drawn(const double *s, const size_t *times, size_t rank)
{
    size_t i = 0;
    for (size_t seen = times[0]; seen <= rank; seen += times[i])
        i++;
    return s[i];
}

void statistics_bootstrap(const double *x, size_t n, uint64_t seed, double *medians, size_t count)
{
    assert(n > 0);
    double *s = sorted(x, n);
    size_t *times =
        xcalloc(n, sizeof *times); /* how often each was drawn: nothing need be sorted */
    for (size_t i = 0; i < count; i++) {
        memset(times, 0, n * sizeof *times);
        for (size_t j = 0; j < n; j++)
            times[(splitmix(&seed) >> 32) * n >> 32]++;
        medians[i] = (drawn(s, times, (n - 1) / 2) + drawn(s, times, n / 2)) / 2;
    }
    free(times);
    free(s);
}

/* In (0, 1]. */
static double uniform(uint64_t *state)
{
    return (double)((splitmix(state) >> 11) + 1) * 0x1p-53;
}

void statistics_spread(double *x, size_t count, double deviation, uint64_t seed)
{
    for (size_t i = 0; i < count; i++) {
        double distance = sqrt(-2 * log(uniform(&seed)));
        x[i] *= 1 + deviation * distance * cos(2 * M_PI * uniform(&seed));
    }
}

void statistics_percentiles(const double *replicates, size_t count, double *low, double *high)
{
    assert(count > 0);
    double *s = sorted(replicates, count);
    size_t outside = count / 40;
    *low = s[outside];
    *high = s[count - 1 - outside];
    free(s);
}
