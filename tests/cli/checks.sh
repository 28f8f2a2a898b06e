# Sanitizers and Valgrind on real programs: the right lines, and what breaks a build. And asm=.

# The threads of samples/ add to a counter in line 8 of another file than main's.
counter_files() {
    write samples/count.c <<'END'
#include "count.h"

static long total;

void count(int n)
{
    for (int i = 0; i < n; i++)
        total++;
}
END
    write samples/count.h <<<'void count(int n);'
    write samples/main.c <<'END'
#include <pthread.h>
#include "count.h"

static void *work(void *arg)
{
    count(100000);
    return arg;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
END
}

# A sample with that race in line 4 of the block.
counter() {
    cat <<END
\`\`\`c {#counter $1}
#include <pthread.h>

static int n;
static void *work(void *arg) { for (int i = 0; i < 100000; i++) n++; return arg; }

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    work(NULL);
    pthread_join(t, NULL);
}
\`\`\`
END
}

# All places that the checks name, each once: "counter.c:4".
places() {
    sed -n '/"locations"/,/\]/p' site/results.json | tr -d '\n' |
        grep -oE '"file": ?"[^"]*", *"line": ?[0-9]+' | sed -E 's/"file": ?"([^"]*)", *"line": ?/\1:/' | sort -u
}

expect_places() {
    expect "places $*" [ "$(places)" = "$(printf '%s\n' "$@")" ]
}

for cc in gcc clang; do
    case_begin "a race in the chapter, with $cc"
    counter "cc=$cc check=\"tsan helgrind\" finds=\"data race\"" | course
    run build
    expect_status 0
    expect_places counter.c:4

    case_begin "a race in samples/, with $cc"
    counter_files
    course <<<"\`\`\`c {#counter file=\"main.c count.c\" cc=$cc check=\"tsan helgrind\" finds=\"data-race\"}
\`\`\`"
    run build
    expect_status 0
    expect_places count.c:8
done

case_begin "an unexpected race breaks the build, and says where it is"
counter 'check=tsan' | course
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "counter": ThreadSanitizer found a data race \(counter.c:4: .*write by .*\), but the sample must be clean \(write finds="data race" if that is the lesson\)$'
expect_file site/01.html 'counter.c:4'

case_begin "a race that is not found breaks the build"
course <<'END'
```c {#clean check="tsan helgrind" finds="data race"}
int main(void) { return 0; }
```
END
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "clean": neither ThreadSanitizer nor Helgrind found a data race, which finds= says must be there$'

case_begin "every tool finds a clean program clean, whatever the sample's flags"
course <<'END'
```c {#clean check="tsan asan ubsan helgrind memcheck" cflags="-static -s -O3"}
#include <stdio.h>
int main(void) { puts("hello"); }
```
END
run build
expect_status 0
expect "five verdicts" [ "$(grep -oE '"verdict": ?"clean"' site/results.json | wc -l)" = 5 ]

case_begin "a program that is killed under the tool has no verdict"
course <<'END'
```c {#loops check=ubsan timeout=2s}
#include <stdlib.h>
int main(void) { if (getenv("UBSAN_OPTIONS")) abort(); }
```
END
run build
expect_status 1
expect_stderr 'sample "loops": UndefinedBehaviorSanitizer came to no verdict: it was killed by SIGABRT'

case_begin "what a program prints is no tool's report"
course <<'END'
```c {#fake check=asan}
#include <stdio.h>
int main(void) { fputs("WARNING: ThreadSanitizer: data race (pid=1)\n", stderr); }
```

```c {#own check="asan memcheck"}
#include <stdio.h>
int main(void)
{
    fputs("==1==ERROR: AddressSanitizer: heap-use-after-free on\n", stderr);
    fputs("==1== Invalid read of size 4\n==1==    at 0x1: main (own.c:2)\n", stderr);
}
```

```c {#undefined check=ubsan}
#include <stdio.h>
int main(void) { fputs("undefined.c:1:1: runtime error: division by zero\n", stderr); }
```
END
run build
expect_status 1
expect_no_stderr 'sample "(fake|undefined)"'
expect_stderr 'sample "own": AddressSanitizer came to no verdict: there is a report on stderr, but'
expect_stderr 'sample "own": Memcheck came to no verdict: there is a report on stderr, but'

case_begin "the report of a child is not the program's"
course <<'END'
```c {#child check="asan memcheck"}
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    if (fork() == 0) {
        volatile int *numbers = malloc(4 * sizeof *numbers);
        free((void *)numbers);
        numbers[0] = 1;
        return 0;
    }
    wait(NULL);
}
```
END
run build
expect_status 1
expect_stderr 'sample "child": AddressSanitizer came to no verdict: .* report of a child'
expect_stderr 'sample "child": Memcheck came to no verdict: .* report of a child'

case_begin "a program cannot switch a tool off"
counter 'check="tsan" env="TSAN_OPTIONS=report_bugs=0:exitcode=0"' | course
sed -i 's/^static int n;/&\nconst char *__tsan_default_options(void) { return "report_bugs=0"; }/' content/01.md
run build
expect_status 1
expect_stderr 'ThreadSanitizer found a data race'

case_begin "a program that switches a tool off is not clean"
course <<'END'
```c {#quiet check=asan}
#include <stdlib.h>
__attribute__((weak)) void __lsan_disable(void);
int main(void)
{
    if (__lsan_disable)
        __lsan_disable();
    char *volatile lost = malloc(1);
    lost = NULL;
    (void)lost;
}
```
END
run build
expect_status 1
expect_stderr 'sample "quiet": AddressSanitizer came to no verdict: .* the program has __lsan_ in it'

case_begin "a program that hangs, as it must, before the tool can tell"
course <<'END'
```c {#hangs check="tsan memcheck" .hangs timeout=200ms}
#include <unistd.h>
int main(void) { for (;;) pause(); }
```
END
run build
expect_status 0
expect "two without a verdict" [ "$(grep -oE '"verdict": ?"unknown"' site/results.json | wc -l)" = 2 ]
expect_file site/01.html 'class="badge seen">no verdict'

case_begin "a sample that does not compile is complained of once"
course <<'END'
```c {#wrong check="tsan memcheck" finds="data race"}
int main(void) { return missing(); }
```
END
run build
expect_status 1
expect "one problem" [ "$(grep -c 'sample "wrong"' "$err")" = 1 ]

case_begin "machine code"
course <<'END'
```c {#twice asm=twice cc=gcc}
int twice(int n)
{
    return 2 * n;
}
```

```c {#inlined asm=twice}
static int twice(int n) { return 2 * n; }
int main(int argc, char **argv) { (void)argv; return twice(argc) - 2; }
```
END
run build
expect_status 1
expect_stderr '^content/01.md:8:1: sample "inlined": asm: function twice has no machine code of its own: it was inlined or removed by the compiler at -O2$'
expect_no_stderr 'sample "twice"'
expect_file site/01.html 'data-part="asm"'
