# A machine on which the sandbox, or half of it, does not work: a lower level that is announced, or a plain
# stop. Never a program that simply runs.
case_of_build=56
course levels <<<'languages = { c = standard.c }'
cat >"$C/samples/reads.c" <<'END'
#include "attack.h"
int main(void)
{
    char text[64];
    if (slurp(SECRET, text, sizeof text))
        say("GOT the secret");
    tried("kill(victim)", kill(VICTIM, SIGUSR1));
    return end();
}
END
printf '```c {#reads file=reads.c}\n```\n' >>"$C/content/01.md"

# on WHAT COMMAND...: a build of the course by COMMAND...; sets $status, $level, $said.
on() {
    local what=$1
    shift
    rm -rf "$C/.drawloom" "$C/site"
    watched "$W/level.facts" "$@" >"$W/level.out" 2>"$W/level.err"
    status=$(sed -n 's/^status //p' "$W/level.facts")
    level=$(sed -n 's/^ *"sandbox": "\(.*\)".*/\1/p' "$C/site/results.json" 2>/dev/null)
    said=$(cat "$W/level.out" "$W/level.err" | tr -s '\n' ' ' | cut -c1-200)
    check 56 "! grep -q '\"stdout\": \".*GOT' '$C/site/results.json' 2>/dev/null" "" "$what: nothing got out, but: $said"
    check 56 "! left level >'$W/left'" "" "$what: no process left: $(left level)"
}
expect_level() { # WHAT LEVEL: announced in the first line, the page and results.json
    check 56 "[ '$level' = '$2' ] && head -n 1 '$W/level.err' '$W/level.out' | grep -q '$2'" "$1: $2, announced" \
        "$1: $2, announced in the first line; status $status, level ${level:-none}: $said"
}
expect_refusal() { # WHAT
    check 56 "[ '$status' = 2 ] && [ -z '$level' ]" "$1: refused" \
        "$1: a refusal (status 2, no site); status $status, level ${level:-none}: $said"
}
expect_no_off() { # WHAT
    check 56 "[ '$level' != off ] && { [ '$status' = 2 ] || [ -n '$level' ]; }" \
        "$1: ${level:-refused}" "$1: a lower level or a refusal, never off: $said"
}

on "all well" "$DRAWLOOM" build "$C"
expect_level "all well" full
on "no userns" "$TOOLS/deny" userns -- "$DRAWLOOM" build "$C"
expect_level "no userns" reduced
on "namespaces that fail with EAGAIN" "$TOOLS/deny" userns-busy -- "$DRAWLOOM" build "$C"
expect_refusal "namespaces that fail with EAGAIN" # what may pass must not lower the level
for what in userns userns-busy; do
    on "no $what, full insisted on" "$TOOLS/deny" $what -- "$DRAWLOOM" build "$C" --sandbox=full
    expect_refusal "no $what, full insisted on"
done
on "neither" "$TOOLS/deny" userns landlock -- "$DRAWLOOM" build "$C"
expect_refusal "neither"
check 56 "grep -q 'sandbox=off' '$W/level.err'" "" "a refusal that tells of --sandbox=off: $said"
on "no Landlock" "$TOOLS/deny" landlock -- "$DRAWLOOM" build "$C"
expect_level "no Landlock" full
on "reduced insisted on" "$TOOLS/deny" landlock -- "$DRAWLOOM" build "$C" --sandbox=reduced
expect_refusal "reduced insisted on, without Landlock"
on "no user namespace may be made" unshare -U -r \
    sh -c 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"' sh "$DRAWLOOM" build "$C"
expect_no_off "no user namespace may be made"

# A bwrap that is not what it should be stands for the real one, in a mount namespace of its own.
with_bwrap() { # WHAT; the script from stdin
    cp /usr/bin/bwrap "$W/real-bwrap" 2>/dev/null
    cat >"$W/bwrap"
    chmod 755 "$W/bwrap"
    on "$1" unshare -m sh -c 'mount --bind "$1" /usr/bin/bwrap; shift; exec "$@"' sh "$W/bwrap" "$DRAWLOOM" build "$C"
    expect_no_off "$1"
    check 56 "[ '$level' != full ]" "" "$1: not to be taken for full"
}
if [ "$(id -u)" = 0 ]; then
    with_bwrap "a bwrap that fails" <<<'#!/bin/sh
exit 1'
    with_bwrap "a bwrap that does nothing" <<<'#!/bin/sh
exit 0'
    with_bwrap "a bwrap that runs the program bare" <<<'#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec "$@"'
    with_bwrap "a bwrap that leaves out namespaces" <<END
#!/bin/sh
exec $W/real-bwrap --dev-bind / / -- /proc/self/fd/6 serve full
END
    mkdir "$W/root"
    on "in a chroot" unshare -m sh -c 'mount --rbind / "$1"; root=$1; shift; exec chroot "$root" "$@"' sh "$W/root" \
        "$DRAWLOOM" build "$C"
    expect_no_off "in a chroot"
fi
look_at_canaries sandbox
