title = "markdown"
chapters = { "01.md", "part/02.md" }
languages = { c = standard.c }
