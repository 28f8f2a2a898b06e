/* Names and lines of programs that the compilers make here and now. */
#include "run/symbols.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <threads.h>

#include "sandbox_fixture.h"

/* --- programs --- */

static const char c_source[] = /* a line each, as below */
    "#include <pthread.h>\n"
    "#include <semaphore.h>\n"
    "#include <threads.h>\n"
    "#define BEHIND(name) __asm__ volatile(\".globl \" #name \"\\n\" #name \":\")\n"
    "struct queue { pthread_mutex_t lock; pthread_cond_t more; int length; };\n"
    "struct account { long money; struct { int tag; mtx_t lock; } in; };\n"
    "struct stall { struct queue queues[2]; union { sem_t free; long word; }; };\n"
    "pthread_mutex_t forks[5];\n"
    "mtx_t grid[2][3];\n"
    "struct queue queue;\n"
    "struct account accounts[4];\n"
    "struct stall stalls[2];\n"
    "static sem_t slots;\n"
    "static inline __attribute__((always_inline)) void take(int i)\n"
    "{\n"
    "    pthread_mutex_lock(&forks[i]);\n" /* 16 */
    "    BEHIND(behind_fork);\n"
    "}\n"
    "void *worker(void *arg)\n"
    "{\n"
    "    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;\n"
    "    pthread_mutex_lock(&once);\n" /* 22 */
    "    BEHIND(behind_once);\n"
    "    take(3);\n"
    "    sem_wait(\n" /* 25 */
    "        &slots);\n"
    "    BEHIND(behind_slots);\n"
    "    return arg;\n"
    "}\n"
    "int main(void)\n"
    "{\n"
    "    pthread_t thread;\n"
    "    pthread_create(&thread, NULL, worker, NULL);\n"
    "    return pthread_join(thread, NULL);\n"
    "}\n";

static const char cxx_source[] =
    "#include <array>\n"
    "#include <condition_variable>\n"
    "#include <mutex>\n"
    "struct Unique { Unique() = default; Unique(const Unique &) = delete; };\n"
    "class Account : Unique { public: std::mutex m; static std::mutex all; long money = 0; };\n"
    "std::mutex Account::all;\n"
    "struct Saving : Account { std::mutex n; virtual ~Saving() {} };\n"
    "namespace bank { std::mutex vault; Account accounts[3]; }\n"
    "std::array<std::mutex, 4> shards;\n"
    "std::condition_variable ready;\n"
    "Saving saving;\n"
    "void work()\n"
    "{\n"
    "    static std::mutex local;\n"
    "    std::lock_guard guard(local);\n" /* 15 */
    "    std::lock_guard inner(bank::accounts[1].m);\n"
    "    ready.notify_all();\n"
    "}\n"
    "int main() { work(); }\n";

static struct sandbox_fixture fixture;
static struct workshop shop;

static const char *in_folder(const char *name)
{
    return path_join(&fixture.arena, fixture.dir, name);
}

static bool sh(const char *command)
{
    int status = system(command); /* NOLINT(cert-env33-c): compilers, as one types them */
    if (!CHECK(status == 0))
        printf("#   %s: status %d, %s\n", command, status, strerror(errno));
    return status == 0;
}

static void write_in_folder(const char *name, struct str bytes)
{
    struct err err = {0};
    CHECK(file_write(in_folder(name), bytes, &err));
}

/* Compile as drawloom does: names are relative to the folder. Its symbols are listed in "nm". */
static const char *build(const char *compiler, const char *source)
{
    return sh(arena_printf(&fixture.arena, "cd %s && %s %s -o program && nm program > nm",
                           fixture.dir, compiler, source))
               ? in_folder("program")
               : NULL;
}

/* Of the symbol; 0 when there is none. */
static uint64_t address_of(const char *name)
{
    struct buf table = BUF_INIT;
    struct err err = {0};
    uint64_t address = 0;
    CHECK(file_read(in_folder("nm"), &table, &err));
    struct str rest = buf_view(&table), line;
    while (str_line(&rest, &line) && address == 0) {
        size_t len = strlen(name), at = line.len > len ? line.len - len : 0;
        if (at > 0 && line.data[at - 1] == ' ' && memcmp(line.data + at, name, len) == 0)
            address = strtoull(line.data, NULL, 16);
    }
    buf_release(&table);
    return address;
}

/* --- what must be found --- */

struct row {
    const char *symbol; /* NULL ends the rows */
    size_t offset;
    bool is_code;
    const char *want; /* name or function */
    int line;
};

/* As c_source has them: where the members lie. */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int length;
};
struct account {
    long money;
    struct {
        int tag;
        mtx_t lock;
    } in;
};
struct stall {
    struct queue queues[2];
    union {
        sem_t free;
        long word;
    };
};

static const struct row c_rows[] = {
    {"forks", 0, false, "forks[0]", 0},
    {"forks", 3 * sizeof(pthread_mutex_t), false, "forks[3]", 0},
    {"grid", 5 * sizeof(mtx_t), false, "grid[1][2]", 0},
    {"queue", 0, false, "queue.lock", 0},
    {"queue", offsetof(struct queue, more), false, "queue.more", 0},
    {"queue", offsetof(struct queue, length), false, "queue.length", 0},
    {"accounts", sizeof(struct account) + offsetof(struct account, in.lock), false,
     "accounts[1].in.lock", 0},
    {"accounts", 3 * sizeof(struct account), false, "accounts[3].money", 0},
    {"stalls", sizeof(struct queue), false, "stalls[0].queues[1].lock", 0},
    {"stalls", sizeof(struct stall) + offsetof(struct stall, free), false, "stalls[1].free", 0},
    {"slots", 0, false, "slots", 0},
    {"slots", 8, false, "slots+8", 0},
    {"behind_once", 0, true, "worker", 22},
    {"behind_fork", 0, true, "worker", 16},
    {"behind_slots", 0, true, "worker", 25},
    {"worker", 0, true, "worker", 0},
    {"main", 0, true, "main", 0},
    {NULL, 0, false, NULL, 0},
};

static const struct row plain_rows[] = {
    {"forks", 8, false, "forks+8", 0},
    {"queue", 0, false, "queue", 0},
    {"behind_once", 0, true, "worker", 0},
    {"worker", 0, true, "worker", 0},
    {NULL, 0, false, NULL, 0},
};

static const struct row cxx_rows[] = {
    {"shards", 0, false, "shards[0]", 0},
    {"shards", 2 * sizeof(pthread_mutex_t), false, "shards[2]", 0},
    {"ready", 0, false, "ready", 0},
    {"_ZN7Account3allE", 0, false, "all", 0},
    {"_ZN4bank5vaultE", 0, false, "vault", 0},
    {"_ZN4bank8accountsE", sizeof(pthread_mutex_t) + sizeof(long), false, "accounts[1].m", 0},
    {"saving", sizeof(void *), false, "saving.m", 0},
    {"saving", sizeof(void *) + sizeof(pthread_mutex_t) + sizeof(long), false, "saving.n", 0},
    {"_ZZ4workvE5local", 0, false, "local", 0},
    {"_Z4workv", 0, true, "work", 0},
    {NULL, 0, false, NULL, 0},
};

static struct sample sample_of(struct source_file *file, const char *name, const char *source)
{
    *file = (struct source_file){.name = name, .text = str_of(source)};
    return (struct sample){.files = file, .file_count = 1, .is_inline = true};
}

static bool find(const char *name, const char *source, const char *program, struct symbol *symbols,
                 size_t count, struct err *err)
{
    struct source_file file;
    const struct sample sample = sample_of(&file, name, source);
    *err = (struct err){0};
    return symbols_find(&shop, &sample, program, symbols, count, &fixture.arena, err);
}

static void check_symbol(const struct row *row, const struct symbol *symbol, const char *compiler)
{
    bool ok = CHECK_STR(row->is_code ? symbol->function : symbol->name, row->want);
    if (row->line > 0) {
        ok = CHECK(symbol->line == row->line) && ok;
        ok = CHECK(symbol->file != NULL) && ok;
    }
    ok = CHECK(row->is_code || (!symbol->function && !symbol->file && symbol->line == 0)) && ok;
    if (!ok)
        printf("#   %s+%zu, line %d, with %s\n", row->symbol, row->offset, symbol->line, compiler);
}

static void check_rows(const struct row *rows, const char *compiler, const char *name,
                       const char *source)
{
    struct symbol symbols[40] = {0};
    struct err err;
    size_t count = 0;
    write_in_folder(name, str_of(source));
    const char *program = build(compiler, name);
    for (; program && rows[count].symbol; count++) {
        uint64_t start = address_of(rows[count].symbol);
        if (!CHECK(start > 0))
            printf("#   no %s with %s\n", rows[count].symbol, compiler);
        symbols[count].address = start + rows[count].offset;
        symbols[count].is_code = rows[count].is_code;
    }
    if (!CHECK(find(name, source, program, symbols, count, &err)))
        printf("#   %s\n", err.message);
    for (size_t i = 0; i < count; i++)
        check_symbol(&rows[i], &symbols[i], compiler);
}

static void c_programs(void)
{
    static const char *const compilers[] = {
        "gcc -g -O0",
        "gcc -g -O2",
        "clang -g -O0",
        "clang -g -O2",
        "gcc -g -gdwarf-4 -no-pie",
        "clang -gdwarf-4 -O1",
        "gcc -g -static",
        "gcc -g -static-pie -O2",
    };
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++)
        check_rows(c_rows, arena_printf(&fixture.arena, "%s -pthread", compilers[i]), "forks.c",
                   c_source);
}

static void without_debug_information(void)
{
    check_rows(plain_rows, "gcc -O0 -pthread", "forks.c", c_source);
}

static void cxx_programs(void)
{
    static const char *const compilers[] = {"g++ -g -O0", "g++ -g -O2", "clang++ -g -O0"};
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++)
        check_rows(cxx_rows, arena_printf(&fixture.arena, "%s -std=c++17 -pthread", compilers[i]),
                   "bank.cc", cxx_source);
}

/* Inlined, a lock of the library is called from a line of the program's own. */
static void a_line_of_a_library_is_not_the_programs(void)
{
    struct symbol all[256] = {0};
    struct err err;
    bool lines[30] = {false};
    write_in_folder("bank.cc", str_of(cxx_source));
    const char *program = build("g++ -g -O2 -std=c++17 -pthread", "bank.cc");
    uint64_t work = address_of("_Z4workv");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        all[i] = (struct symbol){.address = work + 1 + i, .is_code = true};
    CHECK(program && find("bank.cc", cxx_source, program, all, sizeof all / sizeof *all, &err));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        CHECK(!all[i].file || strcmp(all[i].file, "bank.cc") == 0);
        CHECK(all[i].line >= 0 && all[i].line <= 19);
        lines[all[i].line] = true;
    }
    CHECK(lines[15] && lines[16] && lines[17]);
}

/* --- what can't be read --- */

static void programs_that_cannot_be_read(void)
{
    static const struct {
        const char *bytes, *want;
    } rows[] = {
        {"", "drawloom-symbols: it is no ELF program"},
        {"#!/bin/sh\n", "drawloom-symbols: it is no ELF program"},
        {"\x7f"
         "ELF",
         "drawloom-symbols: it is no ELF program"},
    };
    struct symbol symbol = {.address = 0x1139, .is_code = true};
    struct err err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_in_folder("odd", str_of(rows[i].bytes));
        CHECK(!find("a.c", "\n", in_folder("odd"), &symbol, 1, &err));
        CHECK_STR(err.message, rows[i].want);
    }
    CHECK(!find("a.c", "\n", "/no/such/program", &symbol, 1, &err));
    CHECK(strstr(err.message, "/no/such/program") != NULL);
    CHECK(symbol.address == 0x1139 && !symbol.function && !symbol.file);
}

static void a_stripped_program_has_no_symbols(void)
{
    struct symbol symbol = {.address = 0x401000, .is_code = true};
    struct err err;
    write_in_folder("forks.c", str_of(c_source));
    sh(arena_printf(&fixture.arena, "cd %s && gcc -s -static forks.c -o program", fixture.dir));
    CHECK(!find("forks.c", c_source, in_folder("program"), &symbol, 1, &err));
    CHECK_STR(err.message, "drawloom-symbols: it has no symbols, or they cannot be read");
}

/* Whatever comes of it, lines and names are none that the sample can't have. */
static void check_damaged(struct str program)
{
    struct symbol symbols[64] = {0};
    struct err err;
    write_in_folder("damaged", program);
    for (size_t i = 0; i < 64; i++)
        symbols[i] = (struct symbol){.address = 0x1000 + 64 * i, .is_code = i % 2};
    find("forks.c", c_source, in_folder("damaged"), symbols, 64, &err);
    for (size_t i = 0; i < 64; i++) {
        CHECK(symbols[i].address == 0x1000 + 64 * i);
        CHECK(symbols[i].line >= 0 && symbols[i].line <= 35);
    }
}

static void damaged_programs_do_no_harm(void)
{
    struct buf bytes = BUF_INIT;
    struct err err = {0};
    unsigned state = 1;
    write_in_folder("forks.c", str_of(c_source));
    const char *program = build("gcc -g -pthread", "forks.c");
    CHECK(program && file_read(program, &bytes, &err));
    for (size_t part = 1; part < 8; part++)
        check_damaged((struct str){bytes.data, bytes.len * part / 8});
    for (int round = 0; round < 8; round++) {
        for (size_t i = 64; i < bytes.len;
             i += 1 + (state = state * 1103515245 + 12345) / 65536 % 900)
            bytes.data[i] = (char)(state >> 8);
        check_damaged(buf_view(&bytes));
    }
    buf_release(&bytes);
}

static void without_the_tool(void)
{
    struct launcher elsewhere = *shop.sandbox->launcher;
    struct sandbox sandbox = *shop.sandbox;
    const struct sandbox *here = shop.sandbox;
    struct symbol symbol = {.address = 1};
    struct err err;
    elsewhere.path = in_folder("drawloom-launch");
    sandbox.launcher = &elsewhere;
    shop.sandbox = &sandbox;
    CHECK(!find("a.c", "\n", "/bin/true", &symbol, 1, &err));
    CHECK(strstr(err.message, "drawloom-symbols") != NULL);
    shop.sandbox = here;
}

/* --- answers --- */

static void answers_are_not_trusted(void)
{
    static const struct {
        const char *text;
        bool is_code;
        const char *want; /* name or function */
        int line;
    } rows[] = {
        {"worker\n2\t/box/a.c\n\n", true, "worker", 2},
        {"worker\n2\ta.c\n\n", true, "worker", 2},
        {"worker\n9\t/usr/include/x.h\n2\t/box/a.c\n1\t/box/a.c\n\n", true, "worker", 2},
        {"worker\n2\t/box/a.c", true, "worker", 2},
        {"worker\n", true, "worker", 0},
        {"\n", true, NULL, 0},
        {"", true, NULL, 0},
        {"worker\n4\t/box/a.c\n\n", true, "worker", 0},
        {"worker\n0\t/box/a.c\n\n", true, "worker", 0},
        {"worker\n-1\t/box/a.c\n\n", true, "worker", 0},
        {"worker\n99999999999\t/box/a.c\n\n", true, "worker", 0},
        {"worker\n2 /box/a.c\n\n", true, "worker", 0},
        {"worker\n2\n\n", true, "worker", 0},
        {"worker\n\t/box/a.c\n\n", true, "worker", 0},
        {"worker\n2\t/box/ba.c\n\n", true, "worker", 0},
        {"worker\n2\t/box/a.cc\n\n", true, "worker", 0},
        {"wor\x1b[1mker\n2\t/box/a.c\n\n", true, NULL, 2},
        {"wor\xffker\n\n", true, NULL, 0},
        {"wor\xe2\x80\xaeker\n\n", true, NULL, 0},
        {"forks[3]\n\n", false, "forks[3]", 0},
        {"forks[3]\n2\ta.c\n\n", false, "forks[3]", 0},
        {"a23456789b23456789c23456789d23456789e23456789f23456789g23456789h23456789i234567\n", false,
         "a23456789b23456789c23456789d23456789e23456789f23456789g23456789h23456789i234567", 0},
        {"a23456789b23456789c23456789d23456789e23456789f23456789g23456789h23456789i23456789\n",
         false, NULL, 0},
    };
    struct source_file file;
    const struct sample sample = sample_of(&file, "a.c", "1\n2\n3\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct symbol symbol = {.is_code = rows[i].is_code};
        symbols_read(&sample, str_of(rows[i].text), &symbol, 1, &a);
        CHECK_STR(symbol.is_code ? symbol.function : symbol.name, rows[i].want);
        CHECK_INT(symbol.line, rows[i].line);
        CHECK_STR(symbol.file, rows[i].line ? "a.c" : NULL);
        arena_release(&a);
    }
}

static void answers_are_in_order(void)
{
    struct arena a = {0};
    struct source_file files[] = {{.name = "main.c", .text = STR("1\n2\n")},
                                  {.name = "in/main.c", .text = STR("1\n")}};
    const struct language language = {.compile = {(const char *[]){"cc"}, 1}};
    const struct sample sample = {.files = files, .file_count = 2, .language = &language};
    struct symbol s[4] = {{.is_code = true}, {.address = 7}, {.is_code = true}, {.address = 8}};
    symbols_read(&sample,
                 STR("f\n2\t/box/samples/main.c\n\n\ng\n1\t/box/samples/in/main.c\n\nm.lock\n\n"
                     "more\n\n"),
                 s, 4, &a);
    CHECK_STR(s[0].file, "main.c");
    CHECK_INT(s[0].line, 2);
    CHECK_STR(s[1].name, NULL);
    CHECK_STR(s[2].function, "g");
    CHECK_STR(s[2].file, "in/main.c");
    CHECK_STR(s[3].name, "m.lock");
    arena_release(&a);
}

/* --- */

static void at_level(enum sandbox_choice choice, void (*test)(void))
{
    struct err err = {0};
    struct problems warnings = {0};
    sandbox_fixture_begin(&fixture);
    if (!CHECK(sandbox_fixture_open(&fixture, choice, &err)))
        printf("#   %s\n", err.message);
    shop = (struct workshop){.sandbox = &fixture.sandbox, .root = fixture.dir};
    shop.work = path_join(&fixture.arena, fixture.dir, ".drawloom/work");
    CHECK(store_open(fixture.dir, &fixture.arena, &warnings, &shop.store, &err));
    shop.compilers = box_shelf_new(shop.sandbox, SANDBOX_COMPILE, shop.store, shop.work);
    test();
    box_shelf_free(shop.compilers);
    store_close(shop.store);
    sandbox_fixture_end(&fixture);
}

static void at_every_level(void)
{
    at_level(SANDBOX_ONLY_FULL, without_debug_information);
#ifndef __SANITIZE_ADDRESS__ /* to look for leaks takes what this level refuses */
    at_level(SANDBOX_ONLY_REDUCED, without_debug_information);
#endif
    at_level(SANDBOX_ONLY_OFF, without_debug_information);
}

static void c_programs_in_a_box(void)
{
    at_level(SANDBOX_CHOOSE, c_programs);
}

static void cxx_programs_in_a_box(void)
{
    at_level(SANDBOX_CHOOSE, cxx_programs);
    at_level(SANDBOX_CHOOSE, a_line_of_a_library_is_not_the_programs);
}

static void what_cannot_be_read_is_told(void)
{
    at_level(SANDBOX_CHOOSE, programs_that_cannot_be_read);
    at_level(SANDBOX_CHOOSE, a_stripped_program_has_no_symbols);
    at_level(SANDBOX_CHOOSE, without_the_tool);
}

static void damaged_programs(void)
{
    at_level(SANDBOX_CHOOSE, damaged_programs_do_no_harm);
}

int main(void)
{
    RUN(answers_are_not_trusted);
    RUN(answers_are_in_order);
    RUN(at_every_level);
    RUN(c_programs_in_a_box);
    RUN(cxx_programs_in_a_box);
    RUN(what_cannot_be_read_is_told);
    RUN(damaged_programs);
    return test_summary();
}
