# The helpers of the command-line tests. tests/run reads this file, then tests/cli/NAME.sh, in one bash.
#
#   case_begin NAME          a new case, in a fresh empty folder, which is the current one
#   write FILE               FILE from standard input, folders made as needed
#   course [LANGUAGES]       content/course.lua and content/01.md; the chapter from standard input
#   run ARG...               $DRAWLOOM ARG...: keeps $status, the files $out and $err; one that does not
#                            end is aborted after 120 s, so that a sanitizer shows where it was
#   run_cmd PROGRAM ARG...   the same for any program
#   expect_status N
#   expect_stdout ERE        some line of it matches; expect_no_stdout ERE: none does
#   expect_stderr ERE        likewise; expect_no_stderr ERE
#   expect_file FILE [ERE]   it is there (and a line of it matches)
#   expect_no_file FILE
#   expect WHAT COMMAND...   COMMAND succeeds; WHAT says in words what was expected
#
# A case passes when all it expects is so. A failed expectation prints a "# " line and the case goes on.

export LC_ALL=C.UTF-8
cases=$(mktemp -d "${TMPDIR:-/tmp}/drawloom-cli.XXXXXX")
case_name= case_failed=0 case_count=0 script_failed=0

case_end() {
    [ -n "$case_name" ] || return 0
    if [ "$case_failed" = 0 ]; then
        echo "ok $case_name"
    else
        script_failed=1
        echo "not ok $case_name"
    fi
    case_name=
}

case_begin() {
    case_end
    case_name=$1 case_failed=0 case_count=$((case_count + 1))
    out=$cases/$case_count.out err=$cases/$case_count.err status=none
    : >"$out" >"$err"
    mkdir "$cases/$case_count" && cd "$cases/$case_count" || exit 2
}

cases_finish() {
    local rc=$?
    case_end
    chmod -R u+rwX "$cases" 2>/dev/null # a case may have made folders unreadable
    rm -rf "$cases"
    [ "$rc" = 0 ] && rc=$script_failed
    exit "$rc"
}
trap cases_finish EXIT

write() {
    mkdir -p "$(dirname "$1")" && cat >"$1"
}

course() {
    write content/01.md
    write content/course.lua <<END
title = "Test"
chapters = { "01.md" }
languages = { ${1:-c = standard.c} }
END
}

run_cmd() {
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# In the foreground, here and in the tests: otherwise timeout sends SIGCONT after its signal, and
# LeakSanitizer, which stops its own process at the end, waits for ever when that comes just then.
run() {
    ASAN_OPTIONS=${ASAN_OPTIONS:-}:handle_abort=1 \
        run_cmd timeout --foreground -s ABRT -k 10 120 "$DRAWLOOM" "$@"
}

# What went wrong, then both streams of the last run, as details.
expected() {
    case_failed=1
    echo "# line ${BASH_LINENO[1]}: expected $1"
    sed 's/^/#   out: /' "$out" | head -n 40
    sed 's/^/#   err: /' "$err" | head -n 40
}

expect() {
    local what=$1
    shift
    "$@" || expected "$what"
}

expect_status() {
    [ "$status" = "$1" ] || expected "status $1, got $status"
}

expect_stdout() {
    grep -Eq -e "$1" "$out" || expected "a line of stdout like: $1"
}

expect_no_stdout() {
    ! grep -Eq -e "$1" "$out" || expected "no line of stdout like: $1"
}

expect_stderr() {
    grep -Eq -e "$1" "$err" || expected "a line of stderr like: $1"
}

expect_no_stderr() {
    ! grep -Eq -e "$1" "$err" || expected "no line of stderr like: $1"
}

expect_file() {
    if [ ! -f "$1" ]; then
        expected "a file $1"
    elif [ $# -gt 1 ]; then
        grep -Eq -e "$2" "$1" || expected "a line of $1 like: $2"
    fi
}

expect_no_file() {
    [ ! -e "$1" ] || expected "no file $1"
}
