case_begin "help is one screen and names every command"
run --help
expect_status 0
for word in build check promote run list new clean; do expect_stdout "drawloom $word "; done
expect_stdout '^2 wrong usage'
expect "at most 24 lines" [ "$(wc -l <"$out")" -le 24 ]
expect "nothing on stderr" [ ! -s "$err" ]

case_begin "help of one command"
run build --help
expect_status 0
expect_stdout '^  --chapter NAME'
expect_no_stdout 'strict'
run -h
expect_status 0

case_begin "version"
run --version
expect_status 0
expect_stdout '^drawloom [0-9]+\.[0-9]+\.[0-9]+$'

case_begin "no command"
run
expect_status 2
expect_stderr 'drawloom --help'

case_begin "unknown commands and options name the nearest"
run biuld
expect_status 2
expect_stderr 'unknown command "biuld" \(did you mean "build"\?\)'
run build --explian
expect_status 2
expect_stderr 'unknown option "--explian" \(did you mean "--explain"\?\)'
run list --durable
expect_status 2
expect_stderr 'unknown option "--durable"'
run build -x
expect_status 2

case_begin "values of options"
run build --jobs
expect_status 2
expect_stderr '--jobs takes a value: N'
for n in 0 x -1 1.5 99999 ''; do
    run build "--jobs=$n"
    expect_status 2
done
run build --explain=yes
expect_status 2
expect_stderr 'takes no value'

case_begin "too few words and too many"
run build a b
expect_status 2
expect_stderr '"b" is one word too many'
run run
expect_status 2
run new
expect_status 2
run -C a build b
expect_status 2
expect_stderr 'two folders'
run list -- x
expect_status 2

case_begin "--sandbox takes one of three words"
run build --sandbox=some
expect_status 2
expect_stderr 'takes full, reduced or off, not "some"'

case_begin "what a later version will do says so"
for words in serve 'import x'; do
    # shellcheck disable=SC2086 # words
    run $words
    expect_status 2
    expect_stderr 'not supported by this version yet'
done

case_begin "no course here says how to begin one"
mkdir empty
run build empty
expect_status 2
expect_stderr 'empty: no course here: .*content/course.lua.*drawloom new'
expect_no_file empty/.drawloom
run build nowhere
expect_status 2
expect_stderr 'nowhere: no such folder.*drawloom new nowhere'
expect_no_file nowhere
