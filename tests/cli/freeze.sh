# Results frozen into content/frozen, a site built from them where there is no compiler, and what check
# says when they are no longer what happens.

# The course of most cases: two chapters, a header, a sweep, trials, a script.
frozen_course() {
    write content/course.lua <<'END'
title = "Test"
chapters = { "01.md", "part/02.md" }
languages = { c = standard.c, sh = standard.sh }
END
    write content/01.md <<'END'
# One

```c {#hello}
#include <stdio.h>
#include "n.h"
int main(void) { printf("hello %d\n\033[1mbold\t\n", N); fputs("no end", stderr); return 0; }
```

```c {#sweep sweep="n=1,2" args="{n}" trials=3}
#include <stdio.h>
int main(int argc, char **argv) { printf("%d %s\n", argc, argv[1]); return 0; }
```
END
    write content/part/02.md <<'END'
# Two

```sh {#script exit=3}
echo script; exit 3
```
END
    echo '#define N 42' | write samples/include/n.h
}

# Nothing but drawloom's own needs: neither compiler nor sandbox nor shell.
run_bare() {
    mkdir -p "$PWD/bare"
    run_cmd env PATH="$PWD/bare" "$DRAWLOOM" "$@"
}

case_begin "freeze writes a file a chapter, and only where bytes change"
frozen_course
run freeze
expect_status 0
expect_stderr '^2 files written, 0 as before, 0 removed: content/frozen$'
expect_file content/frozen/01.txt '^drawloom frozen 1$'
expect_file content/frozen/01.txt '^\| hello 42$'
expect_file content/frozen/01.txt '^point n=2$'
expect_file content/frozen/01.txt '^outcome 3 exited 0$'
expect_file content/frozen/part/02.txt '^end exited 3$'
expect "no path of this machine" eval '! grep -rF "$PWD" content/frozen'
touch -d '2020-01-01' content/frozen/01.txt
run freeze
expect_status 0
expect_stderr '^0 files written, 2 as before, 0 removed'
expect "an untouched file" [ "$(stat -c %Y content/frozen/01.txt)" = "$(date -d 2020-01-01 +%s)" ]
expect "no temporary file" [ -z "$(find . -name '.drawloom-tmp.*')" ]
cp -r content/frozen first
run build
rm -rf .drawloom/results.db*
run freeze
expect "the same samples in the same order" \
    [ "$(cat first/*.txt | grep '^[spo][amf]')" = "$(cat content/frozen/*.txt | grep '^[spo][amf]')" ]

case_begin "--frozen builds the same pages without compiler, sandbox or shell"
frozen_course
run build
run freeze
rm -rf .drawloom
run_bare build --frozen --out frozen
expect_status 0
expect_stderr '^2 chapters, [0-9]* samples: [0-9]* from content/frozen \('
expect "what was printed" grep -q 'hello 42' frozen/01.html
expect "results.json says so" grep -q '"frozen": true' frozen/results.json
sed 's/"frozen": true/"frozen": false/' frozen/results.json >json
expect "the same results" cmp json site/results.json
run_bare check --frozen
expect_status 0
expect_no_stderr '^sandbox:'
expect "nothing compiled" [ -z "$(find .drawloom/bin .drawloom/work -type f)" ]

case_begin "recordings are frozen: the same picture, finer drawing and download"
course <<'END'
```c {#naps .trace sweep="n=2,3000" args="{n}"}
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
int main(int argc, char **argv)
{
    for (int i = argc; i <= atoi(argv[1]); i++) {
        pthread_mutex_lock(&m);
        usleep(1);
        pthread_mutex_unlock(&m);
    }
    return 0;
}
```
END
run build
expect_status 0
expect_file site/samples/naps.n=3000.timeline.js
run freeze
expect_status 0
expect_file content/frozen/01.txt '^trace$'
expect_file content/frozen/01.txt '^\| \{"version":1,'
rm -rf .drawloom
run_bare build --frozen --out frozen
expect_status 0
expect "two pictures" [ "$(grep -c '<svg class="threads"' site/01.html)" = 2 ]
for site in site frozen; do grep '<svg class="threads"' "$site/01.html" >"$site.svg"; done
expect "the same pictures" cmp site.svg frozen.svg
expect "the same files" diff -r site/samples frozen/samples
sed -i '/^| {"version":1/s/"wall_ns":/"wall_ns":{/' content/frozen/01.txt
run build --frozen
expect_status 1
expect_stderr '^content/frozen/01.txt: its checksum does not fit'
expect "no picture" eval '! grep -q "<svg class=.threads" site/01.html'

case_begin "a frozen build is never taken for a live one, nor the other way round"
frozen_course
run build
run freeze
run build
cp -r site live
run build --frozen
expect "a frozen site" grep -q '"frozen": true' site/results.json
run build
expect "a live site" grep -q '"frozen": false' site/results.json
expect "the same as before" diff -r live site
run build --frozen
run build --frozen
expect_status 0
expect "still frozen" grep -q '"frozen": true' site/results.json

case_begin "a program, an attribute, a header that has changed is told at its line"
frozen_course
run freeze
sed -i 's/hello %d/hi %d/' content/01.md
run build --frozen
expect_status 1
expect_stderr '^content/01.md:3:1: sample "hello": the frozen results are not of this program'
expect_no_stderr 'sample "sweep"'
sed -i 's/hi %d/hello %d/; s/n=1,2/n=1,3/' content/01.md
run check --frozen
expect_status 1
expect_stderr '^content/01.md:9:1: sample "sweep": the frozen results are not of this program'
sed -i 's/n=1,3/n=1,2/' content/01.md
run check --frozen
expect_status 0
echo '#define N 43' >samples/include/n.h
run check --frozen
expect_status 1
expect_stderr '^content/01.md:3:1: sample "hello": the frozen results are not of this program'
sed -i '$a ```sh {#new}\necho new\n```' content/part/02.md
run check --frozen
expect_stderr '^content/part/02.md:[0-9]*:1: sample "new": there is no usable frozen result'

case_begin "what is asked for since, and was not frozen, is told: a time, machine code, a check"
for asked in .time asm=main check=ubsan; do
    { echo '```c {#plain}'; echo 'int main(void) { return 0; }'; echo '```'; } | course
    rm -rf content/frozen
    run freeze
    expect_status 0
    sed -i "s/{#plain}/{#plain $asked}/" content/01.md
    run build --frozen
    expect_status 1
    expect_stderr '^content/01.md:1:1: sample "plain": the frozen results are not of this program'
done

case_begin "programs in files, with headers beside them and elsewhere"
course <<'END'
```c {#filed file=deep/a.c}
```
END
printf '#include "n.h"\n#include "near.h"\nint main(void) { return N + NEAR; }\n' | write samples/deep/a.c
echo '#define N 0' | write samples/include/n.h
echo '#define NEAR 0' | write samples/deep/near.h
run freeze
expect_status 0
run check --frozen
expect_status 0
echo '#define N 0 + 0' | write samples/deep/n.h
run check --frozen
expect_status 1
expect_stderr 'sample "filed": the frozen results are not of this program'

case_begin "words before a sample change nothing"
frozen_course
run freeze
sed -i 's/^# One/# One\n\nMore words.\n/' content/01.md
run check --frozen
expect_status 0

case_begin "nothing is frozen of a course with problems"
frozen_course
run freeze
cp -r content/frozen before
sed -i 's/exit=3/exit=4/; s/echo script/echo other/' content/part/02.md
run freeze
expect_status 1
expect_stderr '^content/part/02.md:3:1: sample "script": .*exit code 3, not 4'
expect_stderr 'nothing was frozen'
expect "the files as before" diff -r before content/frozen

case_begin "warnings do not keep results from being frozen"
course <<'END'
```c
int main(void) { int x; return 0; }
```
END
run freeze
expect_status 0
expect_stderr 'warning'
expect_file content/frozen/01.txt '^diagnostics$'

case_begin "the file of a chapter that is gone is removed, others are not"
frozen_course
run freeze
echo mine | write content/frozen/part/notes.txt
echo mine | write content/frozen/README
sed -i 's|, "part/02.md"||' content/course.lua
rm content/part/02.md
run freeze
expect_status 0
expect_stderr ', 1 removed: content/frozen$'
expect_no_file content/frozen/part/02.txt
expect_file content/frozen/part/notes.txt mine
expect_file content/frozen/README mine
rm -r content/frozen/part content/frozen/README
sed -i '/^```/,/^```/d' content/01.md
run freeze
expect_status 0
expect_stderr '0 as before, 1 removed'
expect_no_file content/frozen

case_begin "what is not ours is not overwritten"
frozen_course
echo mine | write content/frozen/part/02.txt
run freeze
expect_status 2
expect_stderr 'content/frozen/part/02.txt: stands where frozen results belong'
expect_file content/frozen/part/02.txt '^mine$'
expect_no_file content/frozen/01.txt
rm content/frozen/part/02.txt
mkdir content/frozen/part/02.txt
run freeze
expect_status 2
expect_stderr 'content/frozen/part/02.txt: not a file'
expect_no_file content/frozen/01.txt

case_begin "no link leads out of the course"
frozen_course
mkdir outside
ln -s ../outside content/frozen
run freeze
expect_status 2
expect_stderr 'content/frozen: a link or a file, not a folder'
expect "nothing outside" [ -z "$(ls outside)" ]
rm content/frozen
mkdir content/frozen
ln -s ../../outside content/frozen/part
run freeze
expect_status 2
expect_stderr 'content/frozen/part: a link or a file'
expect "nothing outside" [ -z "$(ls outside)" ]
expect_no_file content/frozen/01.txt

if [ "$(id -u)" != 0 ]; then
    case_begin "a folder that cannot be written to"
    frozen_course
    run build
    mkdir -p content/frozen
    chmod a-w content/frozen
    run freeze
    expect_status 2
    expect_stderr 'content/frozen'
fi

case_begin "damaged results are told and not used"
frozen_course
run freeze
sed -i 's/hello 42/hello 99/' content/frozen/01.txt
run build --frozen
expect_status 1
expect_stderr '^content/frozen/01.txt: its checksum does not fit: it was changed by hand'
expect_stderr '^content/01.md:3:1: sample "hello": there is no usable frozen result'
expect "nothing that was typed" eval '! grep -q "hello 99" site/01.html'
run check
expect_status 1
expect_stderr '^content/frozen/01.txt: its checksum'
run freeze
expect_stderr '^1 file written, 1 as before'
run check
expect_status 0

case_begin "without frozen results, --frozen says how to make them"
frozen_course
run build --frozen
expect_status 2
expect_stderr 'there are no frozen results in content/frozen \(drawloom freeze'
run build --frozen --rerun all
expect_status 2
expect_stderr 'one of them'

case_begin "check says what has drifted, and build does not"
course 'c = standard.c, sh = standard.sh' <<'END'
```sh {#prints}
cat ../../../../word 2>/dev/null || echo same
```

```sh {#varies}
date +%N
```

```output {.regex}
[0-9]+
```
END
run freeze
run check
expect_status 0
expect_no_stderr warning
sed -i 's/echo same/echo "other"/' content/01.md
run check
expect_status 0
expect_stderr '^content/01.md:1:1: sample "prints": warning: prints something else than the frozen'
expect_stderr '^ +-same$'
expect_stderr '^ +\+other$'
expect_no_stderr 'sample "varies"'
run build
expect_no_stderr frozen
sed -i 's/echo "other"/echo  same/' content/01.md
run check --rerun all
expect_status 0
expect_stderr 'sample "prints": warning: the frozen results are not of this program'
expect_no_stderr 'sample "varies"'

case_begin "a compile, an end, trials and checks that drift"
course <<'END'
```c {#warns}
int main(void) { return 0; }
```

```c {#ends exit=0}
int main(void) { return 0; }
```

```c {#races trials=3}
#include <stdio.h>
int main(void) { puts("1"); return 0; }
```

```output
1
```

```c {#checked check=ubsan}
int main(int argc, char **argv) { return argc > 9 ? argv[0][0] : 0; }
```
END
run freeze
expect_status 0
sed -i '2s/return/int unused; return/' content/01.md
sed -i 's/ends exit=0/ends exit=3/; 6s/return 0/return 3/' content/01.md
sed -i 's/puts("1")/puts("2")/' content/01.md
sed -i 's/check=ubsan/check=ubsan finds=overflow/; s/return argc > 9/int x = 0x7fffffff; argv[0][0] = x + argc; return argc > 9/' \
    content/01.md
run check
expect_status 0
expect_stderr 'sample "warns": warning: the compiler says something else than in the frozen result'
expect_stderr 'sample "ends": warning: ends otherwise than the frozen result: exit status 3, not exit status 0'
expect_stderr 'sample "races": warning: 0 of 3 runs were right; in the frozen result, 3 of 3'
expect_stderr 'sample "checked": warning: UndefinedBehaviorSanitizer finds .*overflow.*; in the frozen result, nothing'

case_begin "a time that has moved, on this machine"
course <<'END'
```c {#slow .time reps=6}
#include <unistd.h>
int main(void) { usleep(20000); return 0; }
```
END
run freeze
expect_status 0
expect_file content/frozen/01.txt '^wall_ms( [0-9.]+){6}$'
run check
expect_status 0
expect_no_stderr warning
sed -i 's/20000/80000/' content/01.md
run check
expect_status 0
# On a busy machine the times are noisy, and then they say nothing; the program is another in any case.
expect_stderr 'sample "slow": warning: (takes 8[0-9.]+ ms; the frozen result took 2[0-9.]+ ms$|the frozen results are not of)'

# freeze_with_fault N: the Nth call that changes something under content/frozen fails.
freeze_with_fault() {
    head -c 8 /dev/zero >fault.counter
    rm -f fault.log
    FAULT_UNDER=$PWD/content/frozen FAULT_COUNTER=$PWD/fault.counter FAULT_AT=$1 FAULT_ERRNO=28 \
        FAULT_LOG=$PWD/fault.log LD_PRELOAD=$B/fault.so run_cmd "$DRAWLOOM" freeze
}

# All that is there, or the word "none".
frozen_state() {
    if [ -e content/frozen ]; then tar -c --sort=name --mtime=@0 content/frozen | sha256sum; else echo none; fi
}

# walk_faults NAME: from the state in the folder NAME (none: no folder), each call fails in turn.
walk_faults() {
    local n=0 before
    while :; do
        n=$((n + 1))
        rm -rf content/frozen
        [ ! -d "$1" ] || cp -a "$1" content/frozen
        before=$(frozen_state)
        freeze_with_fault "$n"
        [ -e fault.log ] || break
        if [ "$status" = 2 ]; then
            expect_stderr '(No space left on device|cannot be)'
            [ "$(frozen_state)" = "$before" ] || expect_stderr 'not all was frozen'
        fi
        expect "no temporary file" [ -z "$(find content -name '.drawloom-tmp*')" ]
        run freeze
        expect_status 0
        expect "the right files" diff -r right content/frozen
        [ "$case_failed" = 0 ] || { echo "# with call $n failing: $(cat fault.log)"; return; }
    done
    expect "calls that fail" [ "$n" -gt 5 ]
    expect_status 0
}

if [ -z "$SAN" ]; then
    case_begin "every call that writes fails in turn: the old files, or the new ones"
    frozen_course
    run freeze
    cp -a content/frozen old
    sed -i 's/hello %d/hi %d/' content/01.md
    sed -i 's/echo script/echo other/' content/part/02.md
    echo 'drawloom frozen 1' >old/gone.txt
    run freeze
    cp -a content/frozen right
    walk_faults none
    walk_faults old
fi
