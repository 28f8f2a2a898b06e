# Recorded runs from the command line: what is written, what is said, and what is a problem.

naps() {
    printf '```c {#naps .trace%s}\n' "$1"
    cat <<'END'
#include <pthread.h>
#include <time.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *nap(void *unused)
{
    pthread_mutex_lock(&lock);
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    pthread_mutex_unlock(&lock);
    return unused;
}
int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, nap, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
```
END
}

case_begin "a recording is on the page, in results.json, and to be downloaded"
naps | course
run build --explain
expect_status 0
expect_stderr '^naps: traced: never seen before'
expect_file site/results.json '"events": "samples/naps.trace.json"'
expect_file site/results.json '"lanes": 3'
expect_file site/results.json '"deadlock": null'
expect_file site/samples/naps.trace.json '"traceEvents"'
expect_file site/01.html 'data-part="timeline"'
expect_file site/01.html '<title>T2: holds lock|<title>T1: holds lock'
cp -R site before
echo >>content/01.md
run build --explain
expect_stderr 'traced 0; '
expect "the same bytes" diff -r before site

case_begin "a folder with a blank, at levels without namespaces"
chmod a+x "$cases" . # for the user who programs are
mkdir "a course" && cd "a course" || exit 2
naps | course
for level in reduced off; do
    run build --sandbox=$level --rerun all
    expect_status 0
    expect_file site/results.json '"lanes": 3'
done

case_begin "linked statically, the recorder is linked in"
naps ' cflags=-static' | course
run build
expect_status 0
expect_file site/results.json '"lanes": 3'

case_begin "each point of a sweep has a recording"
naps ' sweep="opt=-O0,-O2"' | course
run build
expect_status 0
expect "two of them" [ "$(ls site/samples/*.trace.json | wc -l)" = 2 ]
expect "both on the page" [ "$(grep -c '<svg class="threads"' site/01.html)" = 2 ]

case_begin "what cannot be recorded is a problem, at its line"
{ echo; naps | sed '1s/c {/fixed {/'; } | course "fixed = { extension = '.c', run = '{program}', version = 'cc --version',
    compile = 'cc -x c -static {source} -o {program}' }"
run build
expect_status 1
expect_stderr '^content/01.md:2:1: sample "naps": nothing was recorded: '
expect_file site/01.html 'No timeline'

case_begin "a recorded run that ends otherwise than it must"
course <<'END'
```c {#shy .trace}
#include <stdlib.h>
int main(void)
{
    return getenv("LD_PRELOAD") ? 3 : 0;
}
```
END
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "shy": while it was recorded, it ended with exit code 3'
run build # is tried again
expect_status 1

case_begin "a program that writes noise into its recording harms nobody"
course <<'END'
```c {#noise .trace}
#include <stdlib.h>
#include <sys/mman.h>
int main(void)
{
    unsigned *words = mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, 255, 0);
    if (words == MAP_FAILED)
        return 0;
    for (unsigned i = 4; i < 4 << 20; i++)
        words[i] = (unsigned)rand();
    return 0;
}
```
END
run build
expect "no crash" [ "$status" = 0 ]
expect_file site/results.json '"lanes"'

case_begin "recordings are frozen, and come back"
naps | course
run build
expect_status 0
run freeze
expect_status 0
expect_file content/frozen/01.txt '^trace'
grep -o '<svg class="threads".*' site/01.html >live
rm -rf .drawloom site
run build --frozen
expect_status 0
grep -o '<svg class="threads".*' site/01.html >frozen
expect "the same picture" diff live frozen
sed -i '/^| {"version"/s/"wall_ns":/"wall_ns":{/' content/frozen/01.txt
run build --frozen
expect_status 1
expect_stderr '^content/frozen/01.txt:'
