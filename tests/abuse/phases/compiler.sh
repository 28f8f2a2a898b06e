# Hostile source: what the compiler reads, says and needs.
case_of_build=51
course compiler <<'END'
languages = { c = standard.c }
limits = { compile_timeout = "6s" }
END
group compiler
check 51 "! grep -rqa '$TOKEN' '$C/site' '$C/.drawloom'" "nor in site or store" "no byte of the secret in site or store"

case_of_build=55
course crash <<<'languages = { c = standard.c }'
mkdir -p "$W/made"
{
    echo '/* {} 400,000 nested parentheses, which crash gcc. */'
    echo 'int main(void) { return'
    head -c 400000 /dev/zero | tr '\0' '('
    echo 1
    head -c 400000 /dev/zero | tr '\0' ')'
    echo '; }'
} >"$W/made/55-crash.c"
add_samples "$W/made/55-crash.c"
build crash
check 55 "grep -q 'a55-crash.*compile' '$W/crash.err'" "reported: $(grep -o 'internal compiler error.*' "$W/crash.err" | head -n 1)" \
    "a line on stderr, not: $(tail -n 1 "$W/crash.err")"
# It is asked again: it may have been the machine.
build crash-again --json
check 55 "! grep -q '\"compiled\": 0' '$W/crash-again.out'" "compiled again" "a crash that is not taken from the store"
