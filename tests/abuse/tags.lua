-- tags PAGE...: what in these pages would run a script: its first sign, and status 1. Quotes are minded, so
-- that "onerror=" inside an attribute's value is what it is, text.

local dangerous = { iframe = true, object = true, embed = true, base = true, form = true, applet = true }

-- The attributes of the tag whose name ends before `at`, and where the tag ends.
local function attributes(text, at)
    local found = {}
    while true do
        at = text:find("[^%s/]", at)
        if not at or text:sub(at, at) == ">" then
            return found, (at or #text) + 1
        end
        local name, stop = text:match("^([^%s=>/]+)()", at)
        name, stop = name or text:sub(at, at), stop or at + 1
        local value, after = text:match('^%s*=%s*"([^"]*)"()', stop)
        if not value then
            value, after = text:match("^%s*=%s*'([^']*)'()", stop)
        end
        if not value then
            value, after = text:match("^%s*=%s*([^%s>]*)()", stop)
        end
        found[name:lower()] = value or ""
        at = after or stop
    end
end

local function sign(text)
    local at = 1
    while true do
        local start, stop, name = text:find("<([%a][%w-]*)", at)
        if not start then
            return nil
        end
        local found
        found, at = attributes(text, stop + 1)
        name = name:lower()
        local is_data = name == "script" and found.type == "application/ld+json"
        if is_data then -- no browser runs it; nothing in it can end it before its end
            at = text:find("<", at, true) or #text + 1
            is_data = text:find("^</script>", at) ~= nil
        end
        if dangerous[name] or (name == "script" and not is_data and (not found.src or text:sub(at, at) ~= "<")) then
            return "<" .. name .. "> at byte " .. start
        end
        for attribute, value in pairs(found) do
            if attribute:find("^on") or attribute == "srcdoc" or attribute == "style" then
                return ("<%s %s=\"%s\">"):format(name, attribute, value:sub(1, 40))
            end
        end
    end
end

for _, path in ipairs(arg) do
    local file <close> = assert(io.open(path, "rb"))
    local found = sign(file:read("a"))
    if found then
        print(path:match("[^/]*$") .. ": " .. found)
        os.exit(1)
    end
end
