# The core once more as an ordinary user: other paths through drawloom (it has no root to give up).
uid=61234
mkdir -p "$W/user"
chown "$uid:$uid" "$W/user"
if setpriv --reuid "$uid" --regid "$uid" --clear-groups true 2>/dev/null; then
    setpriv --reuid "$uid" --regid "$uid" --clear-groups \
        env -i PATH="$PATH" HOME="$W/user" TOP="$TOP" B="$W/inst/build" \
        bash "$W/inst/tests/abuse/run" --core >"$W/user.checks" 2>"$W/user.err"
    sed "s/^\([^\t]*\)\tno\t/\1\tno\tas user $uid: /" "$W/user.checks" >>"$checks"
    check user "[ -s '$W/user.checks' ]" "$(grep -c . "$W/user.checks") checks as user $uid" \
        "the core again as an ordinary user $(head -n 1 "$W/user.err")"
fi
