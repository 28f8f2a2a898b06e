#include "course_fixture.h"

#define MAIN "int main(void) { return 0; }\n"

/* One sample with this info string and body: what is reported. Columns are those of "```". */
static const struct {
    const char *info, *body;
    int column;          /* 0: no problem */
    const char *message; /* part of it */
} rows[] = {
    /* what is right */
    {"c", MAIN, 0, NULL},
    {"c {}", MAIN, 0, NULL},
    {"c {#x}", MAIN, 0, NULL},
    {"c {#x .norun caption=\"a b\"}", MAIN, 0, NULL},
    {"c {.show}", "int x\n", 0, NULL},
    {"c {.hide}", MAIN, 0, NULL},
    {"c {.fold show=1}", MAIN, 0, NULL},
    {"c {args=\"a 'b c'\" stdin=x env=\"A=1 B_2='x y'\"}", MAIN, 0, NULL},
    {"c {cc=clang std=c11 opt=-O0 cflags=\"-Wall -DN=4\" libs=-lm}", MAIN, 0, NULL},
    {"c {timeout=500ms memory=64M output=1K}", MAIN, 0, NULL},
    {"c {processes=1024 nofile=4}", MAIN, 0, NULL},
    {"c {timeout=60s}", MAIN, 0, NULL},
    {"c {exit=0}", MAIN, 0, NULL},
    {"c {exit=255}", MAIN, 0, NULL},
    {"c {signal=SIGSEGV}", MAIN, 0, NULL},
    {"c {signal=segv .tty}", MAIN, 7, "signal: \"segv\" is not a signal"},
    {"c {signal=11}", MAIN, 0, NULL},
    {"c {.hangs timeout=1s}", MAIN, 0, NULL},
    {"c {.compile-error}", "int x\n", 0, NULL},
    {"c {.norun .compile-error}", "int x\n", 0, NULL},
    {"c", "int f(void);\n", 0, NULL},
    {"python {args=x exit=1}", "x\n", 0, NULL},
    {"c {data=\"d/*.txt d/a.txt\"}", MAIN, 0, NULL},
    {"c {file=main.c}", "", 0, NULL},
    {"c {file=\"main.c other.c\" show=@part}", "", 0, NULL},
    {"c {file=./main.c}", "", 0, NULL},
    /* ids */
    {"c {#1}", MAIN, 7, "\"#1\" is not an id"},
    {"c {#a.b}", MAIN, 7, "\"#a.b\" is not an id"},
    {"c {#a #b}", MAIN, 10, "a sample has one id: \"#b\" is the second"},
    {"c {#\xC3\xA9}", MAIN, 7, "is not an id"},
    {"c {#heading}", MAIN, 7, "the id \"heading\" is taken by content/one.md:1"},
    /* names */
    {"c {timout=3s}", MAIN, 7, "unknown attribute \"timout\" (did you mean \"timeout\"?)"},
    {"c {#x timout=3s}", MAIN, 10, "unknown attribute \"timout\""},
    {"c {.norn}", MAIN, 7, "unknown attribute \".norn\" (did you mean \".norun\"?)"},
    {"c {.exit}", MAIN, 7, "unknown attribute \".exit\" (did you mean \"exit=\xE2\x80\xA6\"?)"},
    {"c {norun=1}", MAIN, 7, "unknown attribute \"norun\" (did you mean \".norun\"?)"},
    {"c {zzzzzz=1}", MAIN, 7, "unknown attribute \"zzzzzz\""},
    {"c {onclick=alert(1)}", MAIN, 7, "unknown attribute \"onclick\""},
    {"c {exit=1 exit=2}", MAIN, 14, "\"exit\" is given twice"},
    {"c {.tty .tty}", MAIN, 12, "\".tty\" is given twice"},
    {"c {layout=x}", MAIN, 7, "\"x\" is no layout (write beside or below)"},
    /* trials */
    {"c {trials=1}", MAIN, 0, NULL},
    {"c {trials=100000 outcomes=\">1\"}", MAIN, 0, NULL},
    {"c {trials=auto outcomes=1}", MAIN, 0, NULL},
    {"c {trials=auto outcomes=\" >= 100000\"}", MAIN, 0, NULL},
    {"c {trials=2 outcomes=<2}", MAIN, 0, NULL},
    {"c {trials=2 outcomes=<=3 .time}", MAIN, 0, NULL},
    {"c {trials=0}", MAIN, 7, "trials: \"0\" is not a number from 1 to 100000, nor auto"},
    {"c {trials=100001}", MAIN, 7, "\"100001\" is not a number from 1 to 100000"},
    {"c {trials=Auto}", MAIN, 7, "\"Auto\" is not a number"},
    {"c {outcomes=1}", MAIN, 7, "\"outcomes\" has no meaning without \"trials\""},
    {"c {trials=9 outcomes=0}", MAIN, 16, "outcomes: \"0\" is not a number of outcomes (write 1,"},
    {"c {trials=9 outcomes=<1}", MAIN, 16, "\"<1\" is not a number of outcomes"},
    {"c {trials=9 outcomes==1}", MAIN, 16, "\"=1\" is not a number of outcomes"},
    {"c {trials=9 outcomes=many}", MAIN, 16, "\"many\" is not a number of outcomes"},
    {"c {trials=9 outcomes=}", MAIN, 16, "\"\" is not a number of outcomes"},
    {"c {trials=9 outcomes=9}", MAIN, 0, NULL},
    {"c {trials=9 outcomes=10}", MAIN, 16, "outcomes: 9 trials can't have 10 of them"},
    {"c {trials=9 outcomes=>=10}", MAIN, 16, "9 trials can't have 10"},
    {"c {trials=1 outcomes=>1}", MAIN, 16, "1 trial can't have 2"},
    {"c {trials=9 .norun}", MAIN, 7, "\"trials\" has no meaning here"},
    {"c {trials=9 .compile-error}", MAIN, 7, "does not compile is not run"},
    {"python {trials=9}", "x\n", 0, NULL},
    /* times */
    {"c {.time}", MAIN, 0, NULL},
    {"c {.time reps=3 warmup=0}", MAIN, 0, NULL},
    {"c {.time reps=1000 warmup=100}", MAIN, 0, NULL},
    {"c {.time reps=2}", MAIN, 13, "reps: \"2\" is not a whole number from 3 to 1000"},
    {"c {.time warmup=101}", MAIN, 13, "warmup: \"101\" is not a whole number from 0 to 100"},
    {"c {reps=3}", MAIN, 7, "\"reps\" has no meaning without \".time\""},
    {"c {warmup=3}", MAIN, 7, "\"warmup\" has no meaning without \".time\""},
    {"c {time=3}", MAIN, 7, "unknown attribute \"time\" (did you mean \".time\"?)"},
    {"c {.trace}", MAIN, 0, NULL},
    {"c {.time .trace trials=3 check=tsan}", MAIN, 0, NULL},
    {"c {.hangs timeout=1s .trace}", MAIN, 0, NULL},
    {"c {trace=3}", MAIN, 7, "unknown attribute \"trace\" (did you mean \".trace\"?)"},
    {"c {.trace .trace}", MAIN, 14, "\".trace\" is given twice"},
    {"c {timeout=1s .hangs .time}", MAIN, 25, "\".time\" contradicts \".hangs\""},
    {"c {.show .time}", MAIN, 13, "\".time\" has no meaning here"},
    {"sh {.time}", "x\n", 0, NULL},
    {"c {.show .trace}", MAIN, 13, "\".trace\" has no meaning here"},
    {"c {.norun .trace}", MAIN, 14, "\".trace\" has no meaning here"},
    {"c {.compile-error .trace}", MAIN, 22, "\".trace\" has no meaning here"},
    {"c {.trace}", "int f(void);\n", 7, "is compiled, not run"},
    {"sh {.trace}", "x\n", 0, NULL},
    /* checks */
    {"c {check=tsan}", MAIN, 0, NULL},
    {"c {check=\"asan ubsan helgrind memcheck\" finds=\"data race\"}", MAIN, 0, NULL},
    {"c {check=tsan cc=clang}", MAIN, 0, NULL},
    {"c {check=tsam}", MAIN, 7, "check: \"tsam\" is not a tool (did you mean \"tsan\"?)"},
    {"c {check=coverage}", MAIN, 7, "\"coverage\" is not a tool (tsan, asan, ubsan,"},
    {"c {check=\"tsan asan tsan\"}", MAIN, 7, "\"tsan\" is there twice"},
    {"c {check=}", MAIN, 7, "check: names no tool"},
    {"c {finds=x}", MAIN, 7, "\"finds\" has no meaning without \"check\""},
    {"c {check=tsan finds=\" \"}", MAIN, 18, "finds: is empty"},
    {"c {check=tsan .show}", MAIN, 7, "\"check\" has no meaning here"},
    {"c {check=tsan .norun}", MAIN, 7, "\"check\" has no meaning here: a sample that says .norun"},
    {"c {check=tsan .compile-error}", MAIN, 7, "does not compile is not run"},
    {"c {check=tsan}", "int f(void);\n", 7, "is compiled, not run"},
    {"python {check=helgrind}", "x\n", 12, "\"check\" has no meaning here: Python is not compiled"},
    {"odd {check=tsan}", "x\n", 9, "odd is not compiled by gcc or clang with {cflags}"},
    {"odd {check=memcheck}", "x\n", 0, NULL},
    {"plain {check=ubsan}", "x\n", 11, "plain is not compiled by gcc or clang with {cflags}"},
    {"versioned {check=tsan}", "x\n", 0, NULL},
    /* machine code */
    {"c {asm=f}", MAIN, 0, NULL},
    {"c {asm=f .norun}", MAIN, 0, NULL},
    {"c {asm=stack::push}", MAIN, 0, NULL},
    {"c {asm=\"f g\"}", MAIN, 7, "asm: \"f g\" is not the name of a function"},
    {"c {asm=1f}", MAIN, 7, "\"1f\" is not the name"},
    {"c {asm=}", MAIN, 7, "\"\" is not the name"},
    {"c {asm=f .compile-error}", MAIN, 7, "\"asm\" contradicts \".compile-error\""},
    {"c {asm=f .show}", MAIN, 7, "\"asm\" has no meaning here"},
    {"python {asm=f}", "x\n", 12, "Python is not compiled"},
    {"odd {asm=f}", "x\n", 9, "course.lua gives no `assembly` command for odd"},
    /* lines and changes */
    {"c {mark=1}", MAIN, 0, NULL},
    {"c {mark=2}", MAIN, 7, "mark: \"2\": the program has only 1 line"},
    {"c {mark=\"1 1\"}", MAIN, 7, "mark: \"1 1\": parts must come in the order"},
    {"c {mark=mian}", MAIN, 7, "there is no function \"mian\" (did you mean \"main\"?)"},
    {"c {file=main.c mark=\"2 @part\"}", "", 19, "mark: \"2 @part\": parts must come in the"},
    {"c {file=main.c mark=@part}", "", 0, NULL},
    {"c {.show mark=1}", MAIN, 0, NULL},
    {"c {.hide mark=1}", MAIN, 7, "\".hide\" contradicts \"mark\""},
    {"c {#x diff=y}", MAIN, 0, NULL},
    {"c {diff=y .show}", MAIN, 0, NULL},
    {"c {#x diff=x}", MAIN, 10, "diff: \"x\" is this sample itself"},
    {"c {diff=}", MAIN, 7, "diff: against which sample?"},
    {"c {processes=0}", MAIN, 7, "processes: \"0\" is not a number from 1"},
    {"c {processes=4x}", MAIN, 7, "processes: \"4x\" is not a number from 1"},
    {"c {processes=1025}", MAIN, 7,
     "processes: 1025 is more than course.lua allows (limits.most.processes: 1024)"},
    {"c {nofile=3}", MAIN, 7, "nofile: \"3\" is not a number from 4"},
    {"c {nofile=99999}", MAIN, 7, "limits.most.nofile: 1024"},
    {"c {show=mian}", MAIN, 7, "there is no function \"mian\" (did you mean \"main\"?)"},
    /* values */
    {"c {timeout=abc}", MAIN, 7, "timeout: \"abc\" is not a time (write 500ms, 2s or 1m)"},
    {"c {timeout=}", MAIN, 7, "timeout: \"\" is not a time"},
    {"c {timeout=0s}", MAIN, 7, "not between 1 ms and a day"},
    {"c {timeout=61s}", MAIN, 7, "61s is more than course.lua allows (limits.most.timeout: 60 s)"},
    {"c {memory=x}", MAIN, 7, "memory: \"x\" is not a size"},
    {"c {memory=100G}", MAIN, 7, "100G is more than course.lua allows (limits.most.memory: 2G)"},
    {"c {output=2M}", MAIN, 7, "2M is more than course.lua allows (limits.most.output: 1M)"},
    {"c {exit=256}", MAIN, 7, "exit: \"256\" is not an exit status (0 to 255)"},
    {"c {exit=-1}", MAIN, 7, "\"-1\" is not an exit status"},
    {"c {exit=1x}", MAIN, 7, "\"1x\" is not an exit status"},
    {"c {signal=0}", MAIN, 7, "\"0\" is not a signal"},
    {"c {signal=SIGNOPE}", MAIN, 7, "\"SIGNOPE\" is not a signal"},
    {"c {cc=tcc}", MAIN, 7, "cc: \"tcc\" is not a compiler of C (gcc, clang, cc)"},
    {"c {cc=\"gcc -wrapper x\"}", MAIN, 7, "is not a compiler of C"},
    {"python {cc=gcc}", MAIN, 12, "is not a compiler of Python (course.lua names none)"},
    {"c {std=\"c11 -o x\"}", MAIN, 7, "is not a standard"},
    {"c {std=}", MAIN, 7, "is not a standard"},
    {"c {opt=2}", MAIN, 7, "\"2\" is not a level of optimisation"},
    {"c {opt=-Wall}", MAIN, 7, "\"-Wall\" is not a level of optimisation"},
    {"c {cflags=-fplugin=x.so}", MAIN, 7, "\"-fplugin=x.so\" is not on the list"},
    {"c {cflags=\"-Wall -Wl,-Map=F\"}", MAIN, 7, "\"-Wl,-Map=F\" is not on the list"},
    {"c {cflags=\"'-O2 -o x'\"}", MAIN, 7, "\"-O2 -o x\" is not on the list"},
    {"c {cflags=@/etc/passwd}", MAIN, 7, "is not on the list"},
    {"c {cflags=-I/etc}", MAIN, 7, "languages.c.flags = { \"-I/etc\" }"},
    {"c {libs=-lgmp}", MAIN, 7, "libs: \"-lgmp\" is not on the list"},
    {"c {libs=/lib/x.a}", MAIN, 7, "is not on the list"},
    {"c {args=\"'a\"}", MAIN, 7, "args: the quote ' in `'a` is not closed"},
    {"c {env=A}", MAIN, 7, "env: \"A\" is not a variable (write NAME=value)"},
    {"c {env=1A=x}", MAIN, 7, "is not a variable"},
    {"c {env=\"=x\"}", MAIN, 7, "is not a variable"},
    {"c {env=\"A-B=x\"}", MAIN, 7, "is not a variable"},
    {"c {show=9}", MAIN, 7, "show: \"9\": the program has only 1 line"},
    {"c {show=@x}", MAIN, 7, "show: there is no region \"x\""},
    /* files */
    {"c {file=mian.c}", "", 7, "there is no samples/mian.c (did you mean \"main.c\"?)"},
    {"c {file=\"main.c zzzzzzzzz.c\"}", "", 7, "there is no samples/zzzzzzzzz.c"},
    {"c {file=../content/one.md}", "", 7, "leads out of the folder samples"},
    {"c {file=/etc/passwd}", "", 7, "leads out of the folder samples"},
    {"c {file=link.c}", "", 7, "\"link.c\" leads out of the folder samples"},
    {"c {file=d}", "", 7, "samples/d is a folder"},
    {"c {file=}", "", 7, "file: names no file"},
    {"c {file=main.c}", MAIN, 7, "the block must be empty"},
    {"c {data=nope.txt}", MAIN, 7, "data: there is no samples/nope.txt"},
    {"c {data=\"*.zip\"}", MAIN, 7, "data: no file of samples/ matches \"*.zip\""},
    {"c {data=../../etc/passwd}", MAIN, 7, "leads out"},
    {"c {data=\"d/* ../*\"}", MAIN, 7, "no file of samples/ matches \"../*\""},
    {"c", "", 1, "this program is empty"},
    {"c", " \n\n", 1, "this program is empty"},
    /* contradictions */
    {"c {.hangs exit=1}", MAIN, 14, "\"exit\" contradicts \".hangs\""},
    {"c {exit=1 signal=9}", MAIN, 14, "\"signal\" contradicts \"exit\""},
    {"c {.compile-error exit=1}", MAIN, 22, "\"exit\" contradicts \".compile-error\""},
    {"c {.compile-error args=x}", MAIN, 22, "does not compile is not run"},
    {"c {.hide .fold}", MAIN, 7, "\".hide\" contradicts \".fold\""},
    {"c {.hide show=1}", MAIN, 7, "\".hide\" contradicts \"show\""},
    {"c {.hide .show}", MAIN, 7, "nothing would be left"},
    {"c {.show args=x}", MAIN, 13, "\"args\" has no meaning here"},
    {"c {.show .norun}", MAIN, 13, "\".norun\" has no meaning here"},
    {"c {.show std=c11}", MAIN, 13, "\"std\" has no meaning here"},
    {"c {.show exit=1}", MAIN, 13, "\"exit\" has no meaning here"},
    {"c {.norun stdin=x}", MAIN, 14, "says .norun is not run"},
    {"c {args=x}", "int f(void);\n", 7, "without \"main (\" is compiled, not run"},
    {"python {std=c11}", "x\n", 12, "\"std\" has no meaning here: Python is not compiled"},
    {"python {.compile-error}", "x\n", 12, "Python is not compiled"},
    {"python {.norun}", "x\n", 12, "Python is not compiled"},
    /* the info string itself */
    {"c main.c", MAIN, 1, "\"c\" may only be followed by {\xE2\x80\xA6}"},
    {"c {#x", MAIN, 6, "not closed on its line"},
    {"c {args=\"x}", MAIN, 12, "quote is not closed"},
    {"c {norun}", MAIN, 7, "\"norun\" has no value"},
    {"c {#x} y", MAIN, 11, "nothing may follow"},
};

static void prepare(struct fixture *f)
{
    fixture_begin(f, FIXTURE_COURSE
                  "languages = { c = standard.c, python = standard.python, sh = standard.sh,\n"
                  "  odd = { extension = '.o', compile = 'oddc {cflags} {source}',\n"
                  "    run = '{program}' },\n"
                  "  plain = { extension = '.p', compile = 'gcc {source}', run = '{program}' },\n"
                  "  versioned = { extension = '.v', cc = '/opt/bin/arm-linux-gcc-12.2',\n"
                  "    compile = '{cc} {cflags} {source}', run = '{program}' } }\n");
    fixture_write(f, "samples/main.c", "// [part]\n" MAIN "// [part]\n");
    fixture_write(f, "samples/other.c", "int other;\n");
    fixture_write(f, "samples/d/a.txt", "A");
    fixture_write(f, "samples/d/b.txt", "B");
    CHECK(symlink("/etc/passwd", path_join(&f->arena, f->root, "samples/link.c")) == 0);
    fixture_config(f);
}

static void every_attribute_is_checked(void)
{
    struct fixture f;
    prepare(&f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct chapter *c =
            fixture_chapter(&f, arena_printf(&f.arena, "# x {#heading}\n```%s\n%s```\n",
                                             rows[i].info, rows[i].body));
        CHECK_INT(c->sample_count, 1);
        bool right = rows[i].column ? fixture_has(&c->problems, 2, rows[i].column, rows[i].message)
                                    : c->problems.first == NULL;
        if (!CHECK(right) || !CHECK(fixture_count(&c->problems) == (rows[i].column ? 1 : 0))) {
            printf("#   %s (%d: %s)\n", rows[i].info, rows[i].column,
                   rows[i].message ? rows[i].message : "right");
            fixture_print(&c->problems);
        }
        /* what is declared wrongly is only shown */
        if (rows[i].column && c->sample_count == 1)
            CHECK(c->samples[0].depth == SAMPLE_SHOWN && c->samples[0].file_count > 0);
    }
    fixture_end(&f);
}

static void values_reach_the_sample(void)
{
    struct fixture f;
    prepare(&f);
    struct chapter *c = fixture_chapter(
        &f, "```c {#x args=\"a 'b c'\" stdin=in env=\"A=1\" cc=clang std=c11 opt=-O0\n"
            "```\n\n"
            "```c {#y args=\"a 'b c'\" stdin=in env=\"A=1\" cc=clang std=c11 opt=-O0 cflags=-DN "
            "libs=-lm timeout=2s memory=1M output=3K processes=7 nofile=9 exit=3 .tty .fold "
            "caption=\"C\" "
            "data=\"d/*.txt\"}\n" MAIN "```\n"
            "```c {file=\"main.c other.c\" show=@part signal=SEGV .hide}\n```\n");
    CHECK_INT(c->sample_count, 3);
    const struct sample *s = &c->samples[1];
    CHECK_STR(s->id, "y");
    CHECK(s->named && s->is_inline && s->has_entry && s->tty && s->folded && !s->hidden);
    CHECK_STR(s->chapter, "one");
    CHECK_INT(s->place.line, 4);
    CHECK_STR(s->files[0].name, "y.c");
    CHECK(str_is(s->files[0].text, MAIN));
    CHECK(hash_equal(s->files[0].hash, hash_of(MAIN, strlen(MAIN))));
    CHECK_INT(s->args.count, 2);
    CHECK_STR(s->args.items[1], "b c");
    CHECK(s->has_stdin && str_is(s->stdin_text, "in\n"));
    CHECK_STR(s->env.items[0], "A=1");
    CHECK_STR(s->cc, "clang");
    CHECK_STR(s->std, "c11");
    CHECK_STR(s->opt, "-O0");
    CHECK_STR(s->cflags.items[s->cflags.count - 1], "-DN");
    CHECK_STR(s->cflags.items[0], "-Wall"); /* the language's own come first */
    CHECK_STR(s->libs.items[0], "-lm");
    CHECK_INT(s->limits.timeout_ms, 2000);
    CHECK_INT(s->limits.memory_bytes, 1 << 20);
    CHECK_INT(s->limits.output_bytes, 3 << 10);
    CHECK_INT(s->limits.processes, 7);
    CHECK_INT(s->limits.nofile, 9);
    CHECK(s->must_end == SAMPLE_EXITS && s->must_code == 3);
    CHECK_STR(s->caption, "C");
    CHECK_INT(s->data_count, 2);
    CHECK_STR(s->data[0].name, "d/a.txt");
    CHECK(str_is(s->data[1].text, "B"));
    const struct sample *t = &c->samples[2];
    CHECK_STR(t->id, "one-1");
    CHECK(!t->named && !t->is_inline && t->hidden == true);
    CHECK_INT(t->file_count, 2);
    CHECK_STR(t->files[1].name, "other.c");
    fixture_end(&f);
}

static void what_is_asked_for_reaches_the_sample(void)
{
    struct fixture f;
    prepare(&f);
    struct chapter *c = fixture_chapter(
        &f, "```c {#x trials=100 outcomes=\">=2\" .time reps=5 warmup=3 check=\"tsan memcheck\" "
            "finds=\"data race\" asm=main mark=\"1 3-4\" diff=y}\n" MAIN "\n\n\n```\n"
            "```c {#y trials=auto outcomes=<3}\n" MAIN "```\n"
            "```c\n" MAIN "```\n");
    CHECK(c->problems.first == NULL);
    CHECK_INT(c->sample_count, 3);
    const struct sample *s = &c->samples[0];
    CHECK_INT(s->trials, 100);
    CHECK(s->outcomes == OUTCOMES_AT_LEAST && s->outcomes_number == 2);
    CHECK(s->timed && s->reps == 5 && s->warmup == 3);
    CHECK_INT(s->checks, 1u << CHECK_TSAN | 1u << CHECK_MEMCHECK);
    CHECK_STR(s->finds, "data race");
    CHECK_STR(s->asm_function, "main");
    CHECK_INT(s->marked_count, 2);
    CHECK(s->marked[1].first == 3 && s->marked[1].last == 4);
    CHECK_STR(s->diff, "y");
    CHECK_INT(c->reference_count, 1);
    CHECK_STR(c->references[0].id, "y");
    CHECK_STR(c->references[0].from, "x");
    CHECK_INT(c->references[0].place.line, 1);
    CHECK_INT(c->references[0].place.column, 120);
    CHECK_INT(c->samples[1].trials, SAMPLE_TRIALS_AUTO);
    CHECK(c->samples[1].outcomes == OUTCOMES_LESS && c->samples[1].outcomes_number == 3);
    s = &c->samples[2];
    CHECK(s->trials == 0 && s->outcomes == OUTCOMES_ANY && !s->timed && s->checks == 0);
    CHECK(s->reps == 0 && s->warmup == 1 && !s->finds && !s->asm_function && !s->diff);
    CHECK(s->parameters.count == 0 && s->point_count == 0 && s->marked_count == 0);
    fixture_end(&f);
}

static void samples_do_not_share_their_flags(void)
{
    struct fixture f;
    prepare(&f);
    struct chapter *c = fixture_chapter(&f, "```c {cflags=-DA}\n" MAIN "```\n"
                                            "```c {cflags=-DB}\n" MAIN "```\n"
                                            "```c\n" MAIN "```\n");
    CHECK_INT(c->samples[2].cflags.count + 1, c->samples[0].cflags.count);
    CHECK_STR(c->samples[0].cflags.items[c->samples[0].cflags.count - 1], "-DA");
    CHECK_STR(c->samples[1].cflags.items[c->samples[1].cflags.count - 1], "-DB");
    fixture_end(&f);
}

static void what_a_program_is_decides_how_far_it_goes(void)
{
    static const struct {
        const char *info, *body;
        enum sample_depth depth;
        bool has_entry;
    } cases[] = {
        {"c", MAIN, SAMPLE_RUN, true},
        {"c", "int f(void);\n", SAMPLE_COMPILED, false},
        {"c {.norun}", MAIN, SAMPLE_COMPILED, true},
        {"c {.show}", MAIN, SAMPLE_SHOWN, true},
        {"c {.show}", "f(\n", SAMPLE_SHOWN, false},
        {"sh", "echo\n", SAMPLE_RUN, true},
        {"c {.compile-error}", MAIN, SAMPLE_RUN, true},
    };
    struct fixture f;
    prepare(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct chapter *c = fixture_chapter(
            &f, arena_printf(&f.arena, "```%s\n%s```\n", cases[i].info, cases[i].body));
        CHECK(c->samples[0].depth == cases[i].depth);
        CHECK(c->samples[0].has_entry == cases[i].has_entry);
    }
    fixture_end(&f);
}

int main(void)
{
    RUN(every_attribute_is_checked);
    RUN(values_reach_the_sample);
    RUN(what_is_asked_for_reaches_the_sample);
    RUN(samples_do_not_share_their_flags);
    RUN(what_a_program_is_decides_how_far_it_goes);
    return test_summary();
}
