# Builds that are killed, stopped, or meet each other; stores that are damaged.

nap=15.$$$RANDOM # told apart from the naps of other tests

slow() {
    course 'sh = standard.sh' <<END
\`\`\`sh {#quick}
echo quick
\`\`\`
\`\`\`sh {#slow timeout=20s}
sleep $nap
\`\`\`
END
}

expect_nothing_runs() {
    expect "nothing that runs" [ -z "$(pgrep -f "^sleep $nap\$")" ]
}

small() {
    course <<<'```c {#one}
#include <stdio.h>
int main(void) { puts("one"); }
```'
}

case_begin "an interrupted build ends at once, with 130 or 143, and leaves nothing that runs"
for signal in INT:130 TERM:143; do
    slow
    start=$(date +%s)
    run_cmd timeout --foreground -s "${signal%:*}" --preserve-status 1.5 "$DRAWLOOM" build --jobs 2
    expect_status "${signal#*:}"
    [ $(($(date +%s) - start)) -lt 10 ] || expected "an end within 10 s"
    expect_no_file site/index.html
    expect "no working folder" [ -z "$(ls .drawloom/work)" ]
    expect_nothing_runs
done
sed -i 's/sleep .*/echo awake/' content/01.md
run build
expect_status 0
expect_stderr '1 from the store' # what was finished before the signal

case_begin "a signal at any moment: 130, nothing half done, no temporary file"
# where nothing has to be put away, a signal ends drawloom at once, with threads that nobody joined
export TSAN_OPTIONS=${TSAN_OPTIONS-}:report_thread_leaks=0
small
for i in $(seq 2 20); do
    echo "Text $i." >"content/$i.md"
    chapters="$chapters, \"$i.md\""
done
sed -i "s/chapters = .*/chapters = { \"01.md\" $chapters }/" content/course.lua
run build
expect_status 0
for round in $(seq 16); do
    for i in $(seq 2 20); do echo "Text $i, round $round." >"content/$i.md"; done
    sed -i "s/puts(.*)/puts(\"round $round\")/" content/01.md
    run_cmd timeout --foreground -s INT --preserve-status "$(printf '0.%03d' $((round * 13 % 32 * 10 + 4)))" "$DRAWLOOM" build
    [ "$status" = 130 ] || [ "$status" = 0 ] || expected "status 130 or 0, got $status"
    expect "no temporary file" [ -z "$(find site .drawloom content -name '.drawloom-tmp*')" ]
    expect "no working folder" [ -z "$(ls .drawloom/work)" ]
    expect "whole pages" [ -z "$(grep -L '</html>' site/*.html)" ]
done
run build
expect_status 0
expect_file site/01.html 'round 16'
expect_file site/20.html 'round 16'

case_begin "kill -9 in the middle: the next build is clean"
slow
"$DRAWLOOM" build --jobs 2 2>/dev/null &
pid=$!
sleep 1
kill -9 $pid
{ wait $pid; } 2>/dev/null
sleep 1
expect_nothing_runs
sed -i 's/sleep .*/echo awake/' content/01.md
run build
expect_status 0
expect "no working folder" [ -z "$(ls .drawloom/work)" ]

case_begin "kill -9 at many moments: every page is whole, the next build is right"
chapters=
course <<<'Text 0.'
for i in $(seq 2 60); do
    echo "Text $i." >"content/$i.md"
    chapters="$chapters, \"$i.md\""
done
sed -i "s/chapters = .*/chapters = { \"01.md\" $chapters }/" content/course.lua
run build
expect_status 0
for round in $(seq 12); do
    for i in $(seq 2 60); do echo "Text $i, round $round." >"content/$i.md"; done
    "$DRAWLOOM" build 2>/dev/null &
    pid=$!
    sleep "0.0$((round * 7 % 10))$((round % 3))"
    kill -9 $pid 2>/dev/null
    { wait $pid; } 2>/dev/null
    for page in site/*.html; do
        tail -n 1 "$page" | grep -q '</html>' || expected "a whole page $page"
    done
done
run build
expect_status 0
expect_file site/60.html 'round 12'
expect "no temporary file" [ -z "$(find site -name '.drawloom-tmp*')" ]
cp -R site killed
rm -r site
run build
expect "as if nothing had been" diff -r killed site

case_begin "two builds at once: the second waits"
course 'sh = standard.sh' <<<'```sh {#nap}
sleep 1; echo done
```'
"$DRAWLOOM" build 2>first.err &
pid=$!
sleep 0.3
run build
expect_status 0
expect_stderr 'waiting for another drawloom'
expect_stderr '^nothing changed'
wait $pid
expect_file first.err '1 run'

case_begin "a store of another version is set aside"
small
run build
sqlite3 .drawloom/results.db 'pragma user_version = 999'
run build
expect_status 0
expect_stderr 'another version of drawloom; it is results.db.foreign now'
expect_stderr '1 compiled, 1 run'
expect_file .drawloom/results.db.foreign
expect_file site/01.html one

case_begin "a store with flipped bytes: a warning, and everything done again"
small
run build
rm -f .drawloom/results.db-*
size=$(stat -c %s .drawloom/results.db)
for part in 0 20 40 60 80 95; do
    cp .drawloom/results.db good
    printf '\252\125\252\125\252\125\252\125\252\125\252\125' |
        dd of=.drawloom/results.db bs=1 seek=$((size * part / 100)) conv=notrunc status=none
    sed -i '1i\\n' content/01.md
    run build
    expect_status 0
    expect_file site/01.html one
    rm -f .drawloom/results.db*
    mv good .drawloom/results.db
done
head -c 100 /dev/urandom >.drawloom/results.db
run build
expect_status 0
expect_stderr 'results.db.*damaged'
run build
expect_status 0
expect_no_stderr damaged

case_begin "a program in the store that was changed is compiled again"
small
run build
for file in .drawloom/bin/*; do echo broken >"$file"; done
run build --rerun one
expect_status 0
expect_stderr '1 compiled, 1 run'
