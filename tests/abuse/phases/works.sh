# What must work in spite of it all.
case_of_build=P01
course works <<'END'
local function under(tool)
    local language = {}
    for name, value in pairs(standard.c) do language[name] = value end
    language.cflags = "-g -pthread"
    language.run = "valgrind -q --tool=" .. tool .. " --error-exitcode=9 {program} {args}"
    return language
end
languages = { c = standard.c, memcheck = under("memcheck"), helgrind = under("helgrind") }
END
group works
