# What makes a site be found: with an address in course.lua and without one.

lua_course() { # TITLE [URL-LINE]
    write content/course.lua <<END
title = "$1"
author = "A & B"
chapters = { "01.md", "sub/02.md" }
${2:-}
END
    write content/sub/02.md <<'END'
# Third & last

> Quoted words.

The *first* sentence of a chapter \<with> `code`. A second one.
END
}

hostile='Cost < 5 & \"more\" ]]></title><script>alert(1)</script>\u{202E}'

case_begin "without an address nothing pretends to have one"
course 'sh = standard.sh' </dev/null
lua_course Plain
write content/01.md <<'END'
# One
END
run build
expect_status 0
expect_no_file site/sitemap.xml
expect_no_file site/feed.xml
expect_no_file site/assets/cards/index.png
expect_file site/robots.txt '^User-agent: \*'
expect "no absolute address in any page" [ -z "$(grep -rlE 'canonical|og:url|og:image|https?://(www\.)?example' site)" ]
expect_file site/index.html '<meta property="og:title" content="Plain">'
expect_file site/index.html '<script type="application/ld\+json">'
expect_file site/404.html '<meta name="robots" content="noindex">'
expect_file site/404.html 'href="assets/style.css"'
expect_file site/site.webmanifest '"name":"Plain"'
expect_file site/sw.js '^const site = '
expect "the worker is a script" node --check site/sw.js

case_begin "titles and descriptions"
run_cmd true
lua_course Plain
write content/01.md <<END
# One

$(printf 'word%.0s ' {1..60})ends.
END
run build
expect_status 0
expect_file site/01.html '<title>1 One · Plain</title>'
expect_file site/index.html '<title>Plain</title>'
expect_file site/sub/02.html '<meta name="description" content="The first sentence of a chapter &lt;with&gt; code. A second one.">'
expect_file site/01.html '<meta name="description" content="(word ?){32}…">'

case_begin "with an address: hostile words stay words"
lua_course "$hostile" 'url = "https://example.org/a%20b"'
write content/01.md <<'END'
# One </script><script>alert(2)</script>

```sh
echo one
```
END
run build
expect_status 0
for list in sitemap.xml feed.xml; do
    expect "$list is well-formed" xmllint --noout site/$list
done
expect_file site/sitemap.xml '<loc>https://example.org/a%20b/</loc>'
expect_file site/sitemap.xml '<loc>https://example.org/a%20b/sub/02.html</loc>'
expect "no 404 in the sitemap" eval '! grep -q 404 site/sitemap.xml'
expect_file site/robots.txt '^Sitemap: https://example.org/a%20b/sitemap.xml$'
expect_file site/index.html '<link rel="canonical" href="https://example.org/a%20b/">'
expect_file site/sub/02.html '<link rel="canonical" href="https://example.org/a%20b/sub/02.html">'
expect_file site/sub/02.html 'property="og:image" content="https://example.org/a%20b/assets/cards/sub/02.png"'
expect_file site/404.html 'href="/a%20b/assets/style.css"'
expect "no script but ours" [ "$(grep -c 'alert([12])</script' site/index.html site/01.html | cut -d: -f2 | sort -u)" = 0 ]
sed -n 's|.*<script type="application/ld+json">\(.*\)</script>$|\1|p' site/index.html >data.json
expect "structured data is JSON" node -e 'const d = JSON.parse(require("fs").readFileSync("data.json")); if (d.hasPart.length !== 2) throw d'
expect "no bare < in it" eval '! grep -q "[<>&]" data.json'
expect "pictures are PNG" eval 'head -c 4 site/assets/cards/sub/02.png | grep -q PNG'
cp -R site before
run build --rerun all
expect_status 0
expect "the same pictures" diff -r before/assets/cards site/assets/cards

case_begin "a feed of what changed"
course 'sh = standard.sh' <<'END'
```sh {#says}
echo one
```
END
sed -i '1iurl = "http://localhost:8000"' content/course.lua
run build
expect_status 0
expect "a first feed has no entries" eval '! grep -q "<entry>" site/feed.xml'
expect "it is well-formed" xmllint --noout site/feed.xml
sed -i 's/one/"a < b"/' content/01.md
run build
expect_file site/feed.xml '<title>“says” prints something else</title>'
expect_file site/feed.xml 'href="http://localhost:8000/01.html#says"'
expect_file site/feed.xml '<updated>20[0-9-]+T[0-9:]+Z</updated>'
expect "it is well-formed" xmllint --noout site/feed.xml
expect_file site/01.html '<link rel="alternate" type="application/atom\+xml"'

case_begin "the worker's list is that of the site, also after a part of it was built"
course 'sh = standard.sh' <<'END'
Words.
END
write content/02.md <<<'More.'
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
run build
cp site/sw.js before
run build
expect "the same again" cmp before site/sw.js
echo 'Other words.' >>content/01.md
run build --chapter 01
expect_status 0
expect "another list" eval '! cmp -s before site/sw.js'
expect_file site/sw.js '"02.html": '
cp site/sw.js part
run build
expect "as a whole build has it, but for what that makes anew" \
    [ "$(diff part site/sw.js | grep -c '01.html')" = 0 ]

case_begin "a theme may bring its own pictures and its own worker"
lua_course Plain 'url = "https://example.org/"'
write content/01.md <<<'# One'
write templates/assets/cards/01.png <<<'my picture'
write templates/worker/10-worker.js <<<'const mine = 1;'
run build
expect_status 0
expect_file site/assets/cards/01.png 'my picture'
expect_file site/01.html 'og:image" content="https://example.org/assets/cards/01.png"'
expect_file site/sw.js '^const mine = 1;$'

case_begin "a card that can't be drawn is a warning, a template with an error is none"
lua_course Plain 'url = "https://example.org/c&d/"'
write content/01.md <<<'# One'
write templates/card.html <<<'<svg'
run build
expect_status 0
expect_file site/404.html 'href="/c&amp;d/assets/style.css"'
expect_stderr 'pages have no pictures for links to them: rsvg-convert'
expect_file site/index.html 'twitter:card" content="summary">'
write templates/card.html <<<'<%= nothing.there %>'
run build
expect_status 1
expect_stderr 'templates/card.html:1: '
