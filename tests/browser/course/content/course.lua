-- A course with everything that a page can hold, and much that tries to break one.

title = [[Woven </title><script>alert("course")</script> & "quoted"]]
description = [[A course to look at: <img src="x" onerror="alert(1)"> and "quotes".]]
author = "Nobody <nobody@example.org>"
lang = "en"

chapters = {
    "01-everything.md",
    "02-hostile.md",
    "part/03-last.md",
    "04-evidence.md",
    "05-timelines.md",
}

languages = {
    c = standard.c,
    python = standard.python,
    sh = standard.sh,
}
