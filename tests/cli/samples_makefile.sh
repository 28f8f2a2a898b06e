# samples/Makefile: whoever has a compiler and no drawloom gets all programs that chapters show, made of the
# same files with the same flags. What chapters show is read from content/, so a new one can't be forgotten.

# Not the variables of the make that runs the tests.
mk() {
    run_cmd env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u SAN -u CC -u CFLAGS -u OPT -u WERROR make "$@"
}

# The first lines of blocks that compile files of samples/.
fences() {
    grep -hE '^`{3,}c \{.*\bfile=' "$TOP"/content/*.md | grep -vE '[ {]\.show[ }]'
}

# Of such a line: the value of an attribute.
value() {
    sed -nE "s/.*[ {]$1=(\"([^\"]*)\"|([^ }]*)).*/\2\3/p"
}

sorted() {
    tr ' ' '\n' | sort -u | grep . | paste -sd ' '
}

# "FILES: WORDS" of each program that was linked, from what make printed: its sources, and -l… and -f… words.
linked() {
    grep -E ' -o build/' "$1" | grep -v ' -c ' | while read -r line; do
        echo "$(tr ' ' '\n' <<<"$line" | sed -nE 's|^build/(.*)\.o$|\1.c|p' | sorted): $(
            tr ' ' '\n' <<<"$line" | grep -E '^-[lf]' | sorted)"
    done
}

# The output block of a sample.
promised() {
    awk -v id="\`\`\`c {#$1 " '!seen { seen = index($0, id) > 0; next } /^```$/ { if (inside) exit } inside
        /^```output/ { inside = 1 }' "$TOP"/content/*.md
}

case_begin "make builds what chapters show, without a warning"
cp -R "$TOP/samples" . && rm -rf samples/build* && cd samples || exit 2
samples=$PWD
mk -k -j2 WERROR=1
expect_status 0
expect_no_stderr .
cp "$out" ../log
linked ../log >../linked
while read -r line; do
    files=$(value file <<<"$line" | tr ' ' '\n' | grep '\.c$' | sorted)
    if grep -qE '[ {]\.compile-error[ }]' <<<"$line"; then
        grep -E '^left out, a compiler should' ../log | grep -qwF "${files%.c}" ||
            echo "$files is not among those that a compiler should refuse"
        continue
    fi
    if ! grep -q '^int main\>' $files; then
        grep -qF -e "-c -o build/${files%.c}.o" ../log || echo "$files is not compiled"
        continue
    fi
    if ! words=$(grep -F -m 1 "$files: " ../linked); then
        echo "nothing is made of $files"
        continue
    fi
    for word in $(value libs <<<"$line") $(value cflags <<<"$line" | tr ' ' '\n' | grep -x -e -fopenmp); do
        grep -qwF -e "$word" <<<"${words#*: }" || echo "$files is linked without $word"
    done
done < <(fences) | sort -u >../forgotten
expect "all that chapters show, but: $(paste -sd ';' ../forgotten)" [ ! -s ../forgotten ]

case_begin "what chapters show with -O0 first is compiled with -O0"
count=0
for file in $(fences | value file | tr ' ' '\n' | grep '\.c$' | sort -u); do
    opt=$(fences | grep -wF "$file" | head -n 1 | value opt)
    case ${opt:=-O2} in *'{'*) continue ;; esac
    compiled=$(grep -F -e "-c -o build/${file%.c}.o" "$samples/../log") || continue
    count=$((count + 1))
    grep -q -e " $opt " <<<"$compiled" || expected "$file to be compiled with $opt"
done
expect "files to look at" [ "$count" -gt 100 ]

case_begin "make does nothing when nothing has changed"
cd "$samples" || exit 2
mk WERROR=1
expect_status 0
expect_stdout '^built: [0-9]+ programs, in build/$'
expect_no_stdout ' -o '
mk WERROR=1 build/starting/turns
expect_status 0
expect "no output" [ ! -s "$out" ]

case_begin "a changed header compiles what includes it, and nothing else"
cd "$samples" || exit 2
touch -c include/queue.h
mk WERROR=1
expect_status 0
expect_stdout '-o build/passing/queue\.o '
expect_stdout '-o build/passing/ten_senders '
expect_no_stdout 'cake_if'

case_begin "programs print what their chapters promise"
cd "$samples" || exit 2
for sample in turns:starting/turns result-in-argument:threads/result_in_argument make-and-use:passing/make_and_use \
    counter-mutex:sharing/counter_mutex own-copy:processes/own_copy guests:reading/guests; do
    promised "${sample%:*}" >../promised
    expect "a promise of ${sample%:*}" [ -s ../promised ]
    run_cmd timeout 10 "build/${sample#*:}"
    expect_status 0
    expect "what the chapter promises of ${sample%:*}" cmp -s ../promised "$out"
done
run_cmd timeout 1 build/reading/pen_and_paper
expect_status 124

case_begin "programs without their library are left out, and make says so"
cd "$samples" || exit 2
export PKG_CONFIG_LIBDIR=/nowhere
rm build/fetching/in_turn
mk WERROR=1
expect_status 0
expect_no_file build/fetching/in_turn
expect_stdout '^left out, pkg-config finds no libcurl: .*build/fetching/in_turn( |$)'
unset PKG_CONFIG_LIBDIR

case_begin "a folder, a program, other flags, a sanitizer"
cd "$samples" || exit 2
rm -r build/limits
mk WERROR=1 limits
expect_status 0
expect "limits" [ -x build/limits/amdahl ]
mk WERROR=1 CFLAGS=-DONE_IN=2 limits
expect_status 0
expect_stdout '-DONE_IN=2 .*-o build/limits/amdahl\.o '
mk WERROR=1 CFLAGS=-DCAPACITY=1 build/passing/bursts
expect_status 0
expect_stdout '-DCAPACITY=1 .*-o build/passing/queue\.o '
mk WERROR=1 SAN=thread build-thread/reading/one_or_two
expect_status 0
run_cmd build-thread/reading/one_or_two 2
expect_status 66
expect_stderr '^SUMMARY: ThreadSanitizer: data race reading/one_or_two\.c:[0-9]+ in arrive$'
mk WERROR=1 build/threads/result_local
expect_status 2
expect_stderr 'local variable'

case_begin "help lists the goals, clean removes everything"
cd "$samples" || exit 2
mk help
expect_status 0
expect_stdout 'make SAN=thread'
mk clean
expect_status 0
expect_no_file build
expect_no_file build-thread
