/* acts NAME: a program that the recorder is tested on. Each act does one thing that must leave certain
 * records; its exit status is 0 when all calls gave what they give without the recorder. */
#include <errno.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static int failures;

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            failures++;                                                                            \
            fprintf(stderr, "# acts.c:%d: %s (errno %d)\n", __LINE__, #condition, errno);          \
        }                                                                                          \
    } while (0)

enum { MS = 1000 /* in microseconds */ };

static struct timespec after_ms(clockid_t clock, long ms)
{
    struct timespec t;
    clock_gettime(clock, &t);
    t.tv_nsec += ms * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static sem_t semaphore;
static volatile long counter;

/* contended: four threads, one mutex, held for a while */
static void *count(void *times)
{
    for (long i = (long)times; i > 0; i--) {
        pthread_mutex_lock(&mutex);
        long seen = counter;
        if (i % 16 == 0)
            usleep(10);
        counter = seen + 1;
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void run_threads(int n, void *(*function)(void *), void *argument)
{
    pthread_t threads[256];
    for (int i = 0; i < n; i++)
        EXPECT(pthread_create(&threads[i], NULL, function, argument) == 0);
    for (int i = 0; i < n; i++)
        EXPECT(pthread_join(threads[i], NULL) == 0);
}

static void contended(void)
{
    run_threads(4, count, (void *)400L);
    EXPECT(counter == 1600);
}

/* crowd: two hundred threads, alive at once */
static void *wait_for_all(void *barrier)
{
    pthread_barrier_wait(barrier);
    return NULL;
}

static void crowd(void)
{
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, 200);
    run_threads(200, wait_for_all, &barrier);
}

/* many: more locks than the quota */
static void many(void)
{
    for (int i = 0; i < 200000; i++) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
    usleep(2 * MS);
}

/* deadlock: until it is killed */
static void *lock_second_first(void *barrier)
{
    pthread_mutex_lock(&second);
    pthread_barrier_wait(barrier);
    pthread_mutex_lock(&mutex);
    return NULL;
}

static void deadlock(void)
{
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_t thread;
    pthread_create(&thread, NULL, lock_second_first, &barrier);
    pthread_mutex_lock(&mutex);
    pthread_barrier_wait(&barrier);
    pthread_mutex_lock(&second);
}

/* kinds: what mutexes of all kinds answer */
static pthread_mutex_t mutex_of(int kind, int robust, int protocol)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t made;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, kind);
    pthread_mutexattr_setrobust(&attributes, robust);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    EXPECT(pthread_mutex_init(&made, &attributes) == 0);
    return made;
}

static void *lock_and_die(void *made)
{
    pthread_mutex_lock(made);
    return NULL;
}

static void error_checking(int protocol)
{
    pthread_mutex_t m = mutex_of(PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED, protocol);
    EXPECT(pthread_mutex_unlock(&m) == EPERM);
    EXPECT(pthread_mutex_lock(&m) == 0);
    EXPECT(pthread_mutex_lock(&m) == EDEADLK);
    EXPECT(pthread_mutex_trylock(&m) != 0);
    EXPECT(pthread_mutex_unlock(&m) == 0);
}

static void recursive(int protocol)
{
    pthread_mutex_t m = mutex_of(PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED, protocol);
    EXPECT(pthread_mutex_lock(&m) == 0);
    EXPECT(pthread_mutex_lock(&m) == 0);
    EXPECT(pthread_mutex_unlock(&m) == 0);
    EXPECT(pthread_mutex_unlock(&m) == 0);
    EXPECT(pthread_mutex_unlock(&m) == EPERM);
}

static void robust(int protocol)
{
    pthread_mutex_t m = mutex_of(PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST, protocol);
    run_threads(1, lock_and_die, &m);
    EXPECT(pthread_mutex_lock(&m) == EOWNERDEAD);
    EXPECT(pthread_mutex_consistent(&m) == 0);
    EXPECT(pthread_mutex_unlock(&m) == 0);
    run_threads(1, lock_and_die, &m);
    EXPECT(pthread_mutex_lock(&m) == EOWNERDEAD);
    EXPECT(pthread_mutex_unlock(&m) == 0);
    EXPECT(pthread_mutex_lock(&m) == ENOTRECOVERABLE);
}

static void deadlines(void)
{
    struct timespec soon = after_ms(CLOCK_REALTIME, 2), bad = {.tv_nsec = -1};
    pthread_mutex_lock(&mutex);
    EXPECT(pthread_mutex_timedlock(&mutex, &soon) == ETIMEDOUT);
    EXPECT(pthread_mutex_timedlock(&mutex, &bad) == EINVAL);
    soon = after_ms(CLOCK_MONOTONIC, 2);
    EXPECT(pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &soon) == ETIMEDOUT);
    pthread_mutex_unlock(&mutex);
    EXPECT(pthread_mutex_clocklock(&mutex, CLOCK_PROCESS_CPUTIME_ID, &soon) == EINVAL);
    EXPECT(pthread_mutex_timedlock(&mutex, &soon) == 0);
    pthread_mutex_unlock(&mutex);
}

static void kinds(void)
{
    for (int i = 0; i < 2; i++) {
        int protocol = i ? PTHREAD_PRIO_INHERIT : PTHREAD_PRIO_NONE;
        error_checking(protocol);
        recursive(protocol);
        robust(protocol);
    }
    deadlines();
}

/* rwlocks */
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;

static void *read_locked(void *nothing)
{
    EXPECT(pthread_rwlock_rdlock(&rwlock) == 0);
    usleep(MS);
    EXPECT(pthread_rwlock_unlock(&rwlock) == 0);
    return nothing;
}

static void rwlocks(void)
{
    struct timespec bad = {.tv_nsec = -1};
    EXPECT(pthread_rwlock_timedrdlock(&rwlock, &bad) == EINVAL);
    EXPECT(pthread_rwlock_wrlock(&rwlock) == 0);
    EXPECT(pthread_rwlock_rdlock(&rwlock) == EDEADLK);
    EXPECT(pthread_rwlock_tryrdlock(&rwlock) == EBUSY);
    EXPECT(pthread_rwlock_trywrlock(&rwlock) == EBUSY);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, read_locked, NULL);
    usleep(20 * MS);
    EXPECT(pthread_rwlock_unlock(&rwlock) == 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

/* conditions: one waits with success, one in vain, one is cancelled */
static void *await(void *nothing)
{
    pthread_mutex_lock(&mutex);
    while (counter == 0)
        EXPECT(pthread_cond_wait(&condition, &mutex) == 0);
    pthread_mutex_unlock(&mutex);
    return nothing;
}

static void unlock(void *held)
{
    pthread_mutex_unlock(held);
}

static void *await_for_ever(void *nothing)
{
    pthread_mutex_lock(&second);
    pthread_cleanup_push(unlock, &second);
    for (;;)
        pthread_cond_wait(&condition, &second);
    pthread_cleanup_pop(1);
    return nothing;
}

static void conditions(void)
{
    pthread_t waits, for_ever;
    void *value;
    pthread_create(&waits, NULL, await, NULL);
    pthread_create(&for_ever, NULL, await_for_ever, NULL);
    usleep(10 * MS);
    pthread_mutex_lock(&mutex);
    counter = 1;
    EXPECT(pthread_cond_broadcast(&condition) == 0);
    pthread_mutex_unlock(&mutex);
    EXPECT(pthread_join(waits, NULL) == 0);
    pthread_cancel(for_ever);
    EXPECT(pthread_join(for_ever, &value) == 0 && value == PTHREAD_CANCELED);
    EXPECT(pthread_mutex_trylock(&second) == 0);
    struct timespec soon = after_ms(CLOCK_REALTIME, 2);
    EXPECT(pthread_cond_timedwait(&condition, &second, &soon) == ETIMEDOUT);
    EXPECT(pthread_mutex_unlock(&second) == 0);
}

/* semaphores, also shared by two processes, and errno */
static void *post_later(void *nothing)
{
    usleep(5 * MS);
    sem_post(&semaphore);
    return nothing;
}

static void semaphores(void)
{
    sem_init(&semaphore, 0, 1);
    errno = 77;
    EXPECT(sem_wait(&semaphore) == 0 && errno == 77);
    EXPECT(sem_trywait(&semaphore) == -1 && errno == EAGAIN);
    pthread_t thread;
    pthread_create(&thread, NULL, post_later, NULL);
    errno = 77;
    EXPECT(sem_wait(&semaphore) == 0 && errno == 77);
    pthread_join(thread, NULL);
    struct timespec soon = after_ms(CLOCK_REALTIME, 2), bad = {.tv_nsec = -1};
    EXPECT(sem_timedwait(&semaphore, &soon) == -1 && errno == ETIMEDOUT);
    sem_post(&semaphore);
    EXPECT(sem_timedwait(&semaphore, &bad) == -1 && errno == EINVAL);
    EXPECT(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &soon) == 0);
}

/* spins */
static pthread_spinlock_t spinlock;

static void *spin(void *nothing)
{
    for (int i = 0; i < 500; i++) {
        pthread_spin_lock(&spinlock);
        counter++;
        pthread_spin_unlock(&spinlock);
    }
    return nothing;
}

static void spins(void)
{
    pthread_spin_init(&spinlock, PTHREAD_PROCESS_PRIVATE);
    run_threads(3, spin, NULL);
    EXPECT(counter == 1500);
}

/* c11 */
static mtx_t c11_mutex;
static cnd_t c11_condition;

static int c11_thread(void *nothing)
{
    (void)nothing;
    mtx_lock(&c11_mutex);
    while (counter == 0)
        cnd_wait(&c11_condition, &c11_mutex);
    mtx_unlock(&c11_mutex);
    thrd_exit(7);
}

static void c11_in_turns(void)
{
    thrd_t thread;
    int value = 0;
    EXPECT(thrd_create(&thread, c11_thread, NULL) == thrd_success);
    EXPECT(thrd_sleep(&(struct timespec){.tv_nsec = 5000000}, NULL) == 0);
    mtx_lock(&c11_mutex);
    EXPECT(mtx_trylock(&c11_mutex) == thrd_busy);
    counter = 1;
    cnd_signal(&c11_condition);
    mtx_unlock(&c11_mutex);
    EXPECT(thrd_join(thread, &value) == thrd_success && value == 7);
}

static void c11(void)
{
    EXPECT(mtx_init(&c11_mutex, mtx_timed) == thrd_success);
    EXPECT(cnd_init(&c11_condition) == thrd_success);
    c11_in_turns();
    struct timespec soon = after_ms(CLOCK_REALTIME, 2);
    EXPECT(mtx_lock(&c11_mutex) == thrd_success);
    EXPECT(mtx_timedlock(&c11_mutex, &soon) == thrd_timedout);
    EXPECT(cnd_timedwait(&c11_condition, &c11_mutex, &soon) == thrd_timedout);
    EXPECT(mtx_unlock(&c11_mutex) == thrd_success);
}

/* shared: two processes and their mutex */
static void shared(void)
{
    struct both {
        pthread_mutex_t mutex;
        long counter;
    } *both = mmap(NULL, sizeof *both, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&both->mutex, &attributes);
    pid_t child = fork();
    for (int i = 0; i < 200; i++) {
        pthread_mutex_lock(&both->mutex);
        long seen = both->counter;
        if (i % 16 == 0)
            usleep(20);
        both->counter = seen + 1;
        pthread_mutex_unlock(&both->mutex);
    }
    if (child == 0)
        _exit(0);
    int status;
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
    EXPECT(both->counter == 400);
}

/* forks: children of all kinds, waited for in as many ways */
static char *own_env[] = {"WORD=8", "PATH=/bin", NULL};

static void exit_alone(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(3);
    EXPECT(waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3);
    child = vfork();
    if (child == 0) {
        execl("/nonexistent/program", "program", (char *)NULL);
        _exit(errno == ENOENT ? 4 : 5);
    }
    EXPECT(wait(&status) == child && WEXITSTATUS(status) == 4);
}

static void exec_others(void)
{
    int status;
    siginfo_t info;
    pid_t child = fork();
    if (child == 0) {
        execlp("sh", "sh", "-c", "exit 6", (char *)NULL);
        _exit(1);
    }
    EXPECT(waitid(P_PID, (id_t)child, &info, WEXITED) == 0 && info.si_status == 6);
    child = fork();
    if (child == 0) {
        execle("/bin/sh", "sh", "-c", "exit $WORD", (char *)NULL, own_env);
        _exit(1);
    }
    EXPECT(wait3(&status, 0, NULL) == child && WEXITSTATUS(status) == 8);
}

static void forks(void)
{
    int status;
    pid_t child;
    char *argv[] = {"sh", "-c", "exit $WORD", NULL};
    exit_alone();
    exec_others();
    EXPECT(posix_spawnp(&child, "sh", NULL, NULL, argv, own_env) == 0);
    EXPECT(wait4(child, &status, 0, NULL) == child && WEXITSTATUS(status) == 8);
    EXPECT(system("exit 9") == 9 << 8); /* NOLINT(cert-env33-c): it is what is tested */
    EXPECT(waitpid(-1, &status, WNOHANG) == -1 && errno == ECHILD);
}

/* streams: a pipe and a socket from which somebody reads too early, and what waits for them */
static void *read_byte(void *fd)
{
    char byte = 0;
    EXPECT(read(*(int *)fd, &byte, 1) == 1 && byte == 'x');
    return NULL;
}

static void poll_all_ways(int fd)
{
    struct pollfd look = {.fd = fd, .events = POLLIN};
    struct timespec moment = {.tv_nsec = 1000000};
    fd_set set;
    FD_ZERO(&set);
    FD_SET(fd, &set);
    EXPECT(poll(&look, 1, 1) == 0);
    EXPECT(ppoll(&look, 1, &moment, NULL) == 0);
    EXPECT(pselect(fd + 1, &set, NULL, NULL, &moment, NULL) == 0);
    FD_SET(fd, &set);
    EXPECT(select(fd + 1, &set, NULL, NULL, &(struct timeval){.tv_usec = 1000}) == 0);
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    EXPECT(epoll_wait(epoll, &event, 1, 1) == 0);
    EXPECT(epoll_pwait(epoll, &event, 1, 1, NULL) == 0);
    close(epoll);
}

static void streams(void)
{
    int ends[2][2];
    EXPECT(pipe(ends[0]) == 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, ends[1]) == 0);
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        poll_all_ways(ends[i][0]);
        pthread_create(&thread, NULL, read_byte, &ends[i][0]);
        usleep(5 * MS);
        EXPECT(write(ends[i][1], "x", 1) == 1);
        pthread_join(thread, NULL);
    }
    char byte;
    EXPECT(recv(ends[1][0], &byte, 1, MSG_DONTWAIT) == -1 && errno == EAGAIN);
    EXPECT(send(ends[1][0], "y", 1, 0) == 1 && recvfrom(ends[1][1], &byte, 1, 0, NULL, NULL) == 1);
    EXPECT(read(-1, &byte, 1) == -1 && errno == EBADF);
    FILE *file = tmpfile();
    EXPECT(write(fileno(file), "z", 1) == 1); /* leaves no record */
    errno = 77;
    EXPECT(write(ends[0][1], "x", 1) == 1 && errno == 77);
}

/* queues */
static void queues(void)
{
    struct message {
        long type;
        char text[8];
    } message = {1, "hello"};
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    EXPECT(msgsnd(queue, &message, sizeof message.text, 0) == 0);
    EXPECT(msgrcv(queue, &message, sizeof message.text, 0, 0) == sizeof message.text);
    msgctl(queue, IPC_RMID, NULL);
}

/* signals: a handler that writes to a pipe while its thread waits, EINTR, and waits for signals */
static int told[2];

static void tell(int number)
{
    int kept = errno;
    EXPECT(write(told[1], &number, sizeof number) == sizeof number);
    errno = kept;
}

static void *interrupt(void *thread)
{
    usleep(5 * MS);
    pthread_kill(*(pthread_t *)thread, SIGUSR1);
    usleep(5 * MS);
    pthread_kill(*(pthread_t *)thread, SIGUSR2);
    return NULL;
}

static void signals(void)
{
    pthread_t self = pthread_self(), thread;
    sigset_t set;
    int number = 0;
    EXPECT(pipe(told) == 0);
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = tell}, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sem_init(&semaphore, 0, 0);
    pthread_create(&thread, NULL, interrupt, &self);
    EXPECT(sem_wait(&semaphore) == -1 && errno == EINTR);
    EXPECT(read(told[0], &number, sizeof number) == sizeof number && number == SIGUSR1);
    EXPECT(sigwait(&set, &number) == 0 && number == SIGUSR2);
    pthread_join(thread, NULL);
    EXPECT(sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = 1000000}) == -1 &&
           errno == EAGAIN);
}

/* outlived: main ends before its thread, by which the process ends */
static void *go_on(void *nothing)
{
    usleep(10 * MS);
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return nothing;
}

static void outlived(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, go_on, NULL);
    pthread_setname_np(thread, "heir");
    pthread_exit(NULL);
}

/* destroyed: locks in the destructor of a thread's own datum, after its last record */
static void lock_once(void *datum)
{
    pthread_mutex_lock(datum);
    pthread_mutex_unlock(datum);
}

static pthread_key_t key;

static void *set_datum(void *nothing)
{
    pthread_setspecific(key, &mutex);
    return nothing;
}

static void destroyed(void)
{
    pthread_key_create(&key, lock_once);
    run_threads(2, set_datum, NULL);
}

/* sleeps */
static void sleeps(void)
{
    struct timespec deadline = after_ms(CLOCK_MONOTONIC, 3), t = {.tv_nsec = 1000000};
    EXPECT(usleep(MS) == 0);
    EXPECT(nanosleep(&t, NULL) == 0);
    EXPECT(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL) == 0);
    EXPECT(clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){.tv_nsec = -1}, NULL) == EINVAL);
    EXPECT(sleep(0) == 0);
}

static void nothing(void)
{
}

static const struct act {
    const char *name;
    void (*run)(void);
} acts[] = {
    {"contended", contended},
    {"crowd", crowd},
    {"many", many},
    {"deadlock", deadlock},
    {"kinds", kinds},
    {"rwlocks", rwlocks},
    {"conditions", conditions},
    {"semaphores", semaphores},
    {"spins", spins},
    {"c11", c11},
    {"shared", shared},
    {"forks", forks},
    {"streams", streams},
    {"queues", queues},
    {"signals", signals},
    {"outlived", outlived},
    {"destroyed", destroyed},
    {"sleeps", sleeps},
    {"nothing", nothing},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof acts / sizeof *acts; i++)
        if (strcmp(acts[i].name, argv[1]) == 0) {
            acts[i].run();
            return failures ? 1 : 0;
        }
    return 2;
}
