-- The course whose first chapter the fuzzer makes up.
title = "Fuzz"
glossary = "glossary.md"
chapters = { "one.md", "two.md" }
languages = { c = standard.c, python = standard.python }
