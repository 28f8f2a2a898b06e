title = "compile_errors"
chapters = { "01.md" }
languages = { c = standard.c }
