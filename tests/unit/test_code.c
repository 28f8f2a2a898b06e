#include "code/code.h"

#include "base/buf.h"
#include "base/clock.h"
#include "test.h"

struct fixture {
    struct arena a;
    struct code_reader *reader;
    struct code code;
};

static void read_text(struct fixture *f, const char *grammar, struct str text)
{
    *f = (struct fixture){.reader = code_reader_new()};
    code_read(f->reader, code_grammar(str_of(grammar)), text, &f->a, &f->code);
}

static void fixture_end(struct fixture *f)
{
    code_reader_free(f->reader);
    arena_release(&f->a);
}

/* The text with its spans as «k static». */
static void mark(const struct code *code, struct str text, struct buf *out)
{
    uint32_t at = 0;
    for (size_t i = 0; i < code->span_count; i++) {
        const struct code_span *span = &code->spans[i];
        buf_add(out, text.data + at, span->start - at);
        buf_printf(out, "«%c ", ".cktfsndvpo"[span->class]);
        buf_add(out, text.data + span->start, span->end - span->start);
        buf_puts(out, "»");
        at = span->end;
    }
    buf_add(out, text.data + at, text.len - at);
}

struct row {
    const char *text, *want;
};

static void check_marks(const char *grammar, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fixture f;
        struct buf got = BUF_INIT;
        read_text(&f, grammar, str_of(rows[i].text));
        mark(&f.code, str_of(rows[i].text), &got);
        CHECK_STR(got.data, rows[i].want);
        buf_release(&got);
        fixture_end(&f);
    }
}

#define CHECK_MARKS(grammar, rows) check_marks(grammar, rows, sizeof(rows) / sizeof *(rows))

static void words_of_c(void)
{
    static const struct row rows[] = {
        {"int x = 0x1F;", "«t int» x = «n 0x1F»;"},
        {"static const unsigned long n;", "«k static» «k const» «t unsigned long» n;"},
        {"struct queue *q = NULL;", "«k struct» «t queue» *q = «n NULL»;"},
        {"pthread_t t; bool b = true;", "«t pthread_t» t; «t bool» b = «n true»;"},
        {"_Atomic int a; static _Thread_local int b;",
         "«k _Atomic» «t int» a; «k static» «k _Thread_local» «t int» b;"},
        {"// one\n/* two\n * lines */", "«c // one»\n«c /* two\n * lines */»"},
        {"#include <stdio.h>\n#include \"a.h\"",
         "«d #include» «s <stdio.h>»\n«d #include» «s \"a.h\"»"},
        {"#define N 100\n#define MAX(a, b) (a)\n#pragma once\n#if defined(X)\n#endif\n",
         "«d #define» N «n 100»\n«d #define» «f MAX»(a, b) (a)\n«d #pragma» once\n"
         "«d #if» «d defined»(X)\n«d #endif»\n"},
        {"int f(void) { return g(\"a\\n\", 'c') ? p->run(1) : sizeof(size_t); }",
         "«t int» «f f»(«t void») { «k return» «f g»(«s \"a\\n\"», «s 'c'») ? p->«f run»(«n 1») : "
         "«k sizeof»(«t size_t»); }"},
        {"char *f(void);", "«t char» *«f f»(«t void»);"},
        {"int (*fn)(int);", "«t int» (*«f fn»)(«t int»);"},
        {"static_assert(sizeof(pthread_t) == 8, \"\");",
         "«k static_assert»(«k sizeof»(«t pthread_t») == «n 8», «s \"\"»);"},
        {"x = (size_t)y + (T){1}.z;", "x = («t size_t»)y + («t T»){«n 1»}.z;"},
    };
    CHECK_MARKS("c", rows);
}

static void words_of_cpp(void)
{
    static const struct row rows[] = {
        {"template <typename T> class q : public b<T> {};",
         "«k template» <«k typename» «t T»> «k class» «t q» : «k public» «t b»<«t T»> {};"},
        {"auto x = std::make_unique<int>(1'000);",
         "«t auto» x = std::«f make_unique»<«t int»>(«n 1'000»);"},
        {"void f() { std::lock_guard<std::mutex> lock(m); q.push(std::move(x)); }",
         "«t void» «f f»() { std::«t lock_guard»<std::«t mutex»> lock(m); "
         "q.«f push»(std::«f move»(x)); }"},
        {"int q::size() const noexcept { return this->n + static_cast<int>(2); }",
         "«t int» q::«f size»() «k const» «k noexcept» { «k return» «k this»->n + "
         "«k static_cast»<«t int»>(«n 2»); }"},
        {"auto s = R\"(raw)\"; sleep_for(10ms); co_await x;",
         "«t auto» s = «s R\"(raw)\"»; «f sleep_for»(«n 10ms»); «k co_await» x;"},
        {"q::~q() { delete p; }", "q::«f ~q»() { «k delete» p; }"},
        {"#include <thread>\nusing namespace std;",
         "«d #include» «s <thread>»\n«k using» «k namespace» std;"},
    };
    CHECK_MARKS("cpp", rows);
}

static void words_of_scripts(void)
{
    static const struct row python[] = {
        {"async def f(x: int) -> str:\n    return f\"{x!r:>3} a\"  # c\n",
         "«k async» «k def» «f f»(x: «t int») -> «t str»:\n    «k return» «s f\"»{x!r«s :>3»}«s  "
         "a\"»  "
         "«c # c»\n"},
        {"@cache\nclass A(B):\n    n = None or 1.5\n",
         "«d @cache»\n«k class» «t A»(B):\n    n = «n None» «k or» «n 1.5»\n"},
        {"if x is not y: t.join()", "«k if» x «k is not» y: t.«f join»()"},
    };
    static const struct row lua[] = {
        {"local x <const> = nil -- c", "«k local» x <«k const»> = «n nil» «c -- c»"},
        {"function M.f(...) return s:len() .. 'x' end",
         "«k function» M.«f f»(«n ...») «k return» s:«f len»() .. «s 'x'» «k end»"},
        {"local g = function() end", "«k local» «f g» = «k function»() «k end»"},
    };
    static const struct row sh[] = {
        {"#!/bin/sh\nfor i in 1 2; do echo \"$i${x:-3}\" >&2; done # c",
         "«c #!/bin/sh»\n«k for» «v i» «k in» «n 1» «n 2»; «k do» «f echo» «s \"»«v $i"
         "${x»«s :-3»«v }»«s \"» >&«n 2»; «k done» «c # c»"},
        {"f() { exit 1; }", "«f f»() { «k exit» «n 1»; }"},
        {"n=$(wc -l <'a b')", "«v n»=$(«f wc» -l <«s 'a b'»)"},
    };
    static const struct row make[] = {
        {"CC = gcc\nall: $(OBJS) # c\n\t$(CC) -o $@ $^\n",
         "«v CC» = gcc\n«d all»: «v $(OBJS)» «c # c»\n\t«v $(CC)» -o «v $@» «v $^»\n"},
        {"ifeq ($(A),b)\nO := $(patsubst %.c,%.o,$(wildcard *.c))\nendif\n",
         "«k ifeq» («v $(A)»,b)\n«v O» := $(«f patsubst» %.c,%.o,$(«f wildcard» *.c))\n«k "
         "endif»\n"},
    };
    CHECK_MARKS("python", python);
    CHECK_MARKS("lua", lua);
    CHECK_MARKS("sh", sh);
    CHECK_MARKS("make", make);
}

static void lines_of_a_console(void)
{
    static const struct row rows[] = {
        {"$ gcc -o a a.c && ./a\nhello\n\n$ exit 1\n",
         "«p $ »«f gcc» -o a a.c && «f ./a»\n«o hello»\n\n«p $ »«k exit» «n 1»\n"},
        {"# whoami\nroot\n", "«p # »«f whoami»\n«o root»\n"},
        {"$ ls\n# no command\n> neither\n", "«p $ »«f ls»\n«o # no command\n> neither»\n"},
        {"$ echo 'a\n> b'\na\nb\n", "«p $ »«f echo» «s 'a»\n«p > »«s b'»\n«o a\nb»\n"},
        {"$ cat <<X\n> $y\n> X\n", "«p $ »«f cat» <<«s X»\n«p > »«v $y»\n«p > »«s X»\n"},
        {"$\nno prompt$ x", "«p $»\n«o no prompt$ x»"},
        {"only printed", "«o only printed»"},
    };
    CHECK_MARKS("console", rows);
}

/* A program that does not compile is what many samples are about. */
static void a_broken_text_is_read_as_well_as_it_can_be(void)
{
    static const struct row rows[] = {
        {"int main(void)\n{\n    puts(\"a\")\n    return 0;\n}\n",
         "«t int» «f main»(«t void»)\n{\n    «f puts»(«s \"a\"»)\n    «k return» «n 0»;\n}\n"},
        {"int f(void) { if (x) {", "«t int» «f f»(«t void») { «k if» (x) {"},
        {"", ""},
        {"\n\n", "\n\n"},
        {"int x;\r\n// a\r\nint y;", "«t int» x;\r\n«c // a»\r\n«t int» y;"},
        {"\xFF\xFE int \x80 x;", "\xFF\xFE «t int» \x80 x;"},
    };
    CHECK_MARKS("c", rows);
}

static void bytes_of_any_kind_are_read(void)
{
    static const char *const names[] = {"c", "cpp", "python", "lua", "bash", "make", "console"};
    struct buf text = BUF_INIT;
    for (int i = 0; i < 4096; i++)
        buf_putc(&text, (char)(i * 7 + i / 256));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fixture f;
        read_text(&f, names[i], buf_view(&text));
        for (size_t k = 0; k < f.code.span_count; k++)
            CHECK(f.code.spans[k].end <= text.len && f.code.spans[k].start < f.code.spans[k].end);
        fixture_end(&f);
    }
    buf_release(&text);
}

static void check_functions(const char *grammar, const char *text, const char *want)
{
    struct fixture f;
    struct buf got = BUF_INIT;
    read_text(&f, grammar, str_of(text));
    for (size_t i = 0; i < f.code.function_count; i++)
        buf_printf(&got, "%s%s %d-%d", i ? ", " : "", f.code.functions[i].name,
                   f.code.functions[i].first_line, f.code.functions[i].last_line);
    CHECK_STR(got.data, want);
    buf_release(&got);
    fixture_end(&f);
}

static void functions_are_found_with_their_comments(void)
{
    check_functions("c", "int f(void)\n{\n}\n", "f 1-3");
    check_functions("c", "int f(void) {}", "f 1-1");
    check_functions("c", "/* a\n b */\n// c\nstatic char **f(int x) {\n}\n", "f 1-5");
    check_functions("c", "// far\n\nint f(void) {\n}\n", "f 3-4");
    check_functions("c", "int x; // of x\nint f(void) {\n}\n", "f 2-3");
    check_functions("c", "/* a */ int x;\nint f(void) {}\n", "f 2-2");
    check_functions("c", "int x; int f(void) {}\n", "f 1-1");
    check_functions("c", "int\nf(a)\nint a;\n{\n}\n", "f 1-5");
    check_functions("c", "int (*f(int i))(int)\n{\n}\n", "f 1-3");
    check_functions("c", "int f(void);\nint (*g)(void);\n#define h() {}\n", "");
    check_functions("c", "// a\r\nint f(void)\r\n{\r\n}\r\n", "f 1-4");
    check_functions("c", "#ifdef A\nint f(void) {}\n#else\nint f(int x) {}\n#endif\n",
                    "f 2-2, f 4-4");
    check_functions("c", "int f(void) {\n  x(\n}\n\nint g(void)\n{\n}\n", "f 1-3, g 5-7");
    check_functions("cpp", "// a\ntemplate <class T>\nvoid q<T>::push(T x)\n{\n}\n", "q::push 1-5");
    check_functions(
        "cpp",
        "namespace n {\nstruct q {\n  q() {}\n  ~q() {}\n  // a\n  int f() { return 1; }\n"
        "  bool operator==(q) { return 1; }\n  operator bool() const { return 1; }\n"
        "  void operator()() {}\n};\n}\n",
        "n::q::q 3-3, n::q::~q 4-4, n::q::f 5-6, n::q::operator== 7-7, "
        "n::q::operator bool 8-8, n::q::operator() 9-9");
    check_functions("cpp", "int &f() {}\nauto g() -> int {}\nauto h = [] {};\n", "f 1-1, g 2-2");
    check_functions("python",
                    "# a\n@b\n@c\nclass A:\n    @d\n    # e\n    def f(self):\n        def g():\n"
                    "            pass\n\n\nasync def h():\n    pass\n",
                    "A.f 5-9, A.f.g 8-9, h 12-13");
    check_functions("lua",
                    "-- a\nfunction M.f()\nend\nfunction M:g()\nend\nlocal function h()\nend\n"
                    "local i = function()\nend\nM.j = function() end\n",
                    "M.f 1-3, M:g 4-5, h 6-7, i 8-9, M.j 10-10");
    check_functions("sh", "#!/bin/sh\n# a\nf() {\n  :\n}\nfunction g { :; }\n", "f 2-5, g 6-6");
}

static void check_calls(const char *grammar, const char *text, const char *want)
{
    struct fixture f;
    struct buf got = BUF_INIT;
    read_text(&f, grammar, str_of(text));
    for (size_t i = 0; i < f.code.call_count; i++) {
        const struct code_call *call = &f.code.calls[i];
        buf_printf(&got, "%s%s:%d", i ? " " : "", call->name, call->line);
        CHECK(strncmp(call->name, text + call->start, call->end - call->start) == 0);
    }
    CHECK_STR(got.data, want);
    buf_release(&got);
    fixture_end(&f);
}

static void calls_are_those_of_other_texts_functions(void)
{
    check_calls("c", "int f(void)\n{\n  f();\n  return read(0,\n   strlen(\"x\"));\n}\n",
                "read:4 strlen:5");
    check_calls("c", "#define m(x) x\nvoid f(void) { m(1); puts(\"\"); }", "puts:2");
    check_calls("c", "void f(int (*g)(int), op h) { g(1); h(2); p->i(3); (*j)(4); }", "");
    check_calls("c", "struct stat stat;\nvoid f(void) { stat(\"x\", &s); }", "stat:2");
    check_calls("c", "static_assert(sizeof(int) == 4, \"\"); int x = sizeof(x);", "");
    check_calls("cpp", "void q::f() { f(); ::read(0); std::move(x); a.b(); auto g = [] {}; g(); }",
                "read:1");
    check_calls("cpp", "int x = static_cast<int>(printf(\"\"));", "printf:1");
    check_calls("python", "print(1)", "");
}

static void a_grammar_has_its_names(void)
{
    CHECK(code_grammar(STR("c")) == code_grammar(STR("h")));
    CHECK(code_grammar(STR("cpp")) == code_grammar(STR("hpp")));
    CHECK(code_grammar(STR("c")) != code_grammar(STR("c++")));
    CHECK(code_grammar(STR("sh")) == code_grammar(STR("bash")));
    CHECK(code_grammar(STR("mk")) == code_grammar(STR("makefile")));
    CHECK(code_grammar(STR("console")) != NULL);
    CHECK(code_grammar(STR("")) == NULL);
    CHECK(code_grammar(STR("c h")) == NULL);
    CHECK(code_grammar(STR("text")) == NULL);
}

/* A piece again and again, so many bytes. The limit is far off: the machine may be busy. */
static void check_time(const char *grammar, const char *piece, size_t bytes)
{
    struct buf text = BUF_INIT;
    struct fixture f;
    while (text.len < bytes)
        buf_puts(&text, piece);
    int64_t start = clock_ns();
    read_text(&f, grammar, buf_view(&text));
    double seconds = (double)(clock_ns() - start) / CLOCK_NS_PER_S;
    if (!CHECK(seconds < 20))
        printf("#   %s \"%s\"…: %.1f s\n", grammar, piece, seconds);
    fixture_end(&f);
    buf_release(&text);
}

/* Deep nesting, long chains, and more children than tree-sitter can count. */
static void a_hostile_text_takes_no_time(void)
{
    static const struct {
        const char *grammar, *piece;
    } rows[] = {
        {"c", "("},
        {"c", "f()"},
        {"c", "{"},
        {"c", "int f("},
        {"c", "/*"},
        {"c", "int f(void){}"},
        {"c", "x "},
        {"c", "//\n"},
        {"cpp", "namespace a{"},
        {"cpp", "a<"},
        {"cpp", "template<class T>"},
        {"cpp", "struct a{void f(){}"},
        {"python", "f\"{"},
        {"python", "("},
        {"python", "if x:\n "},
        {"python", "def f():\n"},
        {"lua", "f{"},
        {"lua", "function f()"},
        {"bash", "\"$("},
        {"bash", "<<A "},
        {"bash", "$(("},
        {"make", "$("},
        {"make", "a:\n"},
        {"console", "$ \n"},
        {"console", "$ x <<A\n> "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_time(rows[i].grammar, rows[i].piece, 500 * strlen(rows[i].piece));
        check_time(rows[i].grammar, rows[i].piece, 25000);
        check_time(rows[i].grammar, rows[i].piece, 65536 * strlen(rows[i].piece) + 1);
    }
    check_time("c", "/* long words */", 1000000);
}

static void a_giant_text_is_plain(void)
{
    struct buf text = BUF_INIT;
    struct fixture f;
    while (text.len <= CODE_MAX_BYTES)
        buf_puts(&text, "int x;\n");
    read_text(&f, "c", buf_view(&text));
    CHECK_INT(f.code.span_count, 0);
    fixture_end(&f);
    buf_release(&text);
}

static void a_reader_reads_many_texts(void)
{
    struct fixture f;
    read_text(&f, "c", STR("int x;"));
    code_read(f.reader, code_grammar(STR("console")), STR("$ ls\n"), &f.a, &f.code);
    CHECK_INT(f.code.span_count, 2);
    code_read(f.reader, code_grammar(STR("sh")), STR("ls 1\nls 2\n"), &f.a, &f.code);
    CHECK_INT(f.code.span_count, 4);
    code_read(f.reader, code_grammar(STR("c")), STR("int x;"), &f.a, &f.code);
    CHECK_INT(f.code.span_count, 1);
    fixture_end(&f);
}

int main(void)
{
    RUN(words_of_c);
    RUN(words_of_cpp);
    RUN(words_of_scripts);
    RUN(lines_of_a_console);
    RUN(a_broken_text_is_read_as_well_as_it_can_be);
    RUN(bytes_of_any_kind_are_read);
    RUN(functions_are_found_with_their_comments);
    RUN(calls_are_those_of_other_texts_functions);
    RUN(a_grammar_has_its_names);
    RUN(a_hostile_text_takes_no_time);
    RUN(a_giant_text_is_plain);
    RUN(a_reader_reads_many_texts);
    return test_summary();
}
