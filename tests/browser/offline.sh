# What a published site has beside its pages, in Chromium, from a server: see offline.mjs. The course has a
# chapter in a folder, a title that means harm, and an address.
set -u
folder=$(mktemp -d "${TMPDIR:-/tmp}/drawloom-offline.XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT

mkdir -p "$folder/content/part"
cat >"$folder/content/course.lua" <<'END'
title = "Sharing </script><b>& more"
description = "A course of two chapters."
author = "A. Weaver"
url = "https://example.org/course"
chapters = { "01.md", "part/02.md" }
END
printf '# First\n\nWords of the first chapter. More of them.\n' >"$folder/content/01.md"
printf '# Second\n\nWords of the second chapter.\n' >"$folder/content/part/02.md"
"$DRAWLOOM" build "$folder" >"$folder/log" 2>&1 || {
    sed 's/^/# /' "$folder/log"
    echo "not ok the course is built"
    exit 1
}
node "$TOP/tests/browser/offline.mjs" "$folder/site"
