# Books: the PDF and the EPUB of a small course.
. "$TOP/tests/cli/lib.sh"

book() {
    run_cmd node "$TOP/tools/book.mjs" "$@"
}

# A course of two chapters: begins a case, and builds.
small_course() { # NAME [LINE-OF-COURSE.LUA]
    case_begin "$1"
    write content/course.lua <<END
title = "Small & <quick>"
author = "Ann O'Nymous"
description = "What a book needs."
lang = "en"
chapters = { "01-one.md", "part/02 two.md" }
glossary = "glossary.md"
languages = { sh = standard.sh }
${2:-}
END
    write content/glossary.md <<'END'
# Words

## thread, threads {#thread}

One of several flows of control. [](01-one.md#late) has more.
END
    write content/picture.svg <<'END'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>
END
    {
        cat <<'END'
# One

A [thread]() is explained[^note]. See [](#late), [](part/02%20two.md#there) and [](#count). ![A triangle](picture.svg) and [a mail](mailto:ann@example.org).

[^note]: A note with $`x^2`$.

## One more

```math
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}
```

```sh {#count sweep="n=1,2" args="{n}" caption="It counts" show=3}
# one
# two
echo "counted $1" '<&>'
```

```chart {of=count x=n y="number counted (%d+)" kind=line caption="Counted"}
```

````quiz {#ask title="Which?"}
Which is right?

- [ ] The first.
- [x] The second.
  > Because of **this**.
````

- [x] done
- [ ] to do

END
        printf '```text\n' && seq -f 'line %g' 150 && printf '```\n\n## Late {#late}\n\nThe end.\n'
    } | write content/01-one.md
    write "content/part/02 two.md" <<'END'
# Two

> [!WARNING]
> Careful, [it](#there) is near.

## There {#there}

Back to [](../01-one.md#late), or to [the beginning](../01-one.md). ![Again](../picture.svg)
END
    run build
    expect_status 0
}

page_of() { # NAME-OF-DESTINATION
    pdfinfo -dests book.pdf | sed -n "s|^ *\([0-9]*\) .*\"$1\"$|\1|p"
}

# The words behind a reference are the page of its target.
expect_reference() { # WORDS NAME-OF-DESTINATION
    local page
    page=$(page_of "$2")
    [ -n "$page" ] && grep -qF "$1 (p. $page)" words || expected "$1 (p. $page)"
}

small_course "a PDF says on which page a place is"
book pdf . book.pdf
expect_status 0
expect_stdout '^book.pdf: [2-4] passes, [0-9]+ page numbers$'
expect_no_file book.pdf.part
pdftotext book.pdf - 2>&1 | tr '\n\240' '  ' | sed 's/\xc2\xa0/ /g; s/  */ /g' >words
expect_reference 'Section 1.2 (“Late”)' 01-one.late
expect_reference 'Section 2.1 (“There”)' 'part/02%20two.there'
expect_reference 'the beginning' 01-one.
expect "the places are on different pages" [ "$(page_of 01-one.)" -lt "$(page_of 01-one.late)" ]
expect "what is on the same page has no number" grep -qF 'Careful, it is near' words
pdftotext -layout -f 2 -l 2 book.pdf contents 2>&1
expect_file contents "^ *1 +One +$(page_of 01-one.)\$"
expect_file contents "^ *1.2 +Late +$(page_of 01-one.late)\$"
expect "the answer is printed" grep -qF 'Right. Because of this.' words
expect "no tools are printed" eval '! grep -qE "Download|Compiler Explorer|Skip to" words'
run_cmd pdfinfo book.pdf
expect_stdout '^Title: +Small & <quick>$'
expect_stdout "^Author: +Ann O'Nymous$"
expect_stdout '^Tagged: +yes$'

small_course "an EPUB is what epubcheck likes, and the same every time" 'url = "https://example.org/c/"'
book epub . book.epub
expect_status 0
expect_stdout '^book.epub: 3 chapters, checked by epubcheck$'
cp book.epub first.epub
book epub . book.epub
expect "the same bytes" cmp first.epub book.epub
expect_no_file book.part.epub
expect "mimetype is first, and as it is" [ "$(head -c 58 book.epub | tail -c 28)" = "mimetypeapplication/epub+zip" ]
mkdir in && (cd in && python3 -m zipfile -e ../book.epub .)
one=in/EPUB/01-one.xhtml two=in/EPUB/part-02-two.xhtml
for file in in/EPUB/*.xhtml in/EPUB/package.opf; do
    expect "$file is well-formed" xmllint --noout "$file"
done
expect_file in/EPUB/package.opf '<dc:title>Small &amp; &lt;quick&gt;</dc:title>'
expect_file in/EPUB/package.opf "<dc:creator>Ann O'Nymous</dc:creator>"
expect_file in/EPUB/package.opf 'href="01-one.xhtml".* properties="mathml svg"'
expect_file in/EPUB/nav.xhtml '<a href="01-one.xhtml#late">1.2 Late</a>'
expect_file $one 'href="part-02-two.xhtml#there"'
expect_file $one 'href="#late"'
expect_file $one 'href="mailto:ann@example.org"'
expect_file $one '<math xmlns="http://www.w3.org/1998/Math/MathML"'
expect_file $one '<svg xmlns="http://www.w3.org/2000/svg"'
expect_file $one 'src="pictures/picture.svg"'
expect_file $one '☑ done'
expect "lines have their numbers" eval 'tr -d "\n" <$one | grep -q "data-n=\"1\".*data-n=\"2\".*data-n=\"3\"[^>]*>\\(<[^>]*>\\)*echo"'
expect_file $one 'Because of <strong>this</strong>'
expect_file $two 'href="01-one.xhtml"'
expect "definitions stay in the glossary" eval '! grep -q "One of several" $one && grep -q "One of several" in/EPUB/glossary.xhtml'
expect "one copy of the picture" [ "$(ls in/EPUB/pictures)" = picture.svg ]
expect "nothing to press, nothing that runs" eval '! grep -lE "<(input|button|script|label)|tabindex|class=\"(anchor|actions)" in/EPUB/*.xhtml'
expect "no numbers of variables or colours of the night" eval '! grep -qE "light-dark|prefers-color|:is\(|:has\(" in/EPUB/book.css'

small_course "without an address, what is not in the book is no link"
mkdir -p content && printf '\n[the file](notes.txt)\n' >>"content/part/02 two.md"
echo x >content/part/notes.txt
run build
book epub . book.epub
expect_status 0
mkdir in && (cd in && python3 -m zipfile -e ../book.epub .)
expect_file in/EPUB/part-02-two.xhtml '<p>the file</p>'

small_course "faults are told" 'html = "trusted"'
printf '\n<center>old</center>\n' >>content/01-one.md
run build
book epub . book.epub
expect_status 1
expect_stderr '^book: epubcheck has found faults:$'
expect_stderr '01-one.xhtml.*center'
expect_no_file book.epub
expect_no_file book.part.epub
CHROMIUM=/no/chromium book pdf . book.pdf
expect_status 1
expect_stderr '^book: /no/chromium is missing: apt install chromium$'
node=$(command -v node)
PATH=/no run_cmd "$node" "$TOP/tools/book.mjs" pdf . book.pdf
expect_status 1
expect_stderr '^book: pdfinfo is missing: apt install poppler-utils$'
rm -r site
for kind in pdf epub; do
    book $kind . book.$kind
    expect_status 1
    expect_stderr '^book: there is no .*/site/print.html: build the course first$'
    expect_no_file book.$kind
done
book paper . book
expect_status 2
expect_stderr '^usage: book.mjs pdf\|epub COURSE OUT$'
