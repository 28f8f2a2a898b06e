# Two runs of one box, and two boxes at once. A chapter cannot yet ask for these.
case_of_build=33
mkdir -p "$W/twice/dir"
canary_header "$W/twice" >"$W/twice/canary.h"
twice() { # CASE again|beside NAME
    if ! gcc -std=gnu17 -D_GNU_SOURCE -O1 -w -I"$W/twice" -I"$HERE/samples" \
        "$HERE/samples/twice/$3.c" -o "$W/twice/$3" 2>"$W/twice/$3.err"; then
        check "$1" false "$(head -n 2 "$W/twice/$3.err")" "a sample that compiles"
        return
    fi
    watched "$W/$3.facts" "$TOOLS/twice" "$W/inst/build/drawloom-launch" "$W/twice/dir" "$2" "$W/twice/$3" \
        >"$W/$3.out" 2>&1
    check "$1" "[ \$(grep -c '^END' '$W/$3.out') = 2 ]" "both runs came to their end" \
        "two whole runs, not: $(tail -n 3 "$W/$3.out")"
    check "$1" "! grep -q '^GOT' '$W/$3.out'" "$(grep -m 1 '^GOT' "$W/$3.out" || echo nothing found)" \
        "nothing of the other run"
    check "$1" "! left '$3' >'$W/left'" "no process left" "no process left: $(left "$3")"
}
if [ -x "$TOOLS/twice" ]; then
    twice 33 again 33-leftovers
    twice 34 beside 34-beside
    twice 32 beside 34-beside
    look_at_canaries twice
else
    check 33 false "tests/abuse/twice.c was not built" "two runs in one box"
fi
