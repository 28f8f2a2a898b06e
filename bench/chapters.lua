-- chapters: a course of n chapters of about 6 KB each without samples, the same bytes every time. What real
-- chapters have: headings with ids, paragraphs, links to other chapters, lists, tables, notes, footnotes,
-- code in no language of the course.

local words = {}
for word in ([[a thread waits until the lock is free and then enters its critical section while another
core writes to the same cache line so the kernel wakes one of the sleeping tasks in the queue which reads
the counter before it was stored because the compiler may keep a value in a register unless the order
between two atomic accesses is part of the program every process has its own address space page table
descriptors signals are delivered to any thread that does not block them a pipe holds bytes not messages]]):gmatch("%S+") do
    words[#words + 1] = word
end

local function pick(list)
    return list[math.random(#list)]
end

local function sentence()
    local n, out = math.random(8, 18), {}
    for i = 1, n do
        local word = pick(words)
        local dress = math.random(24)
        out[i] = dress == 1 and "*" .. word .. "*" or dress == 2 and "**" .. word .. "**"
            or dress == 3 and "`" .. word .. "()`" or word
    end
    return table.concat(out, " "):gsub("^%l", string.upper) .. "."
end

local function paragraph(sentences)
    local out = {}
    for i = 1, sentences do
        out[i] = sentence()
    end
    return table.concat(out, "\n") .. "\n\n"
end

local function list(mark)
    local out = {}
    for i = 1, 4 do
        out[i] = mark .. sentence() .. "\n"
    end
    return table.concat(out) .. "\n"
end

local function figures()
    local out = { "| threads | wall time | speed-up | remark |\n|--:|--:|--:|:--|\n" }
    for i = 0, 4 do
        out[#out + 1] = ("| %d | %.3f s | %.2f | %s |\n"):format(1 << i, math.random(), math.random() * 8, pick(words))
    end
    return table.concat(out) .. "\n"
end

local function section(chapter, i, chapters)
    local other = math.random(chapters)
    return ("## Section %d: %s %s {#s%d}\n\n"):format(i, pick(words), pick(words), i)
        .. paragraph(4)
        .. ("See [chapter %d](c%04d.md#s%d) and <https://example.org/%d>, or `man %s`.[^n%d-%d]\n\n"):format(
            other, other, math.random(4), i, pick(words), chapter, i)
        .. list(i % 2 == 0 and "1. " or "- ")
        .. (i == 2 and "> [!NOTE]\n> " .. sentence() .. "\n\n" or "")
        .. (i == 3 and list("- [x] ") or "")
        .. figures()
        .. "```text\n" .. sentence() .. "\n    " .. sentence() .. "\n```\n\n"
        .. ("[^n%d-%d]: %s\n\n"):format(chapter, i, sentence())
end

local function chapter(number, chapters)
    local out = { ("# Chapter %d\n\n"):format(number), paragraph(3) }
    for i = 1, 4 do
        out[#out + 1] = section(number, i, chapters)
    end
    return table.concat(out)
end

-- Writes the course below dir; gives the names of the chapters and how many bytes they have together.
return function(course, dir, n)
    math.randomseed(1)
    local names, bytes = {}, 0
    for i = 1, n do
        local text = chapter(i, n)
        names[i] = ("c%04d.md"):format(i)
        bytes = bytes + #text
        course.write(dir .. "/content/" .. names[i], text)
    end
    course.declare(dir, "Chapters", names)
    return names, bytes
end
