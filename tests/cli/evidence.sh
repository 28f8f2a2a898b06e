# Trials, times, sweeps, checks and claims: what a build does with them, and what breaks it.

# Prints another number in every run.
other() {
    printf '```c {#other %s}\n#include <stdio.h>\n#include <time.h>\n' "$1"
    printf 'int main(void)\n{\n    struct timespec t;\n    clock_gettime(CLOCK_REALTIME, &t);\n'
    printf '    printf("%%ld\\n", t.tv_sec %% 1000 * 1000000000 + t.tv_nsec);\n}\n```\n'
}

# Prints 42.
same() {
    printf '```c {#same %s}\n#include <stdio.h>\nint main(void)\n{\n    puts("42");\n}\n```\n' "$1"
}

sleeps() {
    printf '```c {#sleeps .time %s}\n#include <unistd.h>\nint main(void)\n{\n    usleep(30000);\n}\n```\n' "$1"
}

claims() {
    printf '```claim\n%s\n```\n' "$1"
}

state() {
    find site -type f -printf '%p %i %T@\n' | sort
}

case_begin "as many outcomes as are asked for"
{ other 'trials=20 outcomes=">1"'; same 'trials=auto outcomes=1'; } | course
run build
expect_status 0
expect_stderr '^1 chapter, 2 samples: 2 compiled, 2 run, 2 tried \('
expect_file site/01.html 'data-part="trials"'
expect_file site/results.json '"stop": ?"clear"|"stop": ?"count"'

case_begin "another number of outcomes breaks the build"
{ other 'trials=20 outcomes=1'; echo; same 'trials=30 outcomes=">1"'; } | course
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "other": 20 runs had 20 different outcomes, but outcomes= asks for exactly 1: "[0-9]+" 1×'
expect_stderr '^content/01.md:12:1: sample "same": 30 runs had 1 different outcome, but outcomes= asks for more than 1: "42" 30×'

case_begin "with trials, an output block says what is right"
{ same 'trials=30'; printf '\n```output\n42\n```\n\n'; other 'trials=10'; printf '\n```output\n-1\n```\n'
  claims 'correct("same") == 30
runs("other") == 10
correct("other") == 0'; } | course
run build
expect_status 0
run promote
expect_status 0
expect_file content/01.md '^-1$'

case_begin "outcomes=1 and an output block: each run is right"
{ same 'trials=30 outcomes=1'; printf '\n```output\n42\n```\n'; } | course
run build
expect_status 0
sed -i 's/^42$/43/' content/01.md
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "same": all 30 runs printed something else than the output block says: "42"$'

case_begin "a claim that is false breaks the build"
{ same 'trials=30'; claims 'outcomes("same") == 1
outcomes("same") > 1'; } | course
run build
expect_status 1
expect_stderr '^content/01.md:10:1: claim "outcomes\("same"\) > 1" does not hold'
expect_no_stderr 'content/01.md:9'

case_begin "a sample that is not timed has no time to claim"
{ same; claims 'wall("same") < seconds(5)'; } | course
run build
expect_status 1
expect_stderr '^content/01.md:9:1: .*\.time'

case_begin "a check that finds what it must not"
course <<'END'
```c {#leaks check=asan}
#include <stdlib.h>
int main(void)
{
    volatile char *p = malloc(3);
    p[3] = 1;
    return 0;
}
```
END
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "leaks": AddressSanitizer found .*overflow'

case_begin "a check that does not find what it must"
same 'check=ubsan finds="signed integer overflow"' | course
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "same": .*signed integer overflow'

case_begin "every point of a sweep is judged"
course <<'END'
```c {#count sweep="n=1,2,3" args="{n}"}
#include <stdio.h>
int main(int argc, char **argv) { printf("%s\n", argv[argc - 1]); }
```

```output {n=2}
2
```

```output
1
```
END
run build
expect_status 1
expect_stderr '^content/01.md:10:1: sample "count": with n=3: printed something else'
expect_no_stderr 'with n=[12]'

case_begin "times are taken once"
{ sleeps 'reps=5'; } | course
run build
expect_status 0
expect_stderr '1 compiled, 1 run, 1 timed'
expect_file site/results.json '"reps": ?5'
state >before
run build
expect_stderr '^nothing changed'
sed -i '1i A new line.\n' content/01.md
run build
expect_status 0
expect_stderr '^1 chapter, 1 sample: 3 from the store \('
run build --rerun sleeps
expect_status 0
expect_stderr '1 timed'

case_begin "--no-time times nothing and is not the last word"
{ sleeps 'reps=5'; claims 'wall("sleeps") >= milliseconds(30)'; } | course
run build --no-time
expect_status 0
expect_stderr '1 not timed.*1 unsettled claim'
run check --no-time --strict
expect_status 1
expect_stderr '^content/01.md:9:1: claim .* is unsettled'
run build
expect_status 0
expect_stderr '1 timed'
expect_no_stderr 'not timed'

case_begin "a run that is told to stop leaves no process behind"
{ sleeps 'reps=200'; } | course
run_cmd timeout --foreground -s INT -k 20 2 "$DRAWLOOM" build
expect_status 124
expect_no_file site/01.html
run build --no-time
expect_status 0

case_begin "a sweep in the list, and one of its points run by hand"
course <<'END'
```c {#count sweep="n=1,2" args="{n}"}
#include <stdio.h>
int main(int argc, char **argv) { printf("%s\n", argv[argc - 1]); }
```
END
run build
expect_status 0
run list
expect_stdout 'count .*exit status 0'
run run count
expect_status 0
expect_stdout '^1$'
expect_stderr 'its first point: n=1'
