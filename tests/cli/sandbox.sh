# The levels of the sandbox: which is taken, what is said about it, what happens where none works.

small() {
    course <<'END'
```c {#one}
#include <stdio.h>
int main(void) { puts("one"); }
```
END
}

# As somebody who may not make user namespaces: root gives up being root first.
without_namespaces() {
    local drop=''
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$cases"
        chown -R 12345:12345 .
        drop='setpriv --reuid 12345 --regid 12345 --clear-groups'
    fi
    # shellcheck disable=SC2086 # words
    run_cmd $drop unshare --user --map-root-user sh -c \
        'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"' sh "$DRAWLOOM" "$@"
}

case_begin "the fullest level is taken, and named"
small
run build
expect_status 0
expect "the level on the first line" grep -q '^sandbox: full (bubblewrap [0-9.]*)$' <(head -n 1 "$err")
expect_file site/results.json '"sandbox": "full"'
expect_file site/build.html 'full'
run build
expect_stderr '^nothing changed'
expect_no_stderr 'sandbox'

case_begin "another level runs everything again, and every page says that there was no sandbox"
small
run build
run build --sandbox=off
expect_status 0
expect_stderr '^sandbox: off: programs run as you$'
expect_stderr '1 compiled, 1 run'
expect_file site/results.json '"sandbox": "off"'
for page in site/*.html; do expect_file "$page" 'Sandbox: none'; done
run build --sandbox=off
expect_stderr '^nothing changed'
run build --explain
expect_stderr 'sandbox: full'
expect_stderr '2 from the store'
expect_file site/results.json '"sandbox": "full"'
run build --sandbox=off --rerun one --explain
expect_stderr 'one: run again: --rerun'

case_begin "the reduced level works for programs of one process"
chmod 755 "$cases" # as root, programs are somebody else, who must be able to come here
small
run build --sandbox=reduced
expect_status 0
expect_stderr '^sandbox: reduced \(Landlock [0-9]+\)$'
expect_file site/results.json '"sandbox": "reduced"'
expect_file site/01.html 'Sandbox: reduced'

if [ "$(id -u)" = 0 ]; then
    case_begin "the reduced level needs a folder that programs can enter"
    chmod 700 "$cases"
    small
    run build --sandbox=reduced
    expect_status 2
    expect_stderr "reduced: .*: cannot be entered by user 60[0-9]+, who programs are"
    chmod 755 "$cases"
fi

case_begin "where user namespaces are refused, the reduced level is taken, and the reason told"
small
without_namespaces build
expect_status 0
expect_stderr '^sandbox: reduced \(Landlock [0-9]+\): .*bwrap: '
expect_file site/01.html one

case_begin "where user namespaces are refused, --sandbox=full stops, and says what can be done"
small
without_namespaces build --sandbox=full
expect_status 2
expect_stderr 'site not written: no sandbox works here:'
expect_stderr '^  full: .*bwrap: '
expect_stderr 'apt install bubblewrap'
expect_stderr 'because you trust the course: --sandbox=off'
expect_no_file site/index.html
expect "no working folder" [ -z "$(ls .drawloom/work)" ]

if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then
    case_begin "in a chroot"
    small
    mkdir root
    run_cmd unshare --mount sh -c 'mount --rbind / root && exec chroot root "$@"' sh \
        "$DRAWLOOM" build "$PWD"
    expect_status 0
    expect_stderr '^sandbox: reduced '
    expect_file site/01.html one
fi

case_begin "a course without programs needs no sandbox"
course <<<'Text.'
without_namespaces build --sandbox=full
expect_status 0
expect_no_stderr sandbox

case_begin "limits: what was reached, and how to raise it"
course 'sh = standard.sh' <<'END'
```sh {#many processes=5}
for i in 1 2 3 4 5; do sleep 5 & done; wait
```
```sh {#few processes=20}
for i in 1 2 3 4 5 6 7 8 9; do sleep 0.01 & done; wait
```
```sh {#full}
exec head -c 1000000000 /dev/zero >zero
```
```sh {#open nofile=40}
ulimit -n
```
END
run build
expect_status 1
expect_stderr '"many": was killed for having more than 5 processes and threads \(processes=10 gives it more\)'
expect_no_stderr '"(few|open)"'
expect_stderr '"full": was killed for filling its file system \(64 MiB, 4096 files\)'
expect_file site/01.html 'had more than 5 processes and threads'
expect_file site/01.html 'filled its file system'
expect_file site/results.json '"end": "processes"'
expect_file site/results.json '"end": "files"'
expect_file site/results.json '"stdout": "40'
run build # how busy the machine was may have had its part in a limit: it is tried again
expect_stderr '"many": was killed for having more'
expect_stderr '2 run, 2 from the store'

case_begin "a compiler sees the sample's own files, and no link out of the course"
mkdir secret
echo '#define WORD "secret"' >secret/word.h
mkdir c
cd c || exit
course <<'END'
```c {file=a/one.c}
```
```c {#outside}
#include "samples/b/two.h"
int main(void) { return 0; }
```
END
write samples/a/one.c <<'END'
#include <stdio.h>
#include "deep/word.h"
#include "link.h"
int main(void) { puts(WORD LINK); }
END
write samples/a/deep/word.h <<<'#define WORD "deep"'
write samples/b/two.h <<<'#define LINK "two"'
ln -s ../b/two.h samples/a/link.h
run build
expect_status 1
expect_stderr '"outside": does not compile'
expect_file site/01.html deeptwo
ln -sf "$PWD/../secret/word.h" samples/a/deep/word.h
run build
expect_stderr '"01-1": does not compile'
expect "no secret" [ -z "$(grep -rl secret site)" ]
ln -sf ../../../.git samples/a/deep/git # its configuration may hold a token
write .git/config <<<'#define WORD "secret"'
write samples/a/one.c <<'END'
#include <stdio.h>
#include "deep/git/config"
int main(void) { puts(WORD); }
END
run build
expect_stderr '"01-1": does not compile'
expect "no secret" [ -z "$(grep -rl '"secret' site)" ]

case_begin "too much beside the files of a sample"
course <<'END'
```c {file=a/one.c}
```
END
write samples/a/one.c <<<'int main(void) { return 0; }'
head -c 40000000 /dev/zero >samples/a/big
run build
expect_status 1
expect_stderr 'too much to take into a sandbox: more than 2000 files or 32 MiB, up to samples/a/big'

case_begin "what course.lua lets programs read"
course 'sh = standard.sh' <<'END'
```sh {#reads}
cat /etc/debian_version >/dev/null && echo readable
```
END
run build
expect_status 1
echo 'sandbox = { read = { "/etc/debian_version" } }' >>content/course.lua
run build
expect_status 0
expect_file site/01.html readable
sed -i 's|/etc/debian_version|/no/such/thing|' content/course.lua
run build
expect_status 1
expect_stderr 'course.lua:4: sandbox.read: "/no/such/thing" is not there'
