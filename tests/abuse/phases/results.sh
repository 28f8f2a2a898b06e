# What a compile command leaves instead of a program: links, fifos, devices, sockets; and a race. Whoever
# follows a link reads the secret outside of the sandbox, where it is.
case_of_build=40
course results <<END
local function evil(script)
    return { extension = ".txt", compile = { "sh", "-c", script }, run = "cat {program}", version = "echo 1" }
end
languages = {
    symlink = evil("ln -s $secret {program}"),
    relative = evil("ln -s ../../../host/secret.txt {program}"),
    folder = evil("mkdir {program}"),
    hardlink = evil("ln /usr/lib/os-release {program} || ln /bin/sh {program} || { echo x > a; ln a {program}; }"),
    fifo = evil("mkfifo {program}"),
    device = evil("mknod {program} c 1 5 || ln -s /dev/zero {program}"),
    socket = evil("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"{program}\")'"),
    nothing = evil("true"),
    deps = evil("ln -s $secret {deps}; echo fine > {program}"),
    depsfifo = evil("mkfifo {deps}; echo fine > {program}"),
    up = evil("ln -s / up; ln -s up$secret {program}"),
    race = evil("(trap '' HUP TERM; while :; do ln -sf $secret {program}; rm -f {program}; echo fine > {program}; " ..
        "done) > /dev/null 2>&1 & sleep 0.2; echo fine > {program}"),
    swap = evil("(while :; do rm -f {deps}; ln -s $secret {deps}; done) > /dev/null 2>&1 & echo fine > {program}"),
}
limits = { compile_timeout = "5s" }
END
names=(symlink relative folder hardlink fifo device socket nothing deps depsfifo up race swap)
for name in "${names[@]}"; do
    printf '```%s {#a%s timeout=3s}\n%s\n```\n\n' "$name" "$name" "$name"
done >>"$C/content/01.md"
cp "$C/content/01.md" "$W/all.md"
: >"$W/results.all"
# A build of its own each: one bad result must not hide another.
for name in "${names[@]}"; do
    case_of_build=$([ "$name" = race ] || [ "$name" = swap ] && echo 41 || echo 40)
    { echo '# One'; echo; sed -n "/^\`\`\`$name /,/^\`\`\`$/p" "$W/all.md"; } >"$C/content/01.md"
    build "results-$name"
    wall=$(sed -n 's/^wall //p' "$W/results-$name.facts")
    check "$case_of_build" "[ ${wall:-99999} -lt 8000 ]" "" "$name: not to be waited for ($wall ms)"
    check "$case_of_build" "! grep -qa '$TOKEN' '$C/site/results.json' '$W/results-$name.err' '$W/results-$name.out'" \
        "$name: not followed" "$name: no byte of the secret"
    case $name in
    deps | depsfifo | race | swap) ;;
    *) check 40 "grep -q 'error' '$W/results-$name.out' '$W/results-$name.err' || [ '$status' = 1 ]" \
        "" "$name: reported as a problem, but: $(tail -n 1 "$W/results-$name.err")" ;;
    esac
    check "$case_of_build" "! left 'results-$name' >'$W/left'" "" "$name: no process left: $(left "results-$name")"
done
check 40 "! grep -rqa '$TOKEN' '$C/site' '$C/.drawloom'" "store and site clean" "no byte of the secret in store or site"
check 41 "! grep -rqa '$TOKEN' '$C/site' '$C/.drawloom'" "no byte of the secret" "no byte of the secret"
look_at_canaries results
