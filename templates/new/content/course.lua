-- What the course is called, its chapters in order, and the languages whose blocks are run.

title = "A small course"
description = "Two chapters to begin with."
lang = "en"

chapters = {
    "01-first.md",
    "02-threads.md",
}

languages = {
    c = standard.c,
    python = standard.python,
    sh = standard.sh,
}
