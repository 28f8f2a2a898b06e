# What a power cut, a full disk, a wrong clock or a hostile folder leave: the next build puts it right, or
# says why it can't, and nothing stands where it should not. (tests/cli/fault.sh has the single failing
# call, tests/cli/kill.sh the kill.)

two_pages() {
    course 'c = standard.c, sh = standard.sh' <<'END'
Old words.

```c {#one}
#include <stdio.h>
int main(void) { puts("one"); }
```
```sh {#two}
echo two
```
END
    write content/02.md <<<'# Two'
    sed -i 's/chapters = .*/chapters = { "01.md", "02.md" }/' content/course.lua
}

as_nobody() {
    chmod 755 "$cases"
    if [ "$(id -u)" = 0 ]; then
        chown -R 65534:65534 .
        run_cmd timeout --foreground 120 setpriv --reuid=65534 --regid=65534 --clear-groups "$DRAWLOOM" "$@"
    else
        run "$@"
    fi
}

whole() {
    expect "no temporary file" [ -z "$(find site .drawloom -name '.drawloom-tmp*')" ]
    expect "the site as it was" diff -r good site
}

zeros() {
    head -c "$(stat -c %s "$1")" /dev/zero >zeros && cat zeros >"$1" && rm zeros
}

case_begin "a page that a power cut has torn is made again"
two_pages
run build
expect_status 0
cp -R site good
for file in 01.html results.json samples/one.c assets/style.css; do
    for harm in "truncate -s 0" "truncate -s 100" "truncate -s 100000" zeros rm; do
        $harm "site/$file"
        run build
        expect_status 0
        expect_stderr 'site written'
        whole
        run build
        expect_stderr '^nothing changed'
    done
done

case_begin "a torn manifest, also when there is something to write"
two_pages
run build
for harm in "truncate -s 0" "truncate -s 60" zeros; do
    echo "More: $harm" >>content/02.md
    sed -i "s/Old words.*/Old words, $harm./" content/01.md
    $harm site/.drawloom-manifest
    run build
    expect_status 0
    expect_stderr 'site/\.drawloom-manifest: the file was damaged'
    expect_file site/01.html "Old words, $harm"
    expect_file site/02.html "More: $harm"
    run build
    expect_status 0
    expect_no_stderr damaged
done

case_begin "a torn store or program: what is lost is made again"
two_pages
run build
cp -R site good
for harm in "truncate -s 0" "truncate -s 5000" zeros; do
    $harm .drawloom/results.db
    run build
    expect_status 0
    expect "whole pages" [ -z "$(grep -L '</html>' site/*.html)" ]
    sqlite3 .drawloom/results.db 'delete from jobs where kind = "run"; delete from records'
    for program in .drawloom/bin/*; do $harm "$program"; done
    run build
    expect_status 0
    expect_stderr '1 compiled, 2 run'
    run build
    expect_stderr '^nothing changed'
done
head -c 50000 /dev/urandom >.drawloom/results.db-wal
head -c 32768 /dev/urandom >.drawloom/results.db-shm
run build
expect_status 0
expect_file site/01.html one

case_begin "a build that changes nothing changes nothing"
two_pages
run build
find . -exec touch -h -d '2001-02-03' {} +
run build
expect_stderr '^nothing changed'
expect "no file or folder of a newer date" [ -z "$(find . -newermt 2002-01-01)" ]

case_begin "contents decide, whatever the clock says"
two_pages
mkdir samples samples/include
echo '#define WORD "ape"' >samples/include/word.h
printf '#include "word.h"\n#include <stdio.h>\nint main(void) { puts(WORD); }\n' >samples/three.c
printf '```c {file=three.c}\n```\n' >>content/02.md
find . -exec touch -d '2030-01-01' {} + # the future
run build
expect_file site/02.html 'ape'
echo '#define WORD "bee"' >samples/include/word.h
sed -i 's/Old/New/' content/01.md
find content samples -exec touch -d '2030-01-01' {} +
run build
expect_status 0
expect_file site/01.html 'New words'
expect_file site/02.html 'bee'
sed -i 's/New/Odd/' content/01.md
find content samples -exec touch -d '1980-01-01' {} +
run build
expect_status 0
expect_file site/01.html 'Odd words'

case_begin "what ran out of time or was stopped is no result"
course 'sh = standard.sh' <<'END'
```sh {#late timeout=200ms}
sleep 3
```
END
run build
expect_status 1
run build
expect_status 1
expect_stderr '1 run'
sed -i 's/timeout=200ms/timeout=20s/; s/sleep 3/sleep 2/' content/01.md
run_cmd timeout --foreground -s TERM 0.7 "$DRAWLOOM" build
expect "no result in the store" [ -z "$(sqlite3 .drawloom/results.db 'select * from jobs')" ]
run build
expect_status 0
expect_stderr '1 run'

case_begin "a link or a file instead of .drawloom"
two_pages
run build
cp -R site good
sed -i 's/Old/New/' content/01.md
rm -r .drawloom
mkdir elsewhere
ln -s elsewhere .drawloom
run build
expect_status 2
expect_stderr '\.drawloom: a link or a file, not a folder'
expect "nothing elsewhere" [ -z "$(ls -A elsewhere)" ]
whole
rm .drawloom
echo mine >.drawloom
run build
expect_status 2
expect_stderr '\.drawloom: a link or a file, not a folder'
expect_file .drawloom '^mine$'

case_begin "a .drawloom that can't be written to"
two_pages
run build
cp -R site good
sed -i 's/Old/New/' content/01.md
chmod 555 .drawloom
as_nobody build
expect_status 2
expect_stderr '\.drawloom: cannot be written to: Permission denied'
chmod 755 .drawloom
chmod 000 .drawloom/lock
as_nobody build
expect_status 2
expect_stderr 'lock: cannot be locked: Permission denied'
whole
chmod 644 .drawloom/lock
chmod 444 .drawloom/results.db
as_nobody build
expect_status 0 # all that was needed was there to be read
expect_stderr 'warning: what this build did cannot be kept: .*results.db: cannot be written to'
sed -i 's/echo two/echo three/' content/01.md
cp -R site/. good
as_nobody build
expect_status 2
expect_stderr 'results.db: cannot be written to: Permission denied'
whole
chmod 644 .drawloom/results.db
as_nobody build
expect_status 0

case_begin "--out in a folder of the course"
two_pages
for folder in templates samples content .drawloom content/sub; do
    run build --out "$folder"
    expect_status 2
    expect_stderr "$folder: is in the course's "
    expect_no_file "$folder/index.html"
done

case_begin "promote writes where a link leads, and sweeps what a killed one left"
course 'sh = standard.sh' <<'END'
```sh
echo new
```
```output
old
```
END
mkdir content/kept
mv content/01.md content/kept/chapter.md
ln -s kept/chapter.md content/01.md
true & dead=$!
wait $dead
touch content/.drawloom-tmp.$dead.0
run promote
expect_status 0
expect "still a link" [ -L content/01.md ]
expect_file content/kept/chapter.md '^new$'
expect "no temporary file" [ -z "$(find . -name '.drawloom-tmp*')" ]

case_begin "temporary files of builds that are dead are swept, also of one with our number"
two_pages
run build
cp -R site good
true & dead=$!
wait $dead
touch site/.drawloom-tmp.$dead.0 site/samples/.drawloom-tmp.$dead.17 .drawloom/.drawloom-tmp.$dead.2
mkdir -p .drawloom/work/1-0/deep .drawloom/work/$dead-3
run build
expect_status 0
whole
expect "no working folder" [ -z "$(ls .drawloom/work)" ]

if unshare -m true 2>/dev/null; then
    case_begin "a disk of any size: the old site whole, or the new one"
    two_pages
    run build
    cp -R site good
    cp -R . ../course
    for i in $(seq 400); do echo "Paragraph $i of many that make a page larger."; echo; done >>../course/content/02.md
    sed -i 's/echo two/echo three/; s/Old/New/' ../course/content/01.md
    full=0
    for kib in $(seq 700 50 1700); do
        # shellcheck disable=SC2016 # expanded by the inner shell
        run_cmd unshare -m sh -c 'mkdir -p disk && mount -t tmpfs -o size='$kib'k none disk && cp -a ../course/. disk/ || exit 99
            timeout --foreground 120 "$DRAWLOOM" build disk; rc=$?; cp -a disk/site after; exit $rc' sh
        [ "$status" = 99 ] && continue
        if [ "$status" = 0 ]; then
            expect_file after/01.html 'New words'
            expect_file after/02.html 'Paragraph 400'
        else
            full=$((full + 1))
            expect_status 2
            expect_stderr '(No space left on device|disk is full|disk I/O error|unable to open database)'
            expect "the old site" diff -r good after
        fi
        expect "no temporary file" [ -z "$(find after -name '.drawloom-tmp*')" ]
        rm -rf after
    done
    expect_status 0
    expect "some disks were too small: $full" [ "$full" -gt 2 ]
    rm -rf ../course
else
    echo "# no mount namespaces here: a full disk is not tried"
fi
