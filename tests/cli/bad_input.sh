# Bad courses: each problem at its place, the old site whole.

text() {
    course <<<'Text.'
}

chapters() {
    sed -i "s|^chapters = .*|chapters = { $1 }|" content/course.lua
}

# old_site COMMAND...: a site is there, then a build that must not touch it
old_site() {
    run build
    expect_status 0
    (cd site && find . -type f -exec cksum {} + | sort) >old
}

expect_old_site() {
    (cd site && find . -type f -exec cksum {} + | sort) >now
    expect "the old site, whole" cmp old now
    expect_stderr '^site not written'
}

case_begin "a chapter that is missing"
text
old_site
chapters '"01.md", "02.md"'
run build
expect_status 1
expect_stderr '^content/course.lua:2: there is no content/02.md'
expect_old_site

case_begin "files that are missing"
course <<'END'
```c {#prog file=nothere.c}
```
```include {file=part.md}
```
![picture](nothere.png)
[page](02.md)
[place](#nowhere)

```c {#data data=words.txt}
int main(void) { return 0; }
```
END
run build
expect_status 1
for line in 1 3 5 6 7 9; do expect_stderr "^content/01.md:$line"; done
expect_stderr 'nothere.c'
expect_stderr 'part.md'
expect_stderr 'words.txt'

case_begin "a folder where a file should be, and the other way round"
text
old_site
chapters '"01.md", "02.md", "01.md/03.md"'
mkdir content/02.md
run build
expect_status 1
expect_stderr '02.md'
expect_stderr '03.md'
expect_old_site

case_begin "an empty chapter is a page, and a problem"
course </dev/null
run build
expect_status 1
expect_stderr '^content/01.md:1: .*empty'
expect_file site/01.html '</html>'

case_begin "a BOM and CRLF"
printf '\357\273\277---\r\ntitle: With BOM\r\n---\r\n\r\n```c {#crlf}\r\n#include <stdio.h>\r\nint main(void) { puts("ran"); }\r\n```\r\n\r\n```output\r\nran\r\n```\r\n' |
    course
run build
expect_status 0
expect_file site/01.html '<title>1 With BOM'
expect_file site/01.html 'ran'

case_begin "invalid UTF-8"
printf 'one\ntwo \377\376 three\n' | course
run build
expect_status 1
expect_stderr '^content/01.md:2:5: .*UTF-8'

case_begin "a duplicate id names both places"
course <<'END'
```c {#twice}
int main(void) { return 0; }
```

```c {#twice}
int main(void) { return 0; }
```
END
run build
expect_status 1
expect_stderr '^content/01.md:5.*"twice".*content/01.md:1'

case_begin "a cycle of includes"
course <<<'```include {file=a.md}
```'
write content/a.md <<<'```include {file=b.md}
```'
write content/b.md <<<'```include {file=a.md}
```'
run build
expect_status 1
expect_stderr '^content/b.md:1.*a.md'

case_begin "all problems in one build, sorted by place"
course <<'END'
```c {#one timout=2s}
int main(void) { return 0; }
```

```c {#two}
int main(void) { return 4; }
```

```c {#three}
int main(void) { retrun 0; }
```

```c {#four}
#include <stdio.h>
int main(void) { puts("a\nB\nc"); }
```

```output
a
b
c
```

[dead](04.md)
END
run build
expect_status 1
expect_stderr '^content/01.md:1:[0-9]+: .*"timout" \(did you mean "timeout"\?\)'
expect_stderr '^content/01.md:5:[0-9]+: sample "two": '
expect_stderr '^content/01.md:(9|10):[0-9]+: sample "three": '
expect_stderr 'sample "four": '
expect_stderr '^ *-b$'
expect_stderr '^ *\+B$'
expect_stderr '^content/01.md:24:[0-9]+: '
expect_stderr '^1 chapter, 4 samples: .*; 5 errors \('
expect_stderr '^site written with 5 problems: '
expect_file site/01.html
grep -o '^content/01.md:[0-9]*' "$err" | cut -d: -f2 >lines
expect "sorted lines" sort -nc lines

case_begin "course.lua with an error, or not there any more"
text
old_site
write content/course.lua <<<'title = "x" chapters = {'
run build
expect_status 1
expect_stderr '^content/course.lua:[0-9]+'
expect_old_site
write content/course.lua <<<'titel = "x"'
run check
expect_status 1
expect_stderr 'unknown setting "titel" \(did you mean "title"\?\)'
write content/course.lua <<<'while true do end'
run check
expect_status 1
expect_stderr 'course.lua'

case_begin "a folder that can't be read"
text
write content/sub/02.md <<<'Sub.'
chapters '"01.md", "sub/02.md"'
chmod 755 "$cases" . content
if [ "$(id -u)" = 0 ]; then
    chown -R 65534:65534 .
    as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 0
(cd site && find . -type f -exec cksum {} + | sort) >old
chmod 000 content/sub
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 1
expect_stderr 'content/sub/02.md: cannot be read: Permission denied'
expect_old_site
chmod 000 content
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 2
expect_stderr 'content/course.lua: Permission denied'
chmod 700 content
rm -rf .drawloom
chmod 500 .
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 2
expect_stderr '\.drawloom: cannot be made: Permission denied'

case_begin "no compiler"
course <<'END'
```c {#nothing}
int main(void) { return 0; }
```
END
sed -i 's/^languages.*/local c = standard.c c.cc = "no-such-cc" languages = { c = c }/' content/course.lua
run build
expect_status 1
expect_stderr 'no-such-cc is not installed'
expect_file site/01.html

case_begin "no interpreter"
course 'none = { title = "None", extension = ".no", run = "no-such-program {source}" }' <<'END'
```none {#nothing}
text
```
END
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "nothing": .*no-such-program'
