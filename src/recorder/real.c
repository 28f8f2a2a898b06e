/* How the real functions are found.
 *
 * Some names have two versions in glibc, of which dlsym(RTLD_NEXT) found the older one before 2.36: the
 * condition variables of 2.2.5 are other objects than those of today. So the newer version is asked for by
 * name. But what comes next may be another library, one that stands before libc as we do; it
 * has no versions, and must not be skipped. */
#include "recorder/real.h"

#ifndef RECORDER_LINKED

#include <dlfcn.h>
#include <stdbool.h>

#define SPELL_CALL(name) #name,
static const char *const names[REAL_CALLS] = {TRACE_CALLS(SPELL_CALL)};

static const char *const versions[REAL_CALLS] = {
    [REAL_pthread_cond_wait] = "GLIBC_2.3.2",   [REAL_pthread_cond_timedwait] = "GLIBC_2.3.2",
    [REAL_pthread_cond_signal] = "GLIBC_2.3.2", [REAL_pthread_cond_broadcast] = "GLIBC_2.3.2",
    [REAL_posix_spawn] = "GLIBC_2.15",          [REAL_posix_spawnp] = "GLIBC_2.15",
};

void *real_calls[REAL_CALLS];

static bool are_of_one_library(void *a, void *b)
{
    Dl_info of_a, of_b;
    return dladdr(a, &of_a) && dladdr(b, &of_b) && of_a.dli_fbase == of_b.dli_fbase;
}

void *real_look_up(enum real call)
{
    void *next = dlsym(RTLD_NEXT, names[call]);
    void *newer = versions[call] ? dlvsym(RTLD_NEXT, names[call], versions[call]) : NULL;
    if (newer && next && are_of_one_library(next, newer))
        next = newer;
    __atomic_store_n(&real_calls[call], next, __ATOMIC_RELAXED);
    return next;
}

#endif
