title = "template_error"
chapters = { "01.md" }
languages = { c = standard.c }
