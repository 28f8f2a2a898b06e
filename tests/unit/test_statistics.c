#include "run/statistics.h"

#include <math.h>
#include <stdlib.h>

#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static bool equal(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] < b[i] || a[i] > b[i])
            return false;
    return true;
}

static const struct {
    double x[6];
    size_t n;
    double median, mad, min;
} rows[] = {
    {{3}, 1, 3, 0, 3},
    {{4, 2}, 2, 3, 1, 2},
    {{9, 1, 5}, 3, 5, 4, 1},
    {{1, 2, 3, 100}, 4, 2.5, 1, 1},
    {{5, 5, 5, 5, 5, -1}, 6, 5, 0, -1},
    {{0.1, 0.3, 0.2}, 3, 0.2, 0.1, 0.1},
};

static void the_middle_and_the_distance_from_it(void)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK(near(statistics_median(rows[i].x, rows[i].n), rows[i].median));
        CHECK(near(statistics_mad(rows[i].x, rows[i].n), rows[i].mad));
        CHECK(near(statistics_min(rows[i].x, rows[i].n), rows[i].min));
    }
}

static void measurements_are_left_as_they_are(void)
{
    double x[] = {3, 1, 2, 6, 5, 4}, low, high;
    const double before[] = {3, 1, 2, 6, 5, 4};
    statistics_median(x, COUNT(x));
    statistics_interval(x, COUNT(x), &low, &high);
    CHECK(equal(x, before, COUNT(x)));
}

/* Of n, the rank of the lower end from below: as tables of the sign test have it (Conover, table A3). */
static const struct {
    size_t n, rank;
} ranks[] = {
    {6, 1}, {7, 1}, {8, 1}, {9, 2}, {10, 2}, {11, 2}, {12, 3}, {15, 4}, {20, 6}, {25, 8}, {100, 40},
};

static void the_interval_has_the_ranks_of_the_tables(void)
{
    double x[100], low, high;
    for (size_t i = 0; i < COUNT(x); i++)
        x[i] = (double)((i * 37) % 100); /* a permutation */
    CHECK(!statistics_interval(x, STATISTICS_LEAST - 1, &low, &high));
    for (size_t i = 0; i < COUNT(ranks); i++) {
        size_t n = ranks[i].n;
        for (size_t j = 0; j < n; j++)
            x[j] = (double)(n - j); /* n … 1 */
        CHECK(statistics_interval(x, n, &low, &high));
        CHECK_INT(low, ranks[i].rank);
        CHECK_INT(high, n + 1 - ranks[i].rank);
    }
}

static void the_interval_of_many_is_narrow(void)
{
    enum { MANY = 5000 };
    double *x = malloc(MANY * sizeof *x), low, high;
    for (int i = 0; i < MANY; i++)
        x[i] = i;
    CHECK(statistics_interval(x, MANY, &low, &high));
    CHECK(low > 2400 && low < 2450 && high > 2550 && high < 2600);
    free(x);
}

static void the_bootstrap_repeats_itself(void)
{
    enum { COUNT_OF = 1000 };
    const double x[] = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    static double one[COUNT_OF], same[COUNT_OF], other[COUNT_OF];
    double low, high;
    statistics_bootstrap(x, COUNT(x), 1, one, COUNT_OF);
    statistics_bootstrap(x, COUNT(x), 1, same, COUNT_OF);
    statistics_bootstrap(x, COUNT(x), 2, other, COUNT_OF);
    CHECK(equal(one, same, COUNT_OF));
    CHECK(!equal(one, other, COUNT_OF));
    statistics_percentiles(one, COUNT_OF, &low, &high);
    CHECK(low >= 11 && low < 13 && high > 16 && high <= 18);
    CHECK(fabs(statistics_median(one, COUNT_OF) - 14.5) <= 0.5);
}

static void the_bootstrap_of_one_is_that_one(void)
{
    const double x = 7;
    double medians[8], low, high;
    statistics_bootstrap(&x, 1, 3, medians, COUNT(medians));
    statistics_percentiles(medians, COUNT(medians), &low, &high);
    CHECK(near(low, 7) && near(high, 7));
}

static void percentiles_leave_out_a_fortieth_at_each_end(void)
{
    enum { MANY = 200 };
    double x[MANY], low, high;
    for (int i = 0; i < MANY; i++)
        x[i] = MANY - i;
    statistics_percentiles(x, MANY, &low, &high);
    CHECK(near(low, 6) && near(high, 195));
}

/* 95 % of a normal distribution lie within 1.96 standard deviations. */
static void spread_is_normal_and_repeats_itself(void)
{
    enum { MANY = 20000 };
    static double x[MANY], same[MANY];
    size_t within = 0;
    double sum = 0;
    bool repeats = true;
    for (size_t i = 0; i < MANY; i++)
        x[i] = same[i] = 10;
    statistics_spread(x, MANY, 0.01, 7);
    statistics_spread(same, MANY, 0.01, 7);
    for (size_t i = 0; i < MANY; i++) {
        sum += x[i];
        repeats = repeats && !(x[i] < same[i] || x[i] > same[i]);
        within += fabs(x[i] - 10) < 0.196;
    }
    CHECK(repeats);
    CHECK(fabs(sum / MANY - 10) < 0.01);
    CHECK(within > 0.94 * MANY && within < 0.96 * MANY);
}

int main(void)
{
    RUN(the_middle_and_the_distance_from_it);
    RUN(measurements_are_left_as_they_are);
    RUN(the_interval_has_the_ranks_of_the_tables);
    RUN(the_interval_of_many_is_narrow);
    RUN(the_bootstrap_repeats_itself);
    RUN(the_bootstrap_of_one_is_that_one);
    RUN(spread_is_normal_and_repeats_itself);
    RUN(percentiles_leave_out_a_fortieth_at_each_end);
    return test_summary();
}
