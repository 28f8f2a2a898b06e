-- The course: what it is called, its chapters in order, and the languages whose blocks are run.

title = "Parallel Computing in C"
description = "Threads, processes and what they cost, in programs that were run while these pages were made."
lang = "en"
glossary = "glossary.md"

chapters = {
    "01-starting.md",
    "02-threads.md",
    "03-sharing.md",
    "04-locks.md",
    "05-atomics.md",
    "06-passing.md",
    "07-processes.md",
    "09-limits.md",
    "90-sandbox.md",
}

languages = {
    c = standard.c,
    cpp = standard.cpp,
    python = standard.python,
    lua = standard.lua,
    sh = standard.sh,
}
