-- The languages that come with drawloom, as course.lua sees them in the table `standard`. The
-- fields are described in README; a course may change them: standard.c.opt = "-O0".

local gcc_places = "{file}:{line}:{column}: "

-- What the compilers of C and C++ have in common. -pipe and gold: they compile and link fastest.
local function compiled(language)
    local front = "{cc} -pipe -std={std} {opt} {cflags} {include} -MD -MF {deps}"
    language.compile = front .. " -fuse-ld=gold -o {program} {source} {libs}"
    language.object = front .. " -c -o {object} {source}"
    language.assembly = "{cc} -pipe -std={std} {opt} {cflags} {include} -g -S"
        .. " -fno-asynchronous-unwind-tables -o {program} {source}"
    language.link = "{cc} -pipe {opt} {cflags} -fuse-ld=gold -o {program} {objects} {libs}"
    language.run = "{program} {args}"
    language.version = "{cc} --version"
    language.include = "-I{dir}"
    language.entry = "main"
    language.diagnostics = gcc_places
    language.opt = "-O2"
    language.cflags = "-Wall -Wextra -pthread"
    return language
end

local languages = {
    c = compiled {
        title = "C",
        extension = ".c",
        cc = "gcc",
        compilers = { "gcc", "clang", "cc" },
        std = "gnu17",
    },
    cpp = compiled {
        title = "C++",
        extension = ".cpp",
        cc = "g++",
        compilers = { "g++", "clang++", "c++" },
        std = "gnu++20",
    },
    python = {
        title = "Python",
        extension = ".py",
        run = "python3 {source} {args}",
        version = "python3 --version",
        diagnostics = 'File "{file}", line {line}',
    },
    lua = {
        title = "Lua",
        extension = ".lua",
        run = "lua5.4 {source} {args}",
        version = "lua5.4 -v",
        diagnostics = "{file}:{line}:",
    },
    sh = {
        title = "Shell",
        extension = ".sh",
        run = "sh {source} {args}",
        -- dash does not tell its version: which shell it is must do
        version = "readlink -f /bin/sh",
        diagnostics = "{file}: {line}:",
    },
}

-- A wrong name would else be nil, and the language missing without a word.
return setmetatable(languages, {
    __index = function(_, name)
        error(("there is no standard.%s"):format(name), 2)
    end,
})
