# Input that would keep a program busy for ever, or that means to do harm.

settings() {
    cat >>content/course.lua
}

within() { # SECONDS: the last run took at most so long
    [ $(($(date +%s) - started)) -le "$1" ] || expected "an end within $1 s"
}

begin() {
    started=$(date +%s)
    run build "$@"
}

case_begin "100,000 nested brackets"
{ head -c 100000 /dev/zero | tr '\0' '['; echo; } | course
begin
expect_status 0
within 20
expect_file site/01.html

case_begin "100,000 nested quotes"
{ head -c 100000 /dev/zero | tr '\0' '>'; echo x; } | course
begin
within 20
expect "an end that is no crash" [ "$status" -le 1 ]

case_begin "a table of 5,000 columns: parsing has a deadline, the message names the chapter"
row() { for _ in $(seq 5000); do printf '|%s' "$1"; done; echo '|'; }
course <<<'Fine.'
run build
expect_status 0
{ row a; row -; yes b | head -n 5000; } >content/01.md
settings <<<'parse = "500ms"'
begin
expect_status 1
within 20
expect_stderr '^content/01.md: .*took longer than 0.5 s to parse'
expect_stderr '^site not written: '
expect_file site/01.html Fine

template_course() {
    course <<<'Fine.'
    run build
    expect_status 0
    mkdir templates
    write "templates/$1"
}

case_begin "a template with an error: its own file and line"
template_course chapter.html <<'END'
<p>
<% local x = nil %>
<%= x.y %>
END
begin
expect_status 1
expect_stderr '^templates/chapter.html:3: .*nil'
expect_stderr '^site not written: '
expect_file site/01.html Fine
expect "no temporary file" [ -z "$(find site -name '.drawloom-tmp*')" ]

case_begin "a template that is not closed"
template_course chapter.html <<<'<p><% if x then %>'
begin
expect_status 1
expect_stderr '^templates/chapter.html:'

case_begin "a template that loops for ever"
template_course chapter.html <<<'<p>
<% while true do end %>'
settings <<<'render = "500ms"'
begin
expect_status 1
within 20
expect_stderr 'templates/chapter.html:2: .*longer than 500 ms'
expect_stderr '^site not written: '
expect_file site/01.html Fine

case_begin "a template that loops for ever inside one pattern match"
template_course chapter.html <<<'<% local n = 40; string.find(("a"):rep(n), ("a?"):rep(n) .. ("a"):rep(n)) %>'
settings <<<'render = "500ms"'
begin
expect_status 1
within 20
expect_stderr '01.html.*took longer than 500 ms'
expect_stderr '^site not written: '
expect_file site/01.html Fine
expect "no temporary file" [ -z "$(find site -name '.drawloom-tmp*')" ]

case_begin "expressions that loop for ever"
course <<'END'
One: `{lua} (function() while true do end end)()`.

Two: `{lua} string.find(("a"):rep(40), ("a?"):rep(40) .. ("a"):rep(40))`.

Three: `{lua} ("x"):rep(1e10)`.

Four: `{lua} 6 * 7`.
END
begin
expect_status 1
within 40
for line in 1 3 5; do expect_stderr "^content/01.md:$line:"; done
expect_no_stderr '^content/01.md:7'
expect_file site/01.html 'Four: .*42'

case_begin "output with NUL, ANSI, invalid UTF-8 and markup is shown inert"
course <<'END'
```c {#evil}
#include <stdio.h>
int main(void)
{
    fwrite("nul\0 \033[31mred\033[0m \377 </pre><script>alert(1)</script>\n", 1, 56, stdout);
}
```
END
begin
expect_status 0
expect_file site/01.html '&lt;/pre&gt;&lt;script&gt;'
expect "no script" [ -z "$(grep -l '<script>alert' site/*.html)" ]
expect "no NUL, no ESC" [ -z "$(LC_ALL=C grep -lP '[\x00\x1b]' site/*.html)" ]
expect "UTF-8" iconv -f utf-8 -t utf-8 -o /dev/null site/01.html
expect_file site/results.json '"stdout_base64": '
expect "JSON" python3 -m json.tool site/results.json /dev/null
run build --rerun all # the unexpected output of a program reaches the terminal visibly, never raw
sed -i 's/^```$/&\n\n```output\nother\n```/' content/01.md
run build
expect_status 1
expect "no ESC on the terminal" [ -z "$(LC_ALL=C grep -P '\x1b' "$err")" ]

case_begin "samples that loop, flood, crash, fork and leave things behind"
nap=1000.$$$RANDOM # told apart from the naps of other tests
course <<'END'
```c {#loops .hangs timeout=300ms}
int main(void) { for (;;) ; }
```
```c {#floods}
#include <stdio.h>
int main(void) { for (;;) puts("flood"); }
```
```c {#crashes signal=SIGSEGV}
#include <signal.h>
int main(void) { raise(SIGSEGV); }
```
```sh {#daemon}
sleep NAP > /dev/null 2>&1 &
echo started
```
END
sed -i "s/NAP/$nap/" content/01.md
sed -i 's/languages = .*/languages = { c = standard.c, sh = standard.sh }/' content/course.lua
begin
expect_status 1
within 30
expect_stderr 'sample "floods": '
expect_no_stderr 'sample "(loops|crashes|daemon)": '
expect "no daemon" [ -z "$(pgrep -f "^sleep $nap\$")" ]

case_begin "raw HTML and dangerous links are inert"
course <<'END'
<script>alert(1)</script>

[x](javascript:alert(1)) <b onclick="x()">bold</b>
END
begin
expect_status 0
expect_stderr '^content/01.md:3:5: warning: links with "javascript:" are not allowed'
expect "no script" [ -z "$(grep -l '<script>alert' site/*.html)" ]
expect "no javascript:" [ -z "$(grep -l 'href="javascript' site/*.html)" ]
