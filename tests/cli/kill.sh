# kill -9 at random moments: the short version of `make kill-test`. tests/kill/kill.c says what is looked
# at. Beside other tests, and under sanitizers, a process may take longer to be gone.

# LeakSanitizer stops its own process at the end, and waits for ever when a signal comes just then.
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0

kills=25
[ -z "$SAN" ] || kills=8
PATIENCE_S=5 "$B/kill" "$kills" || script_failed=1
