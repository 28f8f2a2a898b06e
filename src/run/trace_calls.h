/* trace_calls: the functions that the recorder (src/recorder/) stands before. A program that has it
 * linked in is linked with --wrap=NAME for each of them, ld(1). */
#ifndef RUN_TRACE_CALLS_H
#define RUN_TRACE_CALLS_H

/* clang-format off */
#define TRACE_CALLS(X) \
    X(pthread_create) X(pthread_join) X(pthread_tryjoin_np) X(pthread_timedjoin_np) \
    X(pthread_clockjoin_np) X(pthread_exit) X(pthread_setname_np) \
    X(thrd_create) X(thrd_join) X(thrd_exit) \
    X(pthread_mutex_lock) X(pthread_mutex_trylock) X(pthread_mutex_timedlock) \
    X(pthread_mutex_clocklock) X(pthread_mutex_unlock) \
    X(mtx_lock) X(mtx_trylock) X(mtx_timedlock) X(mtx_unlock) \
    X(pthread_rwlock_rdlock) X(pthread_rwlock_tryrdlock) X(pthread_rwlock_timedrdlock) \
    X(pthread_rwlock_clockrdlock) X(pthread_rwlock_wrlock) X(pthread_rwlock_trywrlock) \
    X(pthread_rwlock_timedwrlock) X(pthread_rwlock_clockwrlock) X(pthread_rwlock_unlock) \
    X(pthread_spin_lock) X(pthread_spin_trylock) X(pthread_spin_unlock) \
    X(pthread_cond_wait) X(pthread_cond_timedwait) X(pthread_cond_clockwait) \
    X(pthread_cond_signal) X(pthread_cond_broadcast) \
    X(cnd_wait) X(cnd_timedwait) X(cnd_signal) X(cnd_broadcast) \
    X(sem_wait) X(sem_trywait) X(sem_timedwait) X(sem_clockwait) X(sem_post) \
    X(pthread_barrier_wait) \
    X(sleep) X(usleep) X(nanosleep) X(clock_nanosleep) X(thrd_sleep) \
    X(fork) X(vfork) X(posix_spawn) X(posix_spawnp) \
    X(execl) X(execlp) X(execle) X(execv) X(execvp) X(execve) X(execvpe) \
    X(wait) X(waitpid) X(wait3) X(wait4) X(waitid) X(system) X(pclose) X(_exit) X(_Exit) \
    X(read) X(write) X(readv) X(writev) \
    X(send) X(sendto) X(sendmsg) X(sendmmsg) X(recv) X(recvfrom) X(recvmsg) X(recvmmsg) \
    X(accept) X(accept4) X(connect) \
    X(poll) X(ppoll) X(select) X(pselect) X(epoll_wait) X(epoll_pwait) \
    X(mq_send) X(mq_timedsend) X(mq_receive) X(mq_timedreceive) X(msgsnd) X(msgrcv) \
    X(pause) X(sigwait) X(sigwaitinfo) X(sigtimedwait) X(sigsuspend)
/* clang-format on */

#endif
