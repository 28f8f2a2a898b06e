# The disk, a second build, a damaged store, torn pages, clocks. Short versions: tests of their own go on.
case_of_build=60
course durable <<<'languages = { c = standard.c }'
printf '```c {#one}\n#include <stdio.h>\nint main(void) { puts("one"); }\n```\n' >>"$C/content/01.md"
build durable
cp -R "$C/site" "$W/whole"
said() { tail -n 2 "$W/durable.err" | tr '\n' ' '; }
same_site() { diff -r "$W/whole" "$C/site" >/dev/null; }
plain() { # ARG...: a build in which anything may go wrong
    "$@" >"$W/durable.out" 2>"$W/durable.err" 7<"$secret"
    status=$?
}

# --- 60: the disk ---
sed -i 's/^# durable/# changed/' "$C/content/01.md"
if [ "$(id -u)" = 0 ]; then
    plain unshare -m sh -c 'mount --bind "$1/site" "$1/site"; mount -o remount,ro,bind "$1/site"; exec "$2" build "$1"' \
        sh "$C" "$DRAWLOOM"
    check 60 "[ '$status' = 2 ] && same_site && grep -q site '$W/durable.err'" "read-only site: refused" \
        "read-only site: status 2, its name, old site whole; status $status: $(said)"
    mkdir -p "$W/full"
    plain unshare -m sh -c 'mount -t tmpfs -o size=64k,mode=755 none "$1"; dd if=/dev/zero of="$1/fill" bs=1k 2>/dev/null
        exec "$2" build "$3" --out "$1/site"' sh "$W/full" "$DRAWLOOM" "$C"
    check 60 "[ '$status' = 2 ] && grep -qi 'no space' '$W/durable.err'" "full disk: refused" \
        "full disk: status 2 and the reason; status $status: $(said)"
    plain unshare -m sh -c 'mount -t tmpfs -o size=64k,mode=755 none "$1/.drawloom"; exec "$2" build "$1"' sh "$C" "$DRAWLOOM"
    check 60 "[ '$status' = 2 ] && same_site && grep -qiE 'no space|full' '$W/durable.err'" "full store: refused" \
        "full store: status 2, the reason, old site whole; status $status: $(said)"
fi
mkdir "$W/elsewhere"
mv "$C/site" "$W/kept"
ln -s "$W/elsewhere" "$C/site"
plain "$DRAWLOOM" build "$C"
check 60 "[ -z \"\$(ls -A '$W/elsewhere')\" ] && [ '$status' = 2 ] || { [ '$status' = 0 ] && [ -e '$W/elsewhere/index.html' ]; }" \
    "linked site: status $status" "linked site: refused, or written whole where it points: $(said)"
rm "$C/site"
mv "$W/kept" "$C/site"
ln -sf "$secret" "$C/site/01.html"
plain "$DRAWLOOM" build "$C"
check 60 "[ \"\$(cat '$secret')\" = '$TOKEN' ]" "link among the pages not followed" "a secret that is not written to"
plain "$DRAWLOOM" build "$C"
rm -rf "$W/whole"
cp -R "$C/site" "$W/whole"

# --- 61: two builds ---
printf '```c {#slow}\n#include <unistd.h>\nint main(void) { usleep(700000); }\n```\n' >>"$C/content/01.md"
"$DRAWLOOM" build "$C" >"$W/first.out" 2>"$W/first.err" &
first=$!
plain "$DRAWLOOM" build "$C"
wait "$first"
first=$?
check 61 "[ $first = 0 ] && { [ $status = 0 ] || [ $status = 2 ]; }" "status $first and $status" \
    "0, and 0 or 2: $(said)"
cp -R "$C/site" "$W/two"
rm -rf "$C/site"
plain "$DRAWLOOM" build "$C"
check 61 "diff -r '$W/two' '$C/site' >/dev/null" "same site" "the same site as one build makes"
rm -rf "$W/whole"
cp -R "$C/site" "$W/whole"

# --- 62: the store ---
damage() { # WHAT: the store was just changed
    plain "$DRAWLOOM" build "$C"
    check 62 "[ '$status' = 0 ] && same_files '$W/whole' '$C/site'" "$1: rebuilt" \
        "$1: rebuilt; status $status: $(said)"
    plain "$DRAWLOOM" build "$C"
    check 62 "[ '$status' = 0 ]" "" "$1: well afterwards: $(said)"
}
db=$C/.drawloom/results.db
truncate -s 5000 "$db"; damage "cut off"
: >"$db"; damage "empty"
head -c 20000 /dev/urandom >"$db"; damage "noise"
sqlite3 "$db" 'PRAGMA user_version = 99' 2>/dev/null; damage "another version"
rm -f "$db"*; damage "none"
for at in 20 100 1500 5000 9000; do
    printf '\377' | dd of="$db" bs=1 seek="$at" conv=notrunc 2>/dev/null
    damage "byte $at flipped"
done
rm -rf "$C/.drawloom/bin"; damage "no programs"
for program in "$C"/.drawloom/bin/*; do printf 'x' >>"$program"; done; damage "another program"
rm -f "$db"; ln -s "$secret" "$db"; plain "$DRAWLOOM" build "$C"
check 62 "[ \"\$(cat '$secret')\" = '$TOKEN' ] && [ '$status' != 139 ]" "" "a store that is a link: not written through"
rm -f "$db"
plain "$DRAWLOOM" build "$C"

# --- 63: a power cut leaves pages that are torn ---
rm -rf "$W/whole"
cp -R "$C/site" "$W/whole"
torn() { # WHAT
    plain "$DRAWLOOM" build "$C"
    check 63 "[ '$status' = 0 ] && same_site" "$1: repaired" "$1: repaired; status $status: $(said)"
}
truncate -s 100 "$C/site/01.html"; torn "a cut page"
: >"$C/site/index.html"; torn "an empty page"
printf 'X' | dd of="$C/site/01.html" bs=1 seek=50 conv=notrunc 2>/dev/null; torn "a flipped byte"
rm "$C/site/01.html"; torn "a missing page"
: >"$C/site/.drawloom-manifest"; torn "an empty manifest"
truncate -s 30 "$C/site/results.json"; torn "a cut results.json"

# --- 64: only content counts ---
stamp=$(stat -c %y "$C/content/01.md")
sed -i 's/puts("one")/puts("two")/' "$C/content/01.md"
touch -d "$stamp" "$C/content/01.md"
plain "$DRAWLOOM" build "$C"
check 64 "grep -q '\"two' '$C/site/results.json'" "same mtime, other text: run" "same mtime, other text: run again"
for when in '1971-01-01' '2090-01-01'; do
    find "$C" -type f -exec touch -d "$when" {} +
    plain "$DRAWLOOM" build "$C"
    check 64 "[ '$status' = 0 ] && grep -q 'nothing changed\| 0 run\|from the store' '$W/durable.err'" \
        "mtimes of ${when%%-*}: nothing run" "mtimes of ${when%%-*}: nothing run again: $(said)"
done
look_at_canaries durable
