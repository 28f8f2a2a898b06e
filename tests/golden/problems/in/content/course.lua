title = "problems"
chapters = { "01.md", "02.md", "03.md" }
languages = { c = standard.c }
