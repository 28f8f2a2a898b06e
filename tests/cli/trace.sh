# Recorded samples, from the chapter to the page: what a build says, what it writes, what breaks it.

# Two threads that hold one lock while they sleep.
coarse() {
    printf '```c {#%s .trace %s}\n' "${1:-coarse}" "${2:-}"
    cat <<'END_OF_SAMPLE'
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *worker(void *unused)
{
    pthread_mutex_lock(&m);
    usleep(5000);
    pthread_mutex_unlock(&m);
    return unused;
}
int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
```

END_OF_SAMPLE
}

# A main program: the sample's id, its attributes, its statements.
program() {
    printf '```c {#%s .trace %s}\n#include <pthread.h>\n#include <stdlib.h>\n' "$1" "$2"
    printf '#include <unistd.h>\n\nint main(int argc, char **argv)\n{\n'
    printf '    (void)argc, (void)argv;\n    %s\n}\n```\n\n' "$3"
}

# traced KEY ID [N]: the value of KEY in what results.json says of the trace of a sample, or of its Nth
# point.
traced() {
    lua5.4 - "$@" <<'END_OF_LUA'
package.path = os.getenv("TOP") .. "/tests/abuse/?.lua"
local json = require("json")
local key, id, point = table.unpack(arg)
for _, sample in ipairs(json.read("site/results.json").samples) do
    if sample.id == id then
        local trace = (point and sample.sweep.points[tonumber(point)] or sample).trace
        print(trace == json.null and "no trace" or tostring(trace[key]))
    end
end
END_OF_LUA
}

# expect_traced VALUE KEY ID [N]
expect_traced() {
    local want=$1
    shift
    expect "$* to be $want, not $(traced "$@")" [ "$(traced "$@")" = "$want" ]
}

state() {
    find site -type f -printf '%p %i %T@\n' | sort
}

case_begin "a recorded sample has a timeline, and another program's file of it"
coarse | course
run build --explain
expect_status 0
expect_stderr '^coarse: traced: never seen before$'
expect_stderr '^1 chapter, 1 sample: 2 compiled, 1 run, 1 traced \('
expect_file site/01.html 'data-part="timeline"'
expect_file site/01.html '<title>T2: holds m|<title>T1: holds m'
expect_file site/samples/coarse.trace.json '^\{"traceEvents":\[$'
expect_no_file site/samples/coarse.timeline.js
expect_traced samples/coarse.trace.json events coarse
expect_traced 3 lanes coarse
expect_traced null deadlock coarse
expect_traced null why coarse
expect_traced exited end coarse
expect_traced 0 code coarse
state >before
run build
expect_status 0
expect_stderr '^nothing changed'
sed -i '1i Words before it.\n' content/01.md
cp site/samples/coarse.trace.json before.json
run build --explain
expect_stderr '^1 chapter, 1 sample: 4 from the store \('
expect_no_stderr '^coarse:'
expect "the same file" cmp before.json site/samples/coarse.trace.json
run build --rerun coarse --explain
expect_status 0
expect_stderr '^coarse: traced again: --rerun asks for it$'
sed -i 's/usleep(5000)/usleep(4000)/' content/01.md
run build --explain
expect_status 0
expect_stderr '^coarse: traced again: '
sed -i 's/ \.trace / /' content/01.md
run build
expect_status 0
expect_no_file site/samples/coarse.trace.json
expect_traced 'no trace' events coarse

case_begin "a long recording has a finer drawing beside the page"
program long '' 'for (int i = 0; i < 3000; i++) usleep(1); return 0;' | course
run build
expect_status 0
expect_file site/samples/long.timeline.js
expect_file site/samples/long.trace.json
expect "a picture of at most 60 KB" eval \
    '[ "$(sed -n "/data-part=\"timeline\"/,/<\/svg>/p" site/01.html | wc -c)" -le 61440 ]'

case_begin "a deadlock is shown hanging, and told"
program locked '.hangs timeout=1s' 'pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; pthread_mutex_lock(&m); return pthread_mutex_lock(&m);' |
    course
run build
expect_status 0
expect_traced timed-out end locked
expect "a sentence" eval 'traced deadlock locked | grep -q "main holds m"'
expect_file site/01.html 'main holds m'

case_begin "each point of a sweep has a recording"
{ program swept 'sweep="n=1,2" args="{n} x/y"' 'usleep(1000 * atoi(argv[1])); return 0;'; coarse
  printf '```chart {of="swept coarse" kind=timeline #both}\n```\n'; } | course
run build
expect_status 0
expect_stderr ' 3 traced'
expect_file site/samples/swept.n=1.trace.json
expect_file site/samples/swept.n=2.trace.json
expect_no_file site/samples/swept.trace.json
expect_traced 'no trace' events swept
expect_traced samples/swept.n=2.trace.json events swept 2
expect_file site/01.html 'samples/swept.n(=|%3D)2.trace.json'
expect "each in its sample and in the chart" [ "$(grep -c '<svg class="threads"' site/01.html)" = 6 ]
expect_file site/results.json '"story": "Timelines of swept \(2 points\) and coarse, on one scale."'

case_begin "what cannot be recorded breaks the build, with its line and the reason"
{ printf '# One\n\n```fixed {#alone .trace}\nint main(void) { return 0; }\n```\n'; } |
    course "fixed = { extension = '.c', compile = 'cc -x c -static {source} -o {program}',
        run = '{program}', version = 'cc --version' }"
run build
expect_status 1
expect_stderr '^content/01.md:3:1: sample "alone": nothing was recorded: .*linked statically'
expect_traced null events alone
expect "the reason" eval 'traced why alone | grep -q "linked statically"'
expect_no_file site/samples/alone.trace.json
expect_file site/01.html 'No timeline'
run check # is tried again
expect_status 1
expect_stderr '^content/01.md:3:1: sample "alone": nothing was recorded: '

case_begin "a recorded run that ends otherwise breaks the build"
program other '' 'return getenv("LD_PRELOAD") != NULL;' | course
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "other": while it was recorded, it .*1'
expect_traced 1 code other
expect_file site/samples/other.trace.json
sed -i 's/ return getenv/ if (getenv("LD_PRELOAD")) abort(); return getenv/' content/01.md
run build
expect_status 1
expect_stderr '^content/01.md:1:1: sample "other": while it was recorded, it .*SIGABRT'

case_begin "what is asked of a recorded sample holds in both runs"
{ program three 'exit=3' 'usleep(1000); exit(3);'; program dies 'signal=SIGKILL' 'raise(9);'; } |
    sed 's/^#include <stdlib.h>/#include <signal.h>\n&/' | course
run build
expect_status 0
expect_traced 3 code three
expect_traced signaled end dies

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

case_begin "the other levels of the sandbox, in a folder with a blank in its name"
chmod 755 "$cases" # as root, programs are somebody else, who must be able to come here
mkdir 'a course'
cd 'a course' || exit 2
{ coarse; coarse linked cflags=-static; } | course
for level in reduced off; do
    run build --sandbox=$level
    expect_status 0
    expect_stderr ' 2 traced'
    expect_traced 3 lanes coarse
    expect_traced 3 lanes linked
    expect_traced null why coarse
done

case_begin "where it makes no sense, it is a problem of the chapter"
{ printf '```c {#a .trace .show}\nint f(void);\n```\n'
  printf '```c {#b}\nint main(void) { return 0; }\n```\n'
  printf '```chart {of=b kind=timeline}\n```\n'; } | course
run check
expect_status 1
expect_stderr '^content/01.md:1:10: sample "a": ".trace" has no meaning here: '
expect_stderr '^content/01.md:7:11: timelines are drawn, and "b" is not traced'
