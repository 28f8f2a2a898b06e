-- course: what the benchmarks have in common: shell commands, courses made for the occasion, medians.

local course = {}

function course.command(line)
    local pipe <close> = assert(io.popen(line))
    return (pipe:read("a"):gsub("%s+$", ""))
end

function course.read(path)
    local file <close> = assert(io.open(path))
    return file:read("a")
end

function course.write(path, text)
    local file = io.open(path, "w")
    if not file then
        os.execute("mkdir -p " .. path:match("^(.*)/"))
        file = assert(io.open(path, "w"))
    end
    file:write(text):close()
end

function course.declare(dir, title, names)
    course.write(dir .. "/content/course.lua", ('title = "%s"\nchapters = { "%s" }\nlanguages = { c = standard.c }\n')
        :format(title, table.concat(names, '", "')))
end

function course.sorted(list)
    local copy = table.move(list, 1, #list, 1, {})
    table.sort(copy)
    return copy
end

function course.median(list)
    local s = course.sorted(list)
    return (s[(#s + 1) // 2] + s[#s // 2 + 1]) / 2
end

return course
