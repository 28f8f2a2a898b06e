# Cases whose times count: one sample at a time.
case_of_build=13 noisy=1
course quiet <<<'languages = { c = standard.c }'
group quiet --jobs 1

# A sample that prints something else each time is told only when it is run again.
check 18 "! grep -q 'a18-clock' '$W/quiet.err'" "nothing said of one run" "nothing to say after one run"
build rerun --rerun a18-clock
check 18 "grep -q 'a18-clock' '$W/rerun.err'" "told under --rerun: $(grep a18-clock "$W/rerun.err" | head -n 1)" \
    "a line that names the sample whose output differs from what was stored"
