# Words for the compiler that run code or write files. Nothing may start before they are refused: the
# language `spy` says "ran" when it does, and each sample would.
case_of_build=54
course flags <<'END'
local spy = {}
for name, value in pairs(standard.c) do spy[name] = value end
spy.compile = { "sh", "-c", "echo ran; exit 1", "{std}", "{opt}", "{cflags}", "{libs}", "{deps}", "{program}" }
languages = { spy = spy }
END
words=(-fplugin=./evil.so '-wrapper sh' -B/tmp -B. @flags -Wp,-MD,stolen '-MD -MF stolen' -MF -Wl,-Map=stolen
    -Wl,--dependency-file=stolen -Wa,-a=stolen -Wa,-I/etc -save-temps -save-temps=obj -fdump-final-insns=stolen
    '-aux-info stolen' -gsplit-dwarf "-include $secret" '-imacros /etc/passwd' -Wl,-T,/etc/passwd -T/etc/passwd
    -specs=evil -x -xassembler -o/tmp/stolen '-o /tmp/stolen' -I/etc -L/tmp -l:evil.a -iquote/etc -isystem/etc
    --sysroot=/tmp -dumpbase -fdump-tree-all -fprofile-use=/etc/passwd -fprofile-generate=/tmp -ftest-coverage
    -fcompare-debug -fdebug-prefix-map=a=b -ffile-prefix-map=a=b -frandom-seed=x -fauto-profile=/etc/passwd
    -flto=9 -flto-partition=none -print-file-name=x -v -### -E -M -MM '-Xlinker x' '-Xassembler x' '-Xpreprocessor x'
    -Wl,-rpath,/tmp -Wl,-e,x -rdynamic -shared -nostdlib -r -pass-exit-codes -fplugin-arg-evil-x
    /etc/passwd ../samples/private.c ./evil.o -D -DX=/etc/passwd '-DX=$(id)' '-DX=`id`' '-W,x'
    '-Wall,x' '-O2x' '-O9' '-O 2' '-std=/etc/passwd' '-std=c11,x' -fsanitize=address,x -fsanitize-blacklist=/etc/passwd
    '$(id)' '`id`' ';id' '|id' '&' '>stolen' '-' '--' '--help' '*' '~' '%s' '-Wno-x%s,y')
count=0
{
    for word in "${words[@]}"; do
        count=$((count + 1))
        printf '~~~spy {#f%d cflags="%s"}\nint main(void) { return %d; }\n~~~\n\n' "$count" \
            "$(sed 's/\\/\\\\/g; s/"/\\"/g' <<<"$word")" "$count"
    done
    for attributes in 'libs=-Wl,-Map=stolen' 'libs=/etc/passwd' 'libs="-L/tmp -levil"' 'opt=-fplugin=x' 'opt=@x' \
        'std=/etc/passwd' 'std="c11 -fplugin=x"' 'cc=/tmp/evil' 'cc=sh' 'cc=../gcc' 'cc="gcc -wrapper sh"' \
        'cc=$(id)' 'file=/etc/passwd' 'file=../content/course.lua' 'file=@x' 'file=-x.c' 'data=/etc/passwd' \
        'data=../../*' 'data=../content/course.lua' 'cflags="-O2\\
-fplugin=x"' 'cflags="-DX=\"a b\""' 'cflags="-DX=\\"'; do
        count=$((count + 1))
        printf '~~~spy {#f%d %s}\nint main(void) { return %d; }\n~~~\n\n' "$count" "$attributes" "$count"
    done
} >>"$C/content/01.md"
build flags
ran=$(grep -c '"diagnostics": "ran' "$C/site/results.json")
check 54 "[ $ran = 0 ]" "none of $count started" "no command to start, but $ran did"
missing=
while IFS=: read -r line _; do
    grep -q "^content/01.md:$line:" "$W/flags.err" || missing+=" $line:$(sed -n "${line}p" "$C/content/01.md")"
done < <(grep -n '^~~~spy' "$C/content/01.md")
check 54 "[ -z \"\$missing\" ]" "all refused with file:line ${missing:0:300}" "a problem with file:line for each"
check 54 "! find '$C' /tmp/stolen -name 'stolen*' 2>/dev/null | grep -q ." "no file written" "no file written"
look_at_canaries flags
