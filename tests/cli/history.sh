# What changed since the build before, as the store keeps it and results and pages show it.

record() {
    sqlite3 .drawloom/results.db "SELECT value FROM records WHERE name = '$1'" | sed '/^$/d'
}

# Whether the list of changes has a line "SAMPLE WHAT BEFORE AFTER", as an extended regular expression.
expect_change() {
    record changes | tr '\t' ' ' >changes
    expect_file changes "$1"
}

history_course() {
    course 'c = standard.c, sh = standard.sh' <<'END'
```sh {#says}
echo one
```

```sh {#ends exit=0}
exit 0
```

```c {#races trials=3}
#include <stdio.h>
int main(void) { puts("1"); return 0; }
```

```output
1
```
END
}

case_begin "the first build has nothing to compare with"
history_course
run build
expect_status 0
expect "no changes" [ -z "$(record changes)" ]
expect "facts" [ -n "$(record facts)" ]

case_begin "new and gone samples, other outputs and ends, other trials"
history_course
run build
sed -i 's/echo one/echo two/; s/ends exit=0/ends exit=3/; s/^exit 0/exit 3/; s/puts("1")/puts("2")/' content/01.md
run build
expect_status 0
expect_change '^changes 1 [0-9T:Z-]+ [0-9T:Z-]+ $'
expect_change '^says output one two$'
expect_change '^ends end exit status 0 exit status 3$'
expect_change '^races trials 1 outcome, 3 of 3 runs right 1 outcome, 0 of 3 runs right$'
expect "nothing else" [ "$(wc -l <changes)" = 4 ]
sed -i 's/#ends/#finishes/' content/01.md
run build
expect_change '^finishes new  exit status 3$'
expect_change '^ends gone exit status 3 $'
expect "nothing else" [ "$(wc -l <changes)" = 3 ]

case_begin "a build in which nothing changes writes nothing, and says the same"
history_course
run build
sed -i 's/echo one/echo two/' content/01.md
run build
cp -r site before
sha256sum .drawloom/results.db >sum
run build --explain
expect_status 0
expect "the same site" diff -r before site
expect "the same store" sha256sum --quiet -c sum
sed -i 's/^```sh {#says}/Words.\n\n&/' content/01.md
run build
expect "the changes of before" eval '[ "$(record changes | tail -1)" = "$(printf "says\toutput\tone\ttwo")" ]'

case_begin "what runs again and does the same is no change"
history_course
run build
run build --rerun all
expect_status 0
expect "no changes" [ -z "$(record changes)" ]

case_begin "a check, a build of one chapter, a site that is not written keep nothing"
history_course
run build
record facts >facts
sed -i 's/echo one/echo two/' content/01.md
run check
run build --chapter 01
expect_status 0
echo '<% error("no") %>' | write templates/chapter.html
run build
expect_stderr 'site not written'
rm -r templates
record facts | diff facts - >/dev/null || expected "the facts of the first build"
run build
expect_change '^says output one two$'

case_begin "odd output, and a sweep by its points"
course 'sh = standard.sh' <<'END'
```sh {#odd}
printf 'a\tb\033[1m\n'
```

```sh {#sweep sweep="n=1,2" args="{n}"}
echo $(($1 * 2))
```
END
run build
sed -i 's/a.tb/b\\tb/; s/\* 2/+ 1/' content/01.md
run build
expect_status 0
expect_change '^odd output a<09>b<1B>\[1m b<09>b<1B>\[1m$'
expect_change '^sweep \(n=2\) output 4 3$'
expect "the other point as before" eval '! grep -q "n=1" changes'

case_begin "a long line is cut between two characters"
course 'sh = standard.sh' <<'END'
```sh {#long}
printf 'x%.0s' $(seq 79); echo äöü
```
END
run build
sed -i 's/echo äöü/echo éöü/' content/01.md
run build
expect "no sign of a difference that is cut off" eval '[ "$(record changes | sed -n 2p)" = "$(printf "long\toutput\t\t")" ]'
sed -i "s/'x%/'y%/" content/01.md
run build
expect_change '^long output x{79} … y{79} …$'

case_begin "a damaged record is as none"
history_course
run build
sqlite3 .drawloom/results.db "UPDATE records SET value = 'facts 1' WHERE name = 'facts'"
sed -i 's/echo one/echo two/' content/01.md
run build
expect_status 0
expect "no changes" [ -z "$(record changes)" ]
sed -i 's/echo two/echo three/' content/01.md
run build
expect_change '^says output two three$'

case_begin "a frozen build is no part of it"
history_course
run build
run freeze
record facts >facts
run build --frozen
expect_status 0
record facts | diff facts - >/dev/null || expected "the facts of the live build"

case_begin "a time moves when the intervals do not meet, and neither is noisy"
course <<'END'
```c {#slow .time reps=6}
#include <unistd.h>
int main(void) { usleep(20000); return 0; }
```
END
run build
cp site/results.json first.json
sed -i 's/20000/80000/' content/01.md
run build
expect_status 0
if grep -q '"noisy": true' first.json site/results.json; then # this machine is busy
    expect "no change of time" [ -z "$(record changes | grep -P 'slow\ttime')" ]
else
    expect_change '^slow time 2[0-9.]+ ms 8[0-9.]+ ms$'
    run build --rerun all --no-time
    expect_change '^slow time 2[0-9.]+ ms 8[0-9.]+ ms$'
fi
