#!/bin/bash
# golden.sh tests/golden/CASE: build the case's course and compare what comes out with what it must become.
#
#   in/       a small course; it is copied, so that a build leaves nothing here
#   options   arguments for `drawloom build` (optional)
#   out/      files of the site that are compared; others may be there or not (optional)
#   status    exit status (0 when there is no such file)
#   stderr    (empty when there is no such file)
#
# What differs from run to run (times, dates, machine, folders) goes through tests/normalize first. With
# REWRITE=1 the expected files become what was written. A new case starts with all pages and
# results.json: delete what it is not about. A file is added with `touch out/FILE`.
set -u
case=$1 name=$(basename "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/drawloom-golden.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT

normalized() {
    GOLDEN_DIR=$work/course lua5.4 tests/normalize
}

build() {
    local options
    options=$(cat "$case/options" 2>/dev/null)
    cp -R "$case/in" "$work/course"
    # shellcheck disable=SC2086 # options are words
    (cd "$work/course" && "$DRAWLOOM" build . --out "$work/course/site" $options) \
        >"$work/stdout" 2>"$work/stderr.raw" </dev/null
    echo $? >"$work/status"
    normalized <"$work/stderr.raw" >"$work/stderr"
}

# actual FILE: the normalized file of the site, for a FILE of out/
actual() {
    [ -f "$work/course/site/$1" ] && normalized <"$work/course/site/$1"
}

rewrite() {
    local file new=yes
    [ -e "$case/out" ] || [ -e "$case/stderr" ] || [ -e "$case/status" ] && new=no
    [ $new = yes ] && [ -d "$work/course/site" ] && (
        cd "$work/course/site" && find . -name '*.html' -o -name results.json
    ) | while read -r file; do
        mkdir -p "$(dirname "$case/out/$file")" && : >"$case/out/$file"
    done
    keep_if "$work/status" "$case/status" '^0$'
    keep_if "$work/stderr" "$case/stderr" '^$'
    expected_files | while read -r file; do
        actual "$file" >"$work/new" && cp "$work/new" "$case/out/$file" || rm "$case/out/$file"
    done
    echo "ok $name rewritten"
}

# keep_if NEW FILE USUAL: FILE becomes NEW, or goes away when all NEW says is the usual
keep_if() {
    if grep -qv "$3" "$1"; then cp "$1" "$2"; else rm -f "$2"; fi
}

expected_files() {
    [ -d "$case/out" ] && (cd "$case/out" && find . -type f | sed 's|^\./||' | sort)
}

# same WHAT EXPECTED ACTUAL: prints the difference as details
same() {
    diff -u --label "expected $1" --label "actual $1" "$2" "$3" >"$work/diff" && return 0
    sed 's/^/# /' "$work/diff" | head -n 120
    return 1
}

compare() {
    local file failed=0
    echo 0 >"$work/usual.status" && : >"$work/usual.stderr"
    for file in status stderr; do
        local expected=$case/$file
        [ -f "$expected" ] || expected=$work/usual.$file
        same "$file" "$expected" "$work/$file" || failed=1
    done
    for file in $(expected_files); do
        if actual "$file" >"$work/actual"; then
            same "$file" "$case/out/$file" "$work/actual" || failed=1
        else
            echo "# the build wrote no $file" && failed=1
        fi
    done
    return $failed
}

build
if [ -n "${REWRITE:-}" ]; then
    rewrite
elif compare; then
    echo "ok $name"
else
    echo "not ok $name"
    exit 1
fi
