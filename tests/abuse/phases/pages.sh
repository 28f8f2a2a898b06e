# What hostile bytes become in HTML and on the terminal.
case_of_build=46
raw_bytes() { # FILE...: lines that hold control or bidirectional characters as they are
    LC_ALL=C.UTF-8 grep -aPn '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' "$@" |
        head -n 2 | cat -v
}
inert() { # CASE NAME
    local page
    raw=$(LC_ALL=C; raw_bytes "$C"/site/*.html "$C"/site/*.js "$C"/site/*.xml 2>/dev/null)
    check "$1" '[ -z "$raw" ]' "no raw control character in a page" "none, but: $raw"
    raw=$(LC_ALL=C; raw_bytes "$W/$2.err" "$W/$2.out")
    check "$1" '[ -z "$raw" ]' "clean terminal" "none on the terminal, but: $raw"
    for page in "$C"/site/*.html; do
        check "$1" "iconv -f utf-8 -t utf-8 -o /dev/null '$page'" "valid UTF-8" "valid UTF-8: $page"
    done
    found=$(lua5.4 "$HERE/tags.lua" "$C"/site/*.html)
    check "$1" '[ -z "$found" ]' "no script of theirs" "no script, but: $found"
    check "$1" "lua5.4 -e 'package.path=\"$HERE/?.lua\"; require(\"json\").read(\"$C/site/results.json\")'" \
        "valid JSON" "valid JSON"
}

course output <<<'languages = { c = standard.c }'
cat >"$C/samples/bytes.c" <<'END'
#warning </pre><script>alert(1)</script> ]]> \033[31m
#include <stdio.h>
static const char bytes[] = "\033[31mred\033[0m \033]8;;javascript:alert(1)\033\\link\033]8;;\033\\ nul\0 \377\376 "
    "\xe2\x80\xae reversed \xe2\x81\xa6 \xc2\x9b" "31m </pre><script>alert(1)</script> ]]> --> <!-- \r\n"
    "\033[2J\033]0;title\007 \b\b\b \xf0\x9f\x98\x80 \xed\xa0\x80 \xc0\xaf <img src=x onerror=alert(1)> &lt; &#0;\r\n";
int main(void)
{
    fwrite(bytes, 1, sizeof bytes - 1, stdout);
    fwrite(bytes, 1, sizeof bytes - 1, stderr);
}
END
printf '#warning \033[31m\342\200\256 </script><script>alert(2)</script> \001\377\nint x = "\033]0;t\007\342\200\256"; int main(void) { return undeclared; }\n' \
    >"$C/samples/warns.c"
cat >>"$C/content/01.md" <<'END'
```c {#bytes file=bytes.c}
```

```output
other
```

```c {#warns file=warns.c}
```
END
build output
inert 46 output
check 46 "[ -n \"\$(grep -a 'alert' '$C/site/01.html')\" ]" "shown" "shown, escaped"

case_of_build=47
course titles <<<'languages = { c = standard.c }'
evil='"><script>alert(1)</script><img src=x onerror=alert(1)>'
printf -- '---\ntitle: '\''%s'\''\ndescription: '\''%s'\''\n---\n' "$evil" "$evil" >"$C/content/01.md"
cp "$HERE/samples/private.c" "$C/samples/a\"><img src=x onerror=alert(1)>.c"
cat >>"$C/content/01.md" <<END
# $evil $(printf '\342\200\256\033[31m\001')

![$evil](x.png "$evil") [$evil](#$evil "$evil")

\`\`\`$evil {#$evil}
$evil
\`\`\`

\`\`\`text "onclick="alert(1)
$evil
\`\`\`

\`\`\`c {#named caption="$(sed 's/"/\\"/g' <<<"$evil")" args="'$(sed 's/"/\\"/g' <<<"$evil")'" env="X='</script>'"}
int main(void) { return 0; } /* $evil */
\`\`\`

\`\`\`c {#filed file="a\\"><img src=x onerror=alert(1)>.c"}
\`\`\`

| $evil |
|---|
| $evil |

[^x]: $evil

Note[^x] \`$evil\` $evil
END
sed -i "s|^title = .*|title = [==[$evil]==] description = [==[$evil]==] author = [==[$evil]==]|" "$C/content/course.lua"
build titles
inert 47 titles

case_of_build=48
course links <<<'languages = { c = standard.c }'
hrefs=('javascript:alert(1)' 'JaVaScRiPt:alert(1)' 'java&Tab;script:alert(1)' '&#106;avascript:alert(1)'
    '&#x6A;&#x61;vascript:alert(1)' 'vbscript:x' 'data:text/html,x' 'data:text/html;base64,PHNjcmlwdD4=' 'blob:https://x/y'
    'ms-msdt:/id' 'view-source:https://x' '//evil.example/x' '\\evil.example/x' '/\evil.example' 'file:///etc/passwd'
    'custom:x' '&#1;javascript:alert(1)' 'javascript&colon;alert(1)' 'feed:javascript:alert(1)')
for href in "${hrefs[@]}"; do printf '[text](<%s>)\n\n![alt](<%s>)\n\n' "$href" "$href"; done >>"$C/content/01.md"
printf '<javascript:alert(1)> <custom:xx>\n\n[ref]\n\n[ref]: javascript:alert(1)\n' >>"$C/content/01.md"
build links
found=$(grep -aoiE '(href|src)="[^"]*(script|data:text|blob:|msdt|view-source|file:|custom:|evil\.example)[^"]*"' "$C/site/01.html" | head -n 3)
check 48 '[ -z "$found" ]' "all dropped" "no such address, but: $found"
silent=
while IFS=: read -r line text; do
    grep -q "^content/01.md:$line:" "$W/links.err" || silent+=" $line:$text"
done < <(grep -n '^\[text\]' "$C/content/01.md")
check 48 '[ -z "$silent" ]' "each with a warning" "a warning with file:line for each, none for: ${silent:0:200}"

case_of_build=49
printf '# T\n\n![seen](https://tracker.example/pixel.gif) ![](http://tracker.example/x) <img src="https://tracker.example/y">\n' \
    >"$C/content/01.md"
build tracker
check 49 "! grep -qE '<img[^>]*tracker.example' '$C/site/01.html'" "dropped" "no image of another host"

case_of_build=50
worst=0
pathological() { # WHAT COMMAND...: whose output is the chapter
    course "long-$1" <<<'languages = { c = standard.c } parse = "1s"'
    "${@:2}" >>"$C/content/01.md"
    build "long-$1"
    wall=$(sed -n 's/^wall //p' "$W/long-$1.facts")
    check 50 "[ ${wall:-9999} -lt 1500 ] || grep -q '^content/01.md:.*longer than' '$W/long-$1.err'" \
        "" "$1: below 1 s, or a limit with file:line; it took $wall ms"
    worst=$((wall > worst ? wall : worst))
}
many() { head -c "$2" /dev/zero | sed "s/\x00/$1/g"; echo; }
lists() {
    for ((i = 0; i < 3000; i++)); do printf '%*s- x\n' $((i % 400 * 2)) ''; done
}
pathological brackets many '[' 50000
pathological quotes many '>' 20000
pathological images many '![[]()' 50000
pathological stars many '**a ' 50000
pathological ticks many '`a``' 30000
pathological comments many '<!--' 30000
pathological footnotes many '\[\^a\]' 30000
pathological lists lists
check 50 true "all of them within $worst ms" ""
