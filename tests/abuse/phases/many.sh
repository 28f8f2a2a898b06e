# Cases of serve wait for it; limits that only the owner may raise; a course in which everything fails.
for case in 65 66 67 68; do printf '%s\twait\tserve\t\n' "$case" >>"$checks"; done

case_of_build=69
course loose <<'END'
languages = { c = standard.c }
limits = { timeout = "1s", most = { timeout = "2s", memory = "600M", processes = 70, nofile = 80, output = "70K" } }
END
attributes=(timeout=3s timeout=1h memory=601M memory=1T processes=71 processes=100000 nofile=81 output=71K output=1G
    timeout=0 memory=0 processes=0 nofile=0 output=0 timeout=-1 memory=-1 processes=-1 timeout=99999999999999999999s)
printf -- '---\ntitle: t\nlimits: { timeout: 1h }\nsandbox: off\nhtml: trusted\n---\n# T\n\n' >"$C/content/01.md"
for attribute in "${attributes[@]}"; do
    printf '```c {%s}\nint main(void) { return 0; }\n```\n\n' "$attribute"
done >>"$C/content/01.md"
printf '```include {file=part.md}\n```\n\n<b>raw</b>\n' >>"$C/content/01.md"
printf -- '---\nlimits: { timeout: 1h }\n---\n\n```c {#included timeout=1h}\nint main(void) { return 0; }\n```\n\n```c {#long .hangs}\nint main(void) { for (volatile int i = 0;;) i = 1; }\n```\n' \
    >"$C/content/part.md"
build loose
silent=
while IFS=: read -r line text; do
    grep -q "^content/01.md:$line:" "$W/loose.err" || silent+=" $text"
done < <(grep -n '^```c' "$C/content/01.md")
check 69 '[ -z "$silent" ]' "attributes above the owner's limits refused" "a problem with file:line for:$silent"
check 69 "grep -q '^content/part.md:5:' '$W/loose.err'" "in an include too" "a problem in the include"
check 69 "! grep -q '<b>raw' '$C/site/01.html'" "front matter trusts no HTML" "no raw HTML for front matter's asking"
check 69 "grep -q '\"sandbox\": \"full\"' '$C/site/results.json'" "nor changes the sandbox" "still the full sandbox"
wall=$(sed -n '/"id": "long"/,/"max_rss/s/.*"wall_s": \([0-9.]*\).*/\1/p' "$C/site/results.json" | tail -n 1)
check 69 "awk 'BEGIN { exit !(${wall:-9} < 1.5) }'" "a loop stopped after ${wall} s" "stopped at the owner's 1 s, not ${wall}"

case_of_build=70
course failing <<<'languages = { sh = standard.sh }'
for ((i = 1; i <= 500; i++)); do
    printf '```sh {#f%d}\nprintf "%%2000d\\n" %d\nexit %d\n```\n\n```output\n%d\n```\n\n' "$i" "$i" $((i % 100 + 1)) "$i"
done >>"$C/content/01.md"
build failing
listed=$(grep -oE 'sample "f[0-9]+"' "$W/failing.err" | sort -u | wc -l)
bytes=$(wc -c <"$W/failing.err")
self=$(sed -n 's/^self //p' "$W/failing.facts")
wall=$(sed -n 's/^wall //p' "$W/failing.facts")
check 70 "[ '$status' = 1 ]" "status 1" "status 1, not $status"
check 70 "[ $listed = 500 ]" "500 listed" "each of 500 listed, not $listed"
check 70 "[ $bytes -lt 2000000 ]" "$((bytes / 1024)) KiB of log" "less than 2 MB of log, not $bytes bytes"
check 70 "[ ${self:-999999} -lt 300000 ]" "$((self / 1024)) MiB" "less than 300 MiB, not $((self / 1024))"
check 70 "[ ${wall:-99999} -lt 60000 ]" "$((wall / 1000)) s" "less than a minute, not $wall ms"
