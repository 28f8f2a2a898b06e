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
    "07-fetching.md",
    "08-processes.md",
    "09-between.md",
    "10-pools.md",
    "11-futures.md",
    "12-events.md",
    "13-languages.md",
    "14-living.md",
    "15-limits.md",
    "16-openmp.md",
    "17-choosing.md",
    "90-reading.md",
    "91-sandbox.md",
    "92-at-home.md",
    "93-teaching.md",
}

-- All that is timed or tried many times takes some 250 s on two quiet cores. A busy machine may cut it short here.
lane_s = 265

-- What chapters may ask for besides what compilers get anyway: libcurl (7), GMP (10), Lua (13), OpenMP (16).
standard.c.flags = { "-lgmp", "-lcurl", "-llua5.4", "-I/usr/include/lua5.4", "-fopenmp" }

languages = {
    c = standard.c,
    cpp = standard.cpp,
    python = standard.python,
    lua = standard.lua,
    sh = standard.sh,
}
