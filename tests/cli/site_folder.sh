# The site's folder: nothing that is not ours is touched, nothing is written through a link, and a disk
# that is full leaves the old site whole.

small() {
    course <<'END'
Old words.

```c {#one}
int main(void) { return 0; }
```
END
}

case_begin "a folder with somebody else's files is refused"
small
write site/index.html <<<"mine"
run build
expect_status 2
expect_stderr 'site: holds files, and drawloom did not make it'
expect_stderr '--out'
expect_file site/index.html mine
expect_no_file site/01.html
run build --out other
expect_status 0
expect_file other/01.html 'Old words'

case_begin "an empty folder is fine"
small
mkdir site
run build
expect_status 0

case_begin "--durable writes the same site"
small
run build
run build --durable --out durable
expect_status 0
expect "the same site" diff -r site durable

case_begin "a link or a file instead of the folder"
small
mkdir elsewhere
ln -s elsewhere site
run build
expect_status 2
expect_stderr 'site: a link or a file, not a folder'
expect "nothing elsewhere" [ -z "$(ls -A elsewhere)" ]
rm site
write site <<<"mine"
run build
expect_status 2
expect_file site mine

case_begin "links inside the folder are not followed"
small
run build
mkdir elsewhere
rm -r site/samples
ln -s ../elsewhere site/samples
write target <<<"mine"
ln -sf ../target site/01.html
run build
expect_status 2
expect_stderr 'site/samples/one.c: .*link'
expect "nothing elsewhere" [ -z "$(ls -A elsewhere)" ]
rm site/samples
run build
expect_status 0
expect_file target '^mine$'
expect "a file again" [ ! -L site/01.html ]

case_begin "a file of somebody else in our folder is not overwritten"
small
run build
write site/02.html <<<"mine"
write content/02.md <<<'Two.'
sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/; s/Old/New/' content/course.lua
sed -i 's/Old/New/' content/01.md
run build
expect_status 2
expect_stderr 'site/02.html: drawloom did not make this file'
expect_file site/02.html '^mine$'
expect_file site/01.html 'Old words'
expect "no temporary file" [ -z "$(find site -name '.drawloom-tmp*')" ]
rm site/02.html
run build
expect_status 0
expect_file site/01.html 'New words'

case_begin "a folder where a page belongs"
small
run build
rm site/01.html
mkdir site/01.html
run build
expect_status 2
expect_stderr 'site/01.html'

case_begin "two sources for one file"
small
write content/samples.md <<<'# Samples'
sed -i 's/chapters = .*/chapters = { "01.md", "samples.md" }/' content/course.lua
run build
expect_status 1
expect_stderr 'content/samples.md: would be .* samples.html, .* from templates/samples.html'
expect_stderr '^site not written$'
expect_no_file site

case_begin "a site that can't be written to"
small
chmod 755 "$cases"
if [ "$(id -u)" = 0 ]; then
    chown -R 65534:65534 .
    as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 0
sed -i 's/Old/New/' content/01.md
chmod 555 site
run_cmd $as_nobody "$DRAWLOOM" build
expect_status 2
expect_stderr 'site/.*: Permission denied'
expect_file site/01.html 'Old words'
chmod 755 site

case_begin "a failed first build leaves no folder"
course <<<'Text.'
mkdir templates
write templates/chapter.html <<<'<% error("no") %>'
run build
expect_status 1
expect_no_file site
rm -r templates
run build
expect_status 0

if unshare -m true 2>/dev/null; then
    case_begin "a full disk: the file is named, the old site whole"
    small
    run build
    cp -R site saved
    for i in $(seq 2000); do echo "Paragraph $i of many that make a page too large. "; echo; done >>content/01.md
    for kib in 48 64 96 112; do
        # shellcheck disable=SC2016 # expanded by the inner shell
        run_cmd unshare -m sh -c 'mount -t tmpfs -o size='$kib'k none site && cp -a saved/. site/ &&
            "$DRAWLOOM" build; rc=$?; cp -a site/. after; exit $rc' sh
        if [ "$status" = 1 ] && grep -q '^cp:' "$err"; then continue; fi
        expect_status 2
        expect_stderr 'site/.*: No space left on device'
        expect "the old site, whole" diff -r saved after
        rm -rf after
    done
else
    echo "# no mount namespaces here: a full disk is not tried"
fi
