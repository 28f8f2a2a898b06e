program() {
    echo '```c {#'"$1"'}'
    echo '#include <stdio.h>'
    echo 'int main(void) { fputs('"$2"', stdout); }'
    echo '```'
}

case_begin "promote writes what was printed, shows the difference, and the build is clean"
{
    program one '"a\nb\nc\n"'
    printf '```output\na\nx\nc\n```\nText after.\n'
} | course
run build
expect_status 1
run promote
expect_status 0
expect_stdout '^-x$'
expect_stdout '^\+b$'
expect_stdout '^--- content/01.md$'
expect_stderr '^1 block rewritten, 0 not$'
expect_file content/01.md '^Text after'
run check
expect_status 0
run promote
expect_status 0
expect_stderr 'nothing to promote'

case_begin "quotes, lists, CRLF, longer fences, stderr"
course <<'END'
> ```c {#quoted}
> #include <stdio.h>
> int main(void) { puts("q\n\nr"); }
> ```
>
> ```output
> old
> ```

1. ```c {#listed}
   #include <stdio.h>
   int main(void) { puts("```\nl"); }
   ```

   ```output
   ```

Between.

~~~c {#err}
#include <stdio.h>
int main(void) { fputs("e  \n", stderr); }
~~~
~~~output {of=err stream=stderr}
~~~
END
sed -i 's/$/\r/' content/01.md
run promote
expect_status 0
run check
expect_status 0
tr -d '\r' <content/01.md >text
expect_file text '^> q$'
expect_file text '^>$'
expect_file text '^   ````output$'
expect_file text '^   ````$'
expect_file text '^e$'
expect "CRLF everywhere" [ "$(grep -c $'\r$' content/01.md)" = "$(wc -l <content/01.md)" ]

case_begin "what promote does not rewrite, it says"
{
    program re '"1\n"'
    printf '```output {.regex}\n[a-z]\n```\n'
    program un '"1\n"'
    printf '```output {.unordered}\n2\n```\n'
    program dots '"1\n"'
    printf '```output\n2\n...\n```\n'
    program prints-dots '"...\n"'
    printf '```output\n2\n```\n'
    program nul '"\033[1m\n"'
    printf '```output\n2\n```\n'
    program latin '"\377\n"'
    printf '```output\n2\n```\n'
    printf '```c {#fails}\n#include <stdio.h>\nint main(void) { puts("1"); return 1; }\n```\n'
    printf '```output\n2\n```\n'
} | course
cp content/01.md before
run promote
expect_status 1
expect_stderr 'sample "re": not promoted: .*regular expressions'
expect_stderr 'sample "un": not promoted: .*no order'
expect_stderr 'sample "dots": not promoted: .*"\.\.\."'
expect_stderr 'sample "prints-dots": not promoted'
expect_stderr 'sample "nul": not promoted: .*bytes'
expect_stderr 'sample "latin": not promoted: .*bytes'
expect_stderr 'sample "fails": not promoted: .*did not end as expected'
expect "the chapter as it was" cmp before content/01.md

case_begin "only the chapters that are named"
{
    program one '"1\n"'
    printf '```output\nold\n```\n'
} | course
{
    program two '"2\n"'
    printf '```output\nold\n```\n'
} | write content/02.md
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
run promote 02
expect_status 0
expect_file content/01.md '^old$'
expect_file content/02.md '^2$'
run promote 03
expect_status 2
expect_stderr 'no chapter "03"'

case_begin "a file that two chapters include"
{
    program part '"1\n"'
    printf '```output\nold\n```\n'
} | write content/part.md
course <<<'```include {file=part.md}
```'
run promote
expect_status 0
expect_file content/part.md '^1$'

case_begin "an output like a fence is not put into an exercise"
course <<'END'
````exercise
```c {#fence}
#include <stdio.h>
int main(void) { puts("````"); }
```

```output
old
```
````

```c {#plain}
#include <stdio.h>
int main(void) { puts("new"); }
```

```output
first
second
third
```
END
run promote
expect_status 1
expect_stderr '^content/01.md:7:1: sample "fence": not promoted: the output has a line like a fence'
expect_stderr '^    ```output'
expect_file content/01.md '^old$'
expect_file content/01.md '^new$'
run promote
expect_status 1
expect_stderr '^content/01.md:7:1: '

case_begin "a chapter that was saved while its samples ran is left as it is"
course 'sh = standard.sh' <<'END'
```sh {#slow}
sleep 2
echo new
```

```output
old
```
END
(sleep 1 && sed -i '1i\A line more.\n' content/01.md) &
run promote
wait $!
expect_status 1
expect_stderr '^content/01.md: has changed since it was read: promote again'
expect_stderr '^nothing was promoted'
expect_file content/01.md '^old$'
expect_file content/01.md '^sleep 2$'

case_begin "points of a sweep that print different things"
course <<'END'
```c {#count sweep="n=1,2,3" args="{n}"}
#include <stdio.h>
int main(int argc, char **argv) { printf("%s\n", argv[argc - 1]); }
```

```output
1
```
END
run promote
expect_status 1
expect_stderr '^content/01.md:6:1: not promoted: .*points of a sweep'
expect_file content/01.md '^1$'
