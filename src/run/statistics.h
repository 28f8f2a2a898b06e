/* statistics: of a few measurements. All functions take the measurements in any order and leave them
 * as they are. */
#ifndef RUN_STATISTICS_H
#define RUN_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n > 0. The middle one, or the mean of the two in the middle. */
double statistics_median(const double *x, size_t n);
/* Median absolute deviation from the median, unscaled. */
double statistics_mad(const double *x, size_t n);
double statistics_min(const double *x, size_t n);

enum { STATISTICS_LEAST = 6 }; /* fewer measurements give no 95 % interval */

/* The 95 % interval of the median by order statistics (binomial; of 10 measurements the second
 * smallest and the second largest: Conover, Practical Nonparametric Statistics, 3.2). False: fewer
 * than STATISTICS_LEAST. */
bool statistics_interval(const double *x, size_t n, double *low, double *high);

/* `count` medians of n measurements drawn with replacement (Efron's bootstrap), from a generator of
 * its own that starts at `seed`: the same call gives the same numbers everywhere. */
void statistics_bootstrap(const double *x, size_t n, uint64_t seed, double *medians, size_t count);
/* Multiply each by a number of its own from the normal distribution around 1 with that standard
 * deviation (Box and Muller), in the same way. */
void statistics_spread(double *x, size_t count, double deviation, uint64_t seed);
/* The middle 95 % of `count` replicates. */
void statistics_percentiles(const double *replicates, size_t count, double *low, double *high);

#endif
