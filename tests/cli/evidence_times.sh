# How often programs are run in the lane, and what comes of it. Without a sandbox a program can count its
# own runs in a file of ours, whose name it gets as its argument.

# A script; $2: attributes, $3: what it does after it has counted itself in $n.
counting() {
    printf '```sh {#%s %s args=%s}\nn=$(($(cat "$1") + 1))\necho "$n" >"$1"\n%s\n```\n' "$1" "$2" "$PWD/$1.n" "$3"
    echo 0 >"$1.n"
    chmod a+rw "$1.n"
}

scripts() {
    chmod a+x . "$cases"
    course 'sh = standard.sh'
}

# The number of the first KEY in results.json.
number() {
    sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" site/results.json | head -n 1
}

case_begin "as many trials as are asked for, the first run apart"
counting turns 'trials=20 outcomes=3' 'echo $((n % 3))' | scripts
run build --sandbox=off
expect_status 0
expect "21 runs" [ "$(cat turns.n)" = 21 ]
expect "7 runs of one outcome" [ "$(grep -c '"count": *7\b' site/results.json)" = 2 ]
expect_file site/results.json '"stop": *"count"'
run build --sandbox=off --explain
expect "no more runs" [ "$(cat turns.n)" = 21 ]

case_begin "auto stops when the picture is clear"
counting turns trials=auto 'echo $((n % 2))' | scripts
run build --sandbox=off
expect_status 0
expect "31 runs" [ "$(cat turns.n)" = 31 ]
expect_file site/results.json '"stop": *"clear"'

case_begin "as many timed runs as are asked for, besides warm-ups and disturbed ones"
counting naps '.time reps=4 warmup=3' 'sleep 0.01' | scripts
run build --sandbox=off
expect_status 0
expect_file site/results.json '"reps": *4\b'
expect_file site/results.json '"warmup": *3\b'
expect "no run is unaccounted for" [ "$(cat naps.n)" = $((1 + 3 + 4 + $(number discarded))) ]

case_begin "no warm-up when none is wanted"
counting naps '.time reps=3 warmup=0' 'sleep 0.01' | scripts
run build --sandbox=off
expect_status 0
expect "no run is unaccounted for" [ "$(cat naps.n)" = $((1 + 3 + $(number discarded))) ]

case_begin "one timed run that goes wrong: no time, and a problem"
counting fourth '.time reps=5' '[ "$n" -ne 4 ] && sleep 0.01' | scripts
run build --sandbox=off
expect_status 1
expect_stderr '^content/01.md:1:1: sample "fourth": while it was timed, it ended with exit code 1'
expect "four runs" [ "$(cat fourth.n)" = 4 ]
run build --sandbox=off # is tried again
expect_status 0
expect "ten runs at least" [ "$(cat fourth.n)" -ge 10 ]

case_begin "what goes wrong at once is not timed"
counting never '.time reps=5' 'exit 3' | scripts
run build --sandbox=off
expect_status 1
expect_stderr 'sample "never": ended with exit code 3'
expect_no_stderr 'timed, it'
expect "one run" [ "$(cat never.n)" = 1 ]

case_begin "when the lane's time is over, repeats stop, and what was cut short says so"
{ counting tries trials=100000 'sleep 0.02; echo same'
  counting naps '.time reps=1000' 'sleep 0.02'; } | scripts
sed -i '$a lane_s = 1' content/course.lua
run build --sandbox=off
expect_status 0
expect_file site/results.json '"stop": *"time"'
expect_file site/results.json '"noisy_why": *".*the time for measuring was over after [0-9]+ of 1000 runs"'
expect "few trials" [ "$(cat tries.n)" -lt 1000 ]
expect "few timed runs" [ "$(cat naps.n)" -lt 1000 ]
expect_stderr '1 tried, 1 timed, 2 of them cut short'
sed -i 's/trials=100000/trials=3/; s/reps=1000/reps=3/; s/lane_s = 1/lane_s = 100/' content/01.md content/course.lua
run build --sandbox=off
expect_status 0
expect_no_stderr 'cut short'
run build --sandbox=off
expect_stderr '^nothing changed'

case_begin "what was cut short is done again"
counting tries trials=100000 'sleep 0.02; echo same' | scripts
sed -i '$a lane_s = 1' content/course.lua
run build --sandbox=off
expect_stderr '1 tried, 1 of them cut short'
run build --sandbox=off
expect_stderr '1 tried, 1 of them cut short'

case_begin "an interrupt ends the lane at once; what was finished is kept"
{ counting quick trials=3 'echo same'
  counting slow trials=100000 'sleep 0.05'; } | scripts
"$DRAWLOOM" build --sandbox=off >"$out" 2>"$err" </dev/null &
while [ "$(($(cat slow.n) + 0))" -lt 5 ] && kill -0 $!; do sleep 0.1; done # it may be empty, too
kill -TERM $!
wait $!
status=$?
expect_status 143
expect "the first trials" [ "$(cat quick.n)" = 4 ]
expect "few of the others" [ "$(($(cat slow.n) + 0))" -lt 1000 ]
sed -i 's/trials=100000/trials=2/' content/01.md
run build --sandbox=off
expect_status 0
expect "nothing of the first trials again" [ "$(cat quick.n)" = 4 ]
