# Pages of courses whose authors and programs mean to do harm: tests/inert says what could act in them.

inert() {
    run_cmd "$TOP/tests/inert" site
}

# Bytes that a terminal would obey, or that would turn the direction of what it shows.
quiet_terminal() {
    ! LC_ALL=C grep -aqP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c' "$1"
}

# on_terminal ARG...: as run, with both streams on one terminal; its CR LF become LF in $out.
on_terminal() {
    TERM=dumb python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' \
        "$DRAWLOOM" "$@" </dev/null >"$out.raw" 2>"$err"
    status=$?
    sed 's/\r$//' "$out.raw" >"$out"
}

case_begin "tests/inert notices what it is for"
policy="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
policy="$policy; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
page() {
    write site/page.html <<<"<html><head>${2-<meta http-equiv=\"Content-Security-Policy\" content=\"$policy\">}</head><body>$1</body></html>"
    inert
}
page '<p id="a">fine <a href="b.html#c">b</a> <a href="https://a.b" rel="noopener nofollow">c</a></p>'
expect_status 0
while IFS='|' read -r html fault; do
    page "$html"
    expect_status 1
    expect_stdout "$fault"
done <<'END'
<script>alert(1)</script>|a script in the page
<script type="application/ld+json">{"@context": "https://schema.org"}</script>|a script in the page
<style>p {}</style>|an element style
<iframe src="x.html"></iframe>|an element iframe
<p style="color: red">|has style=
<p onclick="x()">|has onclick=
<a href="javascript:x()">|has href='javascript
<a href="java&#10;script:x()">|has href='java
<a href=" data:x">|has href=' data
<a href="//a.b">|has href='//a.b
<a href="https://a.b">x</a>|rel=None
<img src="https://a.b/c.png">|has src='https
<p id="x"></p><p id="x"></p>|the id x twice
<p></b></p>|</b> inside
<p>|not closed
<p a"b="c"></p>|has an attribute a"b
<!-- x -->|a comment
<p title="&#x202e;"></p>|u202e
END
while IFS='|' read -r data fault; do
    page '' "<meta http-equiv=\"Content-Security-Policy\" content=\"$policy\"><script type=\"application/ld+json\">$data</script>"
    expect_stdout "$fault"
done <<'END'
{"@context": "https://schema.org"}|^1 pages
{"@context": "https://schema.org", "name": "<b>"}|markup in structured data
{"@context": "https://schema.org"|structured data: JSONDecodeError
alert(1)|structured data: JSONDecodeError
{"@context": "https://example.org"}|of another kind
END
page "$(printf '\033[31m')"
expect_stdout 'U\+001B in it'
page "$(printf '\377')"
expect_stdout 'invalid start byte'
page '' '<meta charset="utf-8">'
expect_stdout 'no policy'

case_begin "markup and control characters wherever somebody may write"
cp -R "$TOP/tests/golden/html_hostile/in/." .
run build
expect_status 1
expect "a quiet terminal" quiet_terminal "$err"
expect_stderr '^content/01.md:[0-9]+:1: sample "out": printed something else'
inert
expect_status 0
expect_stdout "^$(find site -name '*.html' | wc -l) pages"
expect "quiet JSON" quiet_terminal site/results.json
expect "no markup in JSON" [ -z "$(grep '[<>&]' site/results.json)" ]
expect "JSON" python3 -m json.tool site/results.json /dev/null
on_terminal build --rerun out
expect_stdout 'sample "out": printed something else'
expect "a quiet terminal" quiet_terminal "$out"

case_begin "what a program or a chapter says is shown on a terminal, never obeyed there"
printf '```c {#evil}\n#include <stdio.h>\nint main(void)\n{\n    puts("\\033[31mred \\xe2\\x80\\xae");\n}\n```\n' | course
on_terminal run evil
expect_stdout '^<1B>\[31mred <U\+202E>$'
expect "a quiet terminal" quiet_terminal "$out"
run run evil
expect_stdout "^$(printf '\033')\\[31mred"
printf '```sh {#tame}\necho tame\n```\n\n```output\n\033[31mred \342\200\256\n```\n' | course 'sh = standard.sh'
on_terminal promote
expect_stdout '^-<1B>\[31mred <U\+202E>$'
expect_stdout '^\+tame$'
expect "a quiet terminal" quiet_terminal "$out"

case_begin "raw HTML is text, unless course.lua trusts the course"
course <<'END'
---
html: trusted
---
<video id="own"></video>
END
run build
expect_status 0
expect_file site/01.html '&lt;video'
echo 'html = "trusted"' >>content/course.lua
run build
expect_status 0
expect_file site/01.html '<video id="own"></video>'

case_begin "images of other hosts are not asked for, unless course.lua says so"
course <<'END'
---
remote_images: true
---
![A picture](https://example.org/tracker.png)
END
run build
expect_status 0
expect_stderr '^content/01.md:4:14: warning: images of other hosts are not shown'
expect "no such address" [ -z "$(grep -l tracker site/*.html)" ]
expect_file site/01.html "img-src 'self' data:;"
expect_file site/01.html '<span class="dead">A picture</span>'
echo 'remote_images = true' >>content/course.lua
run build
expect_status 0
expect_no_stderr warning
expect_file site/01.html '<img src="https://example.org/tracker.png" alt="A picture">'
expect_file site/01.html "img-src 'self' data: https: http:;"

case_begin "a flood of colours makes no giant page"
course 'c = standard.c, sh = standard.sh' <<'END'
```sh {#flood output=1M}
for i in $(seq 10000); do printf '\033[1;3;4;31ma\033[7;44mb'; done
```
END
run build
expect_status 0
expect "a page below 700 kB" [ "$(stat -c %s site/01.html)" -lt 700000 ]
expect_file site/01.html '<span class="bold italic underline fg-red">a</span>'
inert
expect_status 0
