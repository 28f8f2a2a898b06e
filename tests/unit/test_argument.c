#include "run/argument.h"

#include "test.h"

#define M TRACE_MUTEX
#define RW TRACE_RWLOCK
#define SPIN TRACE_SPIN
#define C TRACE_CONDITION
#define S TRACE_SEMAPHORE
#define B TRACE_BARRIER

static const struct {
    enum trace_what kind;
    const char *source;
    int line;
    const char *want;
} rows[] = {
    /* functions of C */
    {M, "pthread_mutex_lock(&queue->lock);", 1, "queue->lock"},
    {M, "int f(void)\n{\n    mtx_lock(&m[i]);\n}\n", 3, "m[i]"},
    {M, "\n\npthread_mutex_lock(&m);", 3, "m"},
    {M, "a;\npthread_mutex_lock(&m);", 1, NULL},
    {M, "pthread_mutex_unlock ( lock ) ;", 1, "lock"},
    {M, "if ((rc = pthread_mutex_trylock(&a.b[f(x, y)].c)) != 0)", 1, "a.b[f(x, y)].c"},
    {RW, "pthread_rwlock_rdlock(&table->rw);", 1, "table->rw"},
    {SPIN, "pthread_spin_lock(&spin);", 1, "spin"},
    {S, "sem_wait(&slots);", 1, "slots"},
    {B, "pthread_barrier_wait(&round->begin);", 1, "round->begin"},
    /* the mutex of a condition is its second argument */
    {C, "pthread_cond_wait(&q->more, &q->lock);", 1, "q->more"},
    {M, "pthread_cond_wait(&q->more, &q->lock);", 1, "q->lock"},
    {M, "cnd_timedwait(&q->more, &q->lock, &when);", 1, "q->lock"},
    {C, "cnd_broadcast(&q->more);", 1, "q->more"},
    {M, "pthread_cond_signal(&q->more);", 1, NULL},
    {M, "pthread_cond_init(&q->more, NULL);", 1, NULL},
    /* kinds do not mix */
    {S, "pthread_mutex_lock(&m); sem_wait(&s);", 1, "s"},
    {M, "pthread_mutex_lock(&m); sem_wait(&s);", 1, "m"},
    {TRACE_SLEEP, "pthread_mutex_lock(&m);", 1, NULL},
    /* brackets, casts, blanks */
    {M, "pthread_mutex_lock(&(queue->lock));", 1, "queue->lock"},
    {M, "pthread_mutex_lock((&(*queue).lock));", 1, "(*queue).lock"},
    {M, "pthread_mutex_lock((pthread_mutex_t *)arg);", 1, "arg"},
    {M, "pthread_mutex_lock(& forks [ (i + 1)  %\tN ]);", 1, "forks [ (i + 1) % N ]"},
    {M, "pthread_mutex_lock(left < right ? left : right);", 1, "left < right ? left : right"},
    {M, "pthread_mutex_lock((a)->b(c));", 1, "(a)->b(c)"},
    /* over several lines */
    {M, "pthread_mutex_lock(\n    &accounts[from]\n        .lock);", 1, "accounts[from] .lock"},
    {M, "pthread_mutex_lock\n    (&m);", 1, "m"},
    {M, "pthread_mutex_lock(\n    &m);", 2, NULL},
    {M, "pthread_mutex_lock(&m", 1, NULL},
    {M, "pthread_mutex_lock(", 1, NULL},
    {M, "pthread_mutex_lock", 1, NULL},
    {M, "pthread_mutex_lock()", 1, NULL},
    /* comments and strings */
    {M, "// pthread_mutex_lock(&a);", 1, NULL},
    {M, "/*\npthread_mutex_lock(&a);\n*/", 2, NULL},
    {M, "/* pthread_mutex_lock(&a); */ pthread_mutex_lock(&b);", 1, "b"},
    {M, "pthread_mutex_lock(&a /* the first, ) */); // done", 1, "a"},
    {M, "puts(\"pthread_mutex_lock(&a)\"); pthread_mutex_lock(&b);", 1, "b"},
    {M, "pthread_mutex_lock(find(\"a, b) // \", ',', '\"'));", 1, "find(\"a, b) // \", ',', '\"')"},
    {M, "puts(\"/*\"); pthread_mutex_lock(&b);", 1, "b"},
    {M, "long n = 1'000'000; pthread_mutex_lock(&b);", 1, "b"},
    {M, "auto s = R\"x(\npthread_mutex_lock(&a); \")x\"; pthread_mutex_lock(&b);", 2, "b"},
    {M, "char c = '\\''; pthread_mutex_lock(&b); char d = '\\\\';", 1, "b"},
    {M, "puts(\"open\npthread_mutex_lock(&b);", 2, "b"},
    /* what is not known is not guessed */
    {M, "LOCK(&x);", 1, NULL},
    {M, "my_pthread_mutex_lock(&x);", 1, NULL},
    {M, "pthread_mutex_t lock;", 1, NULL},
    {M, "pthread_mutex_lock(&a); pthread_mutex_lock(&b);", 1, NULL},
    {M, "if (pthread_mutex_trylock(&a)) pthread_mutex_lock(&a);", 1, "a"},
    {M, "pthread_mutex_lock(&m);", 0, NULL},
    {M, "pthread_mutex_lock(&m);", -3, NULL},
    {M, "pthread_mutex_lock(&m);", 2, NULL},
    {M, "pthread_mutex_lock(&m);\n", 2, NULL},
    {M, "", 1, NULL},
    {M, "pthread_mutex_lock(&\x1b[1m);", 1, NULL},
    {M, "pthread_mutex_lock(&\xff);", 1, NULL},
    /* C++ */
    {M, "std::lock_guard<std::mutex> guard(m);", 1, "m"},
    {M, "std::lock_guard guard{queue.lock};", 1, "queue.lock"},
    {M, "auto g = std::unique_lock<std::mutex>(from.m, std::defer_lock);", 1, "from.m"},
    {M, "std::unique_lock<std::mutex>\n    lock(this->m);", 1, "this->m"},
    {M, "std::scoped_lock lock(m);", 1, "m"},
    {M, "std::scoped_lock lock(a.m, b.m);", 1, NULL},
    {RW, "std::shared_lock<std::shared_mutex> lock(rw);", 1, "rw"},
    {M, "std::unique_lock<std::mutex> lock;", 1, NULL},
    {M, "std::lock_guard<A<B>> guard(a<b, c);", 1, "a<b"},
    {M, "m.lock();", 1, "m"},
    {M, "if (banks[i + 1]->vault(x).m.try_lock())", 1, "banks[i + 1]->vault(x).m"},
    {M, "if (ready)Account::all.lock();", 1, "Account::all"},
    {M, "p->lock();", 1, "p"},
    {M, "m.unlock();", 1, NULL},
    {M, "lock();", 1, NULL},
    {M, ".lock()", 1, NULL},
    {C, "cv.wait(lk, [&] { return ready; });", 1, "cv"},
    {M, "cv.wait(lk, [&] { return ready; });", 1, NULL},
    {C, "queue->more.notify_one();", 1, "queue->more"},
    /* forty letters */
    {M, "pthread_mutex_lock(&a123456789b123456789c123456789d123456789);", 1,
     "a123456789b123456789c123456789d123456789"},
    {M, "pthread_mutex_lock(&a123456789b123456789c123456789d123456789e);", 1,
     "a123456789b123456789c123456789d12345678…"},
    {M, "pthread_mutex_lock(&ää3456789b123456789c123456789d123456789);", 1,
     "ää3456789b123456789c123456789d123456789"},
};

static void words_of_calls(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct source_file file = {.name = "a.c", .text = str_of(rows[i].source)};
        const struct sample sample = {.files = &file, .file_count = 1};
        if (!CHECK_STR(argument_of(&sample, rows[i].line, rows[i].kind, &a), rows[i].want))
            printf("# of line %d of: %s\n", rows[i].line, rows[i].source);
        arena_release(&a);
    }
}

/* Other bytes behind it must not be read. */
static void a_source_need_not_end_in_nul(void)
{
    struct arena a = {0};
    const char text[] = "pthread_mutex_lock(&m);";
    for (size_t len = 0; len < sizeof text; len++) {
        char *copy = arena_alloc(&a, len + 1, 1);
        struct source_file file = {.text = {memcpy(copy, text, len), len}};
        const struct sample sample = {.files = &file, .file_count = 1};
        copy[len] = 'x';
        const char *words = argument_of(&sample, 1, TRACE_MUTEX, &a);
        CHECK_STR(words, len >= strlen(text) - 1 ? "m" : NULL);
    }
    arena_release(&a);
}

int main(void)
{
    RUN(words_of_calls);
    RUN(a_source_need_not_end_in_nul);
    return test_summary();
}
