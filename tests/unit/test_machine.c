#include "run/machine.h"

#include "base/pool.h"
#include "test.h"

static void every_field_says_something(void)
{
    struct arena a = {0};
    struct machine m;
    machine_read(&a, &m);
    CHECK(m.cpu[0] && !strchr(m.cpu, '\n'));
    CHECK(m.arch[0] && !strchr(m.arch, ' '));
    CHECK(strncmp(m.kernel, "Linux ", 6) == 0 && m.kernel[6]);
    CHECK(m.os[0] && !strchr(m.os, '"') && !strchr(m.os, '\n'));
    CHECK(m.cores >= 1);
    CHECK_INT(m.usable_cores, pool_cpus());
    CHECK(m.memory_bytes > 16 << 20);
    arena_release(&a);
}

static void id_is_short_hexadecimal_and_stays(void)
{
    struct arena a = {0};
    struct machine m, again;
    machine_read(&a, &m);
    machine_read(&a, &again);
    CHECK_INT(strlen(m.id), 16);
    CHECK_INT(strspn(m.id, "0123456789abcdef"), 16);
    CHECK_STR(again.id, m.id);
    arena_release(&a);
}

int main(void)
{
    RUN(every_field_says_something);
    RUN(id_is_short_hexadecimal_and_stays);
    return test_summary();
}
