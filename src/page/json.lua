-- json: values as JSON (RFC 8259) that may stand in HTML and in scripts. Run after prelude.lua, in the same globals.

-- What Unicode calls no character may stand in JSON, but not in HTML: U+FDD0 to U+FDEF, U+FFFE, U+FFFF
-- and the last two of every other plane.
local no_characters = {
    "\xEF\xB7[\x90-\xAF]", "\xEF\xBF[\xBE\xBF]", "[\xF0-\xF4][\x8F\x9F\xAF\xBF]\xBF[\xBE\xBF]",
}

local function quoted(text)
    text = quote(text)
    for _, pattern in ipairs(no_characters) do
        text = text:gsub(pattern, "\\ufffd")
    end
    return text
end

-- JSON in one line, safe in HTML: quote() writes "<" and the like as \u003c. Keys are sorted; what has a
-- first element is a list.
function json(value)
    local kind = type(value)
    if kind == "string" then
        return quoted(value)
    elseif kind == "number" or kind == "boolean" then
        return tostring(value)
    elseif kind ~= "table" then
        error("a " .. kind .. " is no JSON", 2)
    end
    local parts = {}
    if value[1] ~= nil then
        for i, element in ipairs(value) do
            parts[i] = json(element)
        end
        return "[" .. table.concat(parts, ",") .. "]"
    end
    for key, element in sorted_pairs(value) do
        parts[#parts + 1] = quoted(key) .. ":" .. json(element)
    end
    return "{" .. table.concat(parts, ",") .. "}"
end
