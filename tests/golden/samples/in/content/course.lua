title = "samples"
chapters = { "01.md" }
languages = { c = standard.c, python = standard.python, sh = standard.sh }
