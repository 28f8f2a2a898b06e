case_begin "a new course builds at once"
run new mine
expect_status 0
expect_stderr 'drawloom build mine'
run build mine
expect_status 0
expect_file mine/site/index.html
expect_file mine/site/01-first.html '3 squared is 9'
expect_file mine/site/02-threads.html 'counted to 1000000'
expect_file mine/site/samples/hello.c 'int main'
expect_file mine/site/results.json '"schema": 1'
run check mine
expect_status 0
expect_stderr '^nothing changed: 2 chapters, 2 samples '

case_begin "new leaves what is there alone"
write full/notes.txt <<<"mine"
run new full
expect_status 2
expect_stderr 'full: not empty'
write file <<<"mine"
run new file
expect_status 2
expect_file file mine
run new ''
expect_status 2
expect_no_file content
mkdir hollow
run new hollow
expect_status 0
expect_file hollow/content/course.lua

three() {
    course <<'END'
```c {#first}
#include <stdio.h>
int main(int argc, char **argv) { for (int i = 1; i < argc; i++) puts(argv[i]); }
```
```c {#second exit=3}
int main(void) { return 3; }
```
```c {#third .norun}
int f(void) { return 1; }
```
END
}

case_begin "list tells where samples are and how they ended"
three
run list
expect_status 0
expect_stdout '^first +content/01.md:1 +c +not built yet$'
run build
expect_status 0
run list
expect_stdout '^first +content/01.md:1 +c +exit status 0$'
expect_stdout '^second +content/01.md:5 +c +exit status 3$'
expect_stdout '^third +content/01.md:8 +c +compiled$'
run list --json
expect_status 0
expect_stdout '"id": "first"'
expect "JSON" python3 -m json.tool "$out" /dev/null

case_begin "run passes on what a sample prints"
three
run run first -- one 'two words'
expect_status 0
expect_stdout '^two words$'
expect "two lines" [ "$(wc -l <"$out")" = 2 ]
expect_stderr '^first: exit status 0; [0-9.]+ s'
run run first
expect_status 0
expect "nothing on stdout" [ ! -s "$out" ]
run run second
expect_status 0
run run second -- x
expect_status 0
expect_no_file site

case_begin "run: unexpected ends, unknown samples, samples that are not run"
course <<'END'
```c {#broken}
int main(void) { return x; }
```
```c {#three}
int main(void) { return 3; }
```
```c {#part .norun}
int f(void) { return 1; }
```
END
run run three
expect_status 1
expect_stderr 'three: exit status 3 \(not as expected\)'
run run broken
expect_status 1
expect_stderr "error: .x. undeclared"
expect_stderr '^broken: does not compile \(not as expected\)'
run run part
expect_status 2
expect_stderr 'sample "part" is not run \(content/01.md:7\)'
run run tree
expect_status 2
expect_stderr 'no sample "tree" \(did you mean "three"\?\)'

case_begin "clean removes what drawloom made, and nothing else"
course <<<'Text.'
run build
expect_status 0
write site/mine.txt <<<"mine"
run clean
expect_status 0
expect_stderr 'site: holds files that drawloom did not make'
expect_no_file .drawloom
expect_no_file site/index.html
expect_file site/mine.txt
rm -r site
run build
run clean
expect_status 0
expect_no_file site
expect_no_file .drawloom
expect_file content/01.md
mkdir site
write site/page.html <<<"mine"
run clean
expect_status 0
expect_stderr 'did not make this folder'
expect_file site/page.html
