-- What could be written wherever somebody may write.

local markup = [[</title></h1><script>alert(1)</script>"'> ]].."]]> <!-- &amp; "
local bytes = "\27[31m\27]8;;javascript:alert(2)\27\\ \7\8\127\u{9b}\u{85} \u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{fffe} \255 end"

title = "title " .. markup .. bytes
author = "author " .. markup .. bytes
description = "description " .. markup .. bytes
chapters = { "01.md", "02.md" }
languages = { c = standard.c, python = standard.python }
