title = "templates"
chapters = { "01.md" }
languages = { c = standard.c }
