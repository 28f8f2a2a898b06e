# Formulas: what makes them, how often, and what is said when that fails.

# A node of our own, which counts how often it is started. It needs a place that programs can write to.
count_starts() {
    write node <<END
#!/bin/sh
echo started >>"$PWD/starts"
${1:-exec /usr/bin/node} "\$@"
END
    chmod +x node
    echo "node = \"$PWD/node\"" >>content/course.lua
}

expect_starts() {
    local got
    got=$(cat starts 2>/dev/null | wc -l)
    [ "$got" = "$1" ] || expected "$1 starts of node, got $got"
}

chapter() {
    course <<'END'
# Cost $`O(n)`$

The cost $`O(n)`$, again $`O(n)`$, and $`x^2`$:

```math
x^2
```
END
}

case_begin "all formulas are made by one node, and none by a second build"
chapter
count_starts
run build --sandbox=off --explain
expect_status 0
expect_stderr '^formulas: made 3 of 3$'
expect_starts 1
expect_file site/01.html '<h1 id="cost-on">Cost <math alttext="O\(n\)"><mi>O</mi>'
expect_file site/01.html '<div class="math" tabindex="0"><math display="block" alttext="x\^2"><msup>'
run build --sandbox=off
expect_stderr '^nothing changed'
expect_starts 1
echo 'And $`y`$, and $`x^2`$.' >>content/01.md
run build --sandbox=off --explain
expect_stderr '^formulas: made 1 of 4$'
expect_starts 2
run build --sandbox=off --explain
expect_stderr '^formulas: made 0 of 4$'
expect_starts 2

case_begin "in the fullest sandbox they are made as well"
chapter
run build --explain
expect_status 0
expect_stderr '^formulas: made 3 of 3$'
expect_file site/01.html '<math alttext="x\^2"><msup>'

case_begin "without formulas node is not started, nor looked for"
course <<<'No $PATH, no `$x`.'
echo 'node = "/nowhere/node"' >>content/course.lua
run build --explain
expect_status 0
expect_no_stderr formula

case_begin "a bad formula is a problem at its place, and only that one shows its TeX"
course <<'END'
# Bad

> and $`x + \foo y`$, good $`y`$

```math
a
  + \frac{1
```

Also \$`z`$ and $`\href{http://a}{b}`$, $`\def\a{\a\a}\a`$, $`\htmlClass{x}{y}`$
END
run build
expect_status 1
expect_stderr '^content/01\.md:3:13: formula: Undefined control sequence: \\foo$'
expect_stderr '^content/01\.md:7:12: formula: Unexpected end of input'
expect_stderr "^content/01\.md:10:19: formula: .href can't be used here"
expect_stderr '^content/01\.md:10:43: formula: Too many expansions'
expect_stderr '^content/01\.md:10:63: formula: HTML extension is disabled'
expect_stderr '; 5 errors'
expect_file site/01.html '<code class="tex">x \+ \\foo y</code>, good <math alttext="y">'
expect_file site/01.html '<div class="math" tabindex="0"><code class="tex">a$'
run build --explain
expect_status 1
expect_stderr '^formulas: made 0 of 6$'
expect_stderr 'Undefined control sequence'

case_begin "drawloom check reports it as well"
course <<<'$`\foo`$'
run check
expect_status 1
expect_stderr '^content/01\.md:1:3: formula: Undefined control sequence: \\foo$'
expect_no_file site/01.html

case_begin "without node there is one problem, with its remedy, and nothing is kept"
chapter
cp content/course.lua good.lua
echo 'node = "no-such-node"' >>content/course.lua
run build
expect_status 1
expect_stderr '^content/01\.md:1:10: formula: no-such-node is not installed \(apt install nodejs\)'
expect_stderr 'the page shows its TeX, and that of 2 others$'
expect_stderr '; 1 error'
expect_file site/01.html 'Cost <code class="tex">O\(n\)</code>'
cp good.lua content/course.lua
run build
expect_status 0
expect_file site/01.html 'Cost <math alttext'

case_begin "what was made before stays when node is gone"
chapter
run build
expect_status 0
echo 'node = "no-such-node"' >>content/course.lua
run build
expect_status 0
expect_file site/01.html 'Cost <math alttext'

case_begin "a node that fails is a problem"
chapter
count_starts false
run build --sandbox=off
expect_status 1
expect_stderr '01\.md:1:10: formula: Node \(18 or later is needed\) ended with status 1; the page'
expect_starts 1

case_begin "a node that is too old says why"
chapter
count_starts "echo 'x.mjs:1' >&2; echo 'SyntaxError: no such thing' >&2; exit 1; :"
run build --sandbox=off
expect_status 1
expect_stderr 'ended with status 1: SyntaxError: no such thing; the page shows its TeX, and that of 2 others'

case_begin "a node that stops half-way: what it answered counts, and the formula that it stopped at is named"
chapter
count_starts "printf 'm<math><mn>1</mn></math>\\0m<ma'; exit 0; :"
run build --sandbox=off --explain
expect_status 1
expect_stderr '^content/01\.md:3:42: formula: Node .* ended with status 0; .*, and that of 1 other$'
expect_stderr '^formulas: made 1 of 3$'
expect_file site/01.html 'Cost <math><mn>1</mn></math>'
expect_file site/01.html '<code class="tex">x\^2</code>'

case_begin "what node says is not taken on trust"
chapter
count_starts "printf 'm<math><mi href=\"x\">1</mi></math>\\0mx<script>1</script>\\0z\\0'; exit 0; :"
run build --sandbox=off
expect_status 1
expect_stderr '^content/01\.md:1:10: formula: what KaTeX makes of it is not allowed in a page: byte 15: an attr'
expect_stderr '^content/01\.md:3:42: formula: what KaTeX makes of it is not allowed in a page: byte 1: not one'
expect_stderr "^content/01\.md:6:1: formula: KaTeX's answer can't be read"
expect "no element of it" test "$(grep -c '<mi' site/01.html)" = 0

case_begin "the store is not taken on trust either"
chapter
run build
sqlite3 .drawloom/results.db "UPDATE measurements SET payload = '<math></math><script></script>'
    WHERE kind = 'formula'"
echo >>content/01.md
run build --explain
expect_status 0
expect_stderr '^formulas: made 3 of 3$'
expect_file site/01.html '<math alttext="x\^2"><msup>'

case_begin "a frozen site has its formulas"
course <<'END'
# Cost $`O(n)`$

```c
#include <stdio.h>
int main(void) { puts("one"); }
```
END
run build
run freeze
expect_status 0
rm -r .drawloom site
run build --frozen
expect_status 0
expect_file site/01.html 'Cost <math alttext="O\(n\)">'
