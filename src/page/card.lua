-- card: how a sample's card is laid out, and where it leads. Run after evidence.lua, in the same globals.

-- Columns of the text: what a terminal would need.
local function columns(text)
    local most = 0
    for line in text:gmatch("[^\n]+") do
        most = math.max(most, utf8.len(line) or #line)
    end
    return most
end

local function code_columns(files)
    local most = 0
    for _, line in ipairs(files[1] and files[1].lines or {}) do
        most = line.shown and math.max(most, utf8.len(line.text) or #line.text) or most
    end
    return most
end

local most_beside = 92 -- columns of code and output together, at the width of 40-card.css
local facts = 30       -- columns that end and badges need

-- Whether what was printed stands beside the code where the page has room for it.
function card_is_beside(sample)
    local view, run = sample.view, sample.run
    local code = code_columns(view.files)
    local printed = run and math.max(columns(run.stdout), columns(run.stderr)) or 0
    local fits = run and code + math.max(facts, printed) <= most_beside and not view.hidden
    return #view.files > 0 and not view.folded and (view.layout == "beside" or view.layout ~= "below" and fits)
end

-- Whether the half beside the code has room for how it was made, too.
function card_is_roomy(sample)
    local shown = 0
    for _, line in ipairs(sample.view.files[1] and sample.view.files[1].lines or {}) do
        shown = shown + (line.shown and 1 or 0)
    end
    return shown >= 18
end

-- A part is open unless many stand before it: count(part is there) in turn.
function card_folds(most)
    local shown = 0
    return function()
        shown = shown + 1
        return shown <= most
    end
end

-- "gcc (Debian 12.2.0-14) 12.2.0" as Compiler Explorer calls it: "cg122"; of C++ "g122". clang's patch level is never
-- in its names: "cclang1400".
local function explorer_compiler(compiler, language)
    local major, minor = compiler:match("(%d+)%.(%d+)%.%d+%s*$")
    if not major then
        major, minor = compiler:match("version (%d+)%.(%d+)")
    end
    local name = compiler:find("clang", 1, true) and "clang" .. (major or "") .. "00" or "g" .. (major or "") .. (minor or "")
    return major and (language == "c" and "c" or "") .. name
end

-- What nobody else's machine needs or has.
local left_out = {["-pipe"] = true, ["-fuse-ld=gold"] = true}

local function options(sample)
    local words = {}
    for _, word in ipairs(sample.flags) do
        if not left_out[word] and not word:find("^%-I") then
            words[#words + 1] = word
        end
    end
    return shell(words)
end

-- What Compiler Explorer must know to open the sample, as JSON; nil where it would not compile there: in other
-- languages, of several files. The page's script adds the source and puts the headers of the course into it.
function card_explorer(sample)
    local view, language = sample.view, sample.language
    if #view.files ~= 1 or not sample.compile or not sample.compiler or (language ~= "c" and language ~= "cpp")
        or view.lacks_headers then
        return nil
    end
    local compiler = explorer_compiler(sample.compiler, language)
    if not compiler then
        return nil
    end
    local arguments = {table.unpack(sample.run and sample.run.command or {}, 2)}
    local headers = {}
    for _, header in ipairs(view.headers) do
        headers[header.name] = header.path
    end
    return json({language = language == "c" and "c" or "c++", compiler = compiler, options = options(sample),
        arguments = #arguments > 0 and shell(arguments) or nil, stdin = view.stdin,
        headers = next(headers) and headers or nil})
end

local function base(path)
    return path:match("[^/]+$")
end

-- What stands before and behind a command so that it gets the sample's environment and standard input. The
-- words of NAME=value must not be quoted as a whole.
local function around(view)
    local variables = {}
    for i, word in ipairs(view.env) do
        local name, value = word:match("^([^=]*=)(.*)$")
        variables[i] = name and name .. (value ~= "" and shell({value}) or "") .. " " or ""
    end
    local before, line = table.concat(variables), view.stdin and view.stdin:match("^([^\n]*)\n?$")
    if line and #line <= 60 then
        return "echo " .. shell({line}) .. " | " .. before, ""
    end
    return before, view.stdin and " < input.txt" or ""
end

-- A command in HTML whose options don't break behind their hyphens; what is very long may.
function options_whole(html)
    return (" " .. html):gsub(" (%-%S+)", function(option)
        return #option <= 24 and " <b>" .. option .. "</b>" or nil
    end):sub(2)
end

-- The commands that do the same at home, in a folder with the files that can be downloaded; and these:
-- {name, download}.
function card_at_home(sample, compile, run)
    local files, names = {}, {}
    for _, list in ipairs({sample.view.files, sample.view.headers}) do
        for _, file in ipairs(list) do
            local name = list == sample.view.headers and file.name or base(file.download)
            files[#files + 1] = {name = name, download = file.download}
            names[file.name], names["samples/" .. file.name] = name, name
        end
    end
    local commands = {}
    for _, made in ipairs({compile or false, run or false}) do
        local words = {}
        for _, word in ipairs(made and made.command or {}) do
            if not left_out[word] and not word:find("^%-I") then
                words[#words + 1] = names[word] or word
            end
        end
        local before, behind = "", ""
        if made == run then
            before, behind = around(sample.view)
        end
        commands[#commands + 1] = #words > 0 and before .. shell(words) .. behind or nil
    end
    return table.concat(commands, " && "), files
end
