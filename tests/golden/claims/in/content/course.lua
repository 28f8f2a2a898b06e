title = "claims"
chapters = { "01.md" }
languages = { c = standard.c }
