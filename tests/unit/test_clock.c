#include <time.h>

#include "base/clock.h"
#include "test.h"

static void goes_forward_in_nanoseconds(void)
{
    int64_t before = clock_ns();
    nanosleep(&(struct timespec){0, 20 * CLOCK_NS_PER_MS}, NULL);
    int64_t passed = clock_ns() - before;
    CHECK(passed >= 20 * CLOCK_NS_PER_MS);
    CHECK(passed < 20 * CLOCK_NS_PER_S);
}

int main(void)
{
    RUN(goes_forward_in_nanoseconds);
    return test_summary();
}
