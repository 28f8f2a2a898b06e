case_of_build=25
course escape <<<'languages = { c = standard.c }'
mkdir -p "$C/site" && printf 'x' >"$C/content/picture.txt"
printf '# Private\n' >"$C/content/private.md"
group escape
