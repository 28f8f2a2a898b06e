-- finding: what makes the pages of a site be found: addresses that hold anywhere, and descriptions for
-- search engines and for those who share a link.

-- The whole address of a file of the site; nil where course.lua does not say where the site will be.
function absolute(path, id)
    if course.url then
        local place = path == "index.html" and "" or encode(path)
        return course.url .. place .. (id and "#" .. encode(id) or "")
    end
end

-- A server shows 404.html at any address, so its links can't begin where it is.
function root_of_site()
    return course.url:match("^%a+://[^/]*(/.*)$")
end

-- Pages that nobody should come to from outside.
local unlisted = {missing = true, print = true}

function is_listed(kind)
    return not unlisted[kind]
end

local function given(text)
    return text ~= "" and text or nil
end

local function teacher()
    return given(course.author) and {["@type"] = "Person", name = course.author}
end

-- What https://schema.org/Course and /LearningResource have words for.
local function course_data(description)
    local parts = {}
    for _, chapter in ipairs(course.chapters) do
        parts[#parts + 1] = chapter.page and {
            ["@type"] = "LearningResource",
            name = chapter.title,
            description = given(chapter.description),
            position = chapter.index,
            url = absolute(chapter.page),
        }
    end
    return {["@type"] = "Course", name = course.title, description = description, hasPart = parts[1] and parts,
        provider = teacher()}
end

local function chapter_data(chapter, description)
    return {["@type"] = "LearningResource", name = chapter.title, description = description,
        position = chapter.index,
        isPartOf = {["@type"] = "Course", name = course.title, url = absolute("index.html")}}
end

-- Structured data of the page, as JSON-LD; nil for pages that are neither the course nor a chapter.
function linked_data(chapter, description)
    local data = chapter and chapter_data(chapter, description) or page.kind == "index" and course_data(description)
    if data then
        data["@context"] = "https://schema.org"
        data.inLanguage = course.lang
        data.author = teacher()
        data.url = absolute(page.path)
        data.image = page.picture and absolute(page.picture)
        return json(data)
    end
end

-- When the newest result was made; the beginning of time when nothing was run.
function newest_result(samples)
    local newest = "1970-01-01T00:00:00Z"
    for _, making in ipairs(makings(samples)) do
        local at = making.made.measured_at
        newest = at and at > newest and at or newest
    end
    return newest
end

-- Pictures have no line breaks of their own. How wide a letter is in ems, roughly, in a serif face.
local widths = {}
for letters, width in pairs {
    ["ijlftrI.,:;!'|()[]-/ "] = 0.34, ["mwMW@%"] = 0.9, ["ABCDEFGHJKLNOPQRSTUVXYZ&+=<>"] = 0.7,
} do
    for letter in letters:gmatch(".") do
        widths[letter] = width
    end
end

local function width_of(text)
    local sum = 0
    for letter in text:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
        sum = sum + (widths[letter] or #letter > 2 and 1 or 0.56)
    end
    return sum
end

-- Take words into lines of at most `ems`; whether all of them fit into `most` lines.
local function fill(text, ems, most)
    local lines = {}
    for word in text:gmatch("%S+") do
        local longer = lines[1] and lines[#lines] .. " " .. word
        if longer and width_of(longer) <= ems then
            lines[#lines] = longer
        elseif #lines == most then
            lines[most] = lines[most] .. " …"
            return lines, false
        else
            lines[#lines + 1] = word
        end
    end
    return lines, true
end

-- The largest of the sizes at which the text fits into its number of lines: sizes is a list of
-- {pixels, lines}. Returns the lines and the size.
function fit(text, width, sizes)
    local lines, fits
    for _, size in ipairs(sizes) do
        lines, fits = fill(text, width / size[1], size[2])
        if fits then
            return lines, size[1]
        end
    end
    return lines, sizes[#sizes][1]
end
