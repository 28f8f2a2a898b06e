# The abuse cases (make abuse runs them alone). A sanitizer would take the room that samples are denied.

if [ -n "$SAN" ]; then
    echo "ok abuse # skipped: not under sanitizers"
else
    "$TOP/tests/abuse/run"
fi
