# drawloom killed and interrupted: a few moments of each; make kill-test has a thousand.
case_of_build=58
course killing <<<'languages = { c = standard.c }'
for i in 1 2 3 4 5 6; do
    printf '```c\n#include <unistd.h>\nint main(void) { usleep(%d00000); return 0; }\n```\n\n' "$i"
done >>"$C/content/01.md"
build reference
cp -R "$C/site" "$W/reference"

kill_at() { # SIGNAL MS
    rm -rf "$C/.drawloom"
    watched "$W/killed.facts" true
    GITHUB_TOKEN=$TOKEN TMPDIR=$W/tmp "$TOOLS/watch" -k "$1:$2" "$W/killed.facts" "$DRAWLOOM" build "$C" \
        >"$W/killed.out" 2>"$W/killed.err"
    status=$(sed -n 's/^status //p' "$W/killed.facts")
    gone=$(sed -n 's/^gone //p' "$W/killed.facts")
}
slowest=0
for ms in 1 2 3 5 8 12 20 35 60 90 130 180 250 350 500; do
    kill_at 9 "$ms"
    check 58 "! left killed >'$W/left'" "" "no process left a second after kill -9 at $ms ms: $(left killed)"
    slowest=$((gone > slowest ? gone : slowest))
done
check 58 true "all dead within $slowest ms" ""
build after-kill
check 58 "[ '$status' = 0 ]" "next build clean" "a next build that is clean: $(tail -n 2 "$W/after-kill.err")"
check 58 "! find '$C' -name '.drawloom-tmp*' | grep -q ." "no temporary file" "no temporary file"
check 58 "same_files '$W/reference' '$C/site'" "whole site" "all files of the site"

for signal in 2:130 15:143; do
    kill_at "${signal%:*}" 200
    check 59 "[ '$status' = '${signal#*:}' ]" "status $status" "status ${signal#*:}, not $status"
    check 59 "[ $gone -lt 1000 ] && ! left killed >'$W/left'" "children dead after $gone ms" \
        "children dead within 1 s: $(left killed)"
    check 59 "! find '$C' -name '.drawloom-tmp*' | grep -q . && [ -z \"\$(ls -A '$C/.drawloom/work')\" ]" \
        "no temporary file" "no temporary file: $(ls -A "$C/.drawloom/work" | head -n 3)"
done
check 59 "[ -z \"\$(ls -A '$W/tmp')\" ]" "" "nothing in TMPDIR: $(ls -A "$W/tmp" | head -n 3)"
