# The pages of a course that has everything, and much that tries to break a page, in Chromium: see main.mjs.
# Some of its samples fail on purpose, so the build ends with 1 and writes the site.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/drawloom-browser.XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT

cp -R "$TOP/tests/browser/course/." "$folder"
"$DRAWLOOM" build "$folder" >"$folder/log" 2>&1
rc=$?
if [ "$rc" != 1 ] || [ ! -f "$folder/site/index.html" ]; then
    sed 's/^/# /' "$folder/log"
    echo "not ok the course is built: status $rc"
    exit 1
fi
node "$TOP/tests/browser/main.mjs" "$folder/site"
