title = "Evidence that can't be had"
chapters = { "01.md", "02.md" }
