# What a second build does: nothing at all, or only what has to be done.

state() {
    find site -type f -printf '%p %i %T@\n' | sort
}

small() {
    course <<'END'
# Title

```c {#greet args="one"}
#include <stdio.h>
int main(int argc, char **argv) { printf("%d %s\n", argc, argv[argc - 1]); }
```

Some prose.
END
}

case_begin "a second build writes nothing and runs nothing"
small
run build
expect_status 0
expect_stderr '^1 chapter, 1 sample: 1 compiled, 1 run \('
state >before
run build
expect_status 0
expect_stderr '^nothing changed: 1 chapter, 1 sample \('
state >after
expect "the same files" cmp before after
run build --jobs 1 --explain # not the quick way
expect_status 0
expect_stderr '^1 chapter, 1 sample: 2 from the store \('
state >after
expect "the same files" cmp before after

case_begin "a word in the prose runs nothing and rewrites one page"
small
run build
state >before
sed -i 's/Some prose/A line\n\nabove all.&/; 1i\\nNew first line.\n' content/01.md
run build
expect_status 0
expect_stderr '^1 chapter, 1 sample: 2 from the store \('
expect_file site/01.html 'New first line'
state >after
expect "style.css untouched" grep -qxF "$(grep style.css before)" after

case_begin "changed arguments run again, without compiling"
small
run build
sed -i 's/args="one"/args="two"/' content/01.md
run build --explain
expect_status 0
expect_stderr '^1 chapter, 1 sample: 1 run, 1 from the store \('
expect_stderr 'greet.*argument'
expect_file site/01.html '2 two'

case_begin "a changed header compiles again"
write samples/main.c <<'END'
#include <stdio.h>
#include "word.h"
int main(void) { puts(WORD); }
END
write samples/include/word.h <<<'#define WORD "before"'
course <<<'```c {#main file=main.c}
```'
run build
expect_status 0
expect_file site/01.html before
write samples/include/word.h <<<'#define WORD "after it"'
run build
expect_status 0
expect_stderr '1 compiled, 1 run \('
expect_file site/01.html 'after it'
write samples/include/unused.h <<<'#define UNUSED'
run build
expect_status 0
expect_stderr '^1 chapter, 1 sample: 2 from the store \('

case_begin "a changed template renders again, and runs nothing"
small
run build
mkdir templates
cp "$(dirname "$DRAWLOOM")/../templates/layout.html" templates/
sed -i 's|</footer>|<p>ours</p></footer>|' templates/layout.html
run build
expect_status 0
expect_stderr '^1 chapter, 1 sample: 2 from the store \('
expect_file site/01.html '<p>ours</p>'
expect_file site/index.html '<p>ours</p>'

case_begin "--rerun"
small
run build
run build --rerun greet
expect_status 0
expect_stderr '1 run'
run build --rerun all
expect_status 0
expect_stderr '^1 chapter, 1 sample: 1 compiled, 1 run \('
run build --rerun gret
expect_status 2
expect_stderr 'no sample "gret" \(did you mean "greet"\?\)'
run build --rerun greet,gret
expect_status 2
expect_stderr 'no sample "gret" \(did you mean "greet"\?\)'
run build --rerun greet --rerun greet
expect_status 2
expect_stderr '--rerun is given twice'

case_begin "--rerun with several samples"
small
printf '%s\n' '' '```c {#two}' 'int main(void) { return 0; }' '```' >>content/01.md
run build
run build --rerun greet,two --explain
expect_status 0
expect_stderr '^greet: run again: --rerun'
expect_stderr '^two: run again: --rerun'
expect_stderr '2 samples: 2 compiled, 2 run \('

case_begin "the same results give the same bytes"
small
run build
run build --out again
expect_status 0
expect "the same bytes" diff -r site again

case_begin "what no page needs any more is removed; other files stay"
small
write content/02.md <<'END'
# Two
![picture](two.png)
```c {#two}
int main(void) { return 0; }
```
END
write content/two.png <<<'not really'
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
run build
expect_status 0
expect_file site/02.html
expect_file site/two.png
expect_file site/samples/two.c
write site/mine.txt <<<"mine"
sed -i 's/chapters = .*/chapters = { "01.md" }/' content/course.lua
run build
expect_status 0
expect_no_file site/02.html
expect_no_file site/two.png
expect_no_file site/samples/two.c
expect_file site/mine.txt
expect_file site/samples/greet.c

case_begin "a page that somebody removed or changed comes back"
small
run build
rm site/01.html
run build
expect_status 0
expect_file site/01.html 'Some prose'
printf x >>site/index.html
run build
expect_status 0
expect "no x" [ "$(tail -c 1 site/index.html)" != x ]

case_begin "--chapter runs and writes only that one"
small
write content/02.md <<<'# Two'
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
run build
state | grep -v 02.html >before
sed -i 's/Two/Second/' content/02.md
run build --chapter 02.md
expect_status 0
expect_file site/02.html Second
expect_stderr '^2 chapters, 1 sample'
# sw.js lists the site's files with their hashes
state | grep -v -e 02.html -e manifest -e sw.js >after
grep -v -e manifest -e sw.js before >before-others
expect "other files untouched" cmp before-others after
cp site/02.html one
run build
expect "the same page as a whole build makes" cmp one site/02.html
run build --chapter 02
expect_no_stderr 'site written'
run build --chapter 3
expect_status 2
expect_stderr 'no chapter "3"'
expect_file site/01.html
run build --chapter 02 --out one-only
expect_status 0
expect_file one-only/assets/style.css
expect_no_file one-only/01.html

case_begin "--chapter asks nothing of other chapters, whose samples it does not run"
small
write content/02.md <<<'# Two'
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
printf '%s\n' '' '```c {#tried trials=2 asm=main}' 'int main(void) { return 0; }' '```' '' '`{lua} runs("tried")` runs' >>content/01.md
run build
expect_status 0
sed -i 's/trials=2/trials=3/' content/01.md
rm -r .drawloom/bin
run build --chapter 02
expect_status 0
run build
expect_status 0
expect_file site/01.html '3 runs'

case_begin "--json is one object on stdout"
small
run build --json
expect_status 0
expect_stdout '"status": "ok"'
expect_stdout '"compiled": 1'
expect_stdout '"problems": \[\]'
expect "JSON" python3 -m json.tool "$out" /dev/null
run build --json
expect_stdout '"unchanged": true'
sed -i 's/args="one"/exit=1/' content/01.md
run build --json
expect_status 1
expect_stdout '"status": "problems"'
rm content/01.md
run build --json
expect_status 1
expect_stdout '"file": "content/course.lua"'

case_begin "a header outside of the course that changed compiles again"
mkdir c
printf '#define WORD "one"\n' >outside.h
printf '```c {#hi}\n#include <stdio.h>\n#include "%s/outside.h"\nint main(void) { puts(WORD); }\n```\n' "$PWD" >page.md
cd c
course <../page.md
touch -d '10 seconds ago' ../outside.h content/*
sleep 1.1 # files as new as the build are not trusted to stay as they are
run build --sandbox=off
expect_file site/01.html one
run build --sandbox=off
expect_stderr 'nothing changed'
printf '#define WORD "two"\n' >../outside.h
run build --sandbox=off
expect_stderr '1 compiled, 1 run'
expect_file site/01.html two

case_begin "a sample whose declaration is wrong is not ok, one that must not compile is not run"
course <<'END'
```c {#typo timout=1s}
int main(void) { return 0; }
```

```c {#compiles .compile-error}
int main(void) { return 0; }
```
END
run build --json
expect_status 1
expect_stdout '"run": 0'
expect "both not ok" [ "$(grep -c '"ok": false' site/results.json)" = 2 ]

case_begin "what a rerun found is not forgotten"
course 'sh = standard.sh' <<END
\`\`\`sh {#flag}
cat $PWD/flag
\`\`\`

\`\`\`output
good
\`\`\`
END
echo good >flag
sleep 1.1 # the quick way trusts no file as young as the build
run build --sandbox=off
run build --sandbox=off
expect_stderr '^nothing changed'
echo bad >flag
run check --sandbox=off --rerun all
expect_status 1
run check --sandbox=off
expect_status 1
run build --sandbox=off
expect_status 1
expect_file site/01.html 'bad'

case_begin "--rerun names the samples that did otherwise than the last time, and no others"
course 'sh = standard.sh' <<'END'
```sh {#clock}
date +%s.%N
```

```sh {#constant}
echo always
```
END
run build
expect_no_stderr 'did otherwise'
run build --rerun all
expect_status 0
expect_stderr '^did otherwise than the last time: clock$'
run build --rerun constant
expect_no_stderr 'did otherwise'

case_begin "--rerun does not compare what a tool prints: addresses and numbers of processes"
course <<'END'
```c {#overrun check=asan finds="buffer overflow"}
#include <stdlib.h>
int main(void)
{
    volatile char *p = malloc(3);
    int last = p != NULL ? 3 : 0;
    for (int i = 0; i <= last; i++)
        p[i] = 1;
    return 0;
}
```
END
run build
expect_status 0
run build --rerun all
expect_status 0
expect_no_stderr 'did otherwise'
