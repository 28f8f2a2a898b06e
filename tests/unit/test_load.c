#include "run/load.h"

#include <math.h>

#include "run/bystanders.h"
#include "test.h"

static const struct {
    const char *text;
    bool ok;
    double busy_s, stolen_s;
} rows[] = {
    {"cpu  100 20 30 4000 50 6 7 8 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n", true, 1.63, .08},
    {"cpu  100 20 30 4000 50 6 7 8\n", true, 1.63, .08},
    {"cpu  1 2 3\n", false, 0, 0},
    {"cpu0 100 20 30 4000 50 6 7 8 0 0\n", false, 0, 0},
    {"intr 5\n", false, 0, 0},
    {"", false, 0, 0},
};

static void the_first_line_of_proc_stat_is_read(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct load load;
        CHECK(load_parse(str_of(rows[i].text), 100, &load) == rows[i].ok);
        CHECK(fabs(load.busy_s - rows[i].busy_s) < 1e-9);
        CHECK(fabs(load.stolen_s - rows[i].stolen_s) < 1e-9);
    }
}

static void this_machine_has_been_busy(void)
{
    struct load load;
    load_read(&load);
    CHECK(load.busy_s > 0);
}

/* What is said to be ours is not others', however much it is. */
static void our_own_is_not_foreign(void)
{
    struct bystanders b = {0};
    double foreign = -1, stolen = -1;
    bystanders_begin(&b);
    for (int i = 0; i < 3 * BYSTANDERS_MARKS; i++)
        bystanders_look(&b, 1, 0, 1000, &foreign, &stolen);
    CHECK(foreign == 0);
    CHECK(stolen >= 0);
}

int main(void)
{
    RUN(the_first_line_of_proc_stat_is_read);
    RUN(this_machine_has_been_busy);
    RUN(our_own_is_not_foreign);
    return test_summary();
}
