-- prelude: what templates can call; verdict.lua, evidence.lua and plot.lua have more. It is run once for
-- each renderer, with the box's own globals as its globals; what it sets there, every template sees. README
-- has the list. Three of them are there already: e(text) escapes for HTML, encode(name) for an address,
-- ansi(text) escapes what a program printed and makes spans of its colours.

local templates, address, signal_words = ...

local escape = e

local globals = {__index = _G}
local layout_of_running -- the template that the one that runs now named to layout()

local function text_of(value, expression)
    local kind = type(value)
    if kind == "string" or kind == "number" then
        return value
    end
    error(("%s is %s, which is no text"):format(expression or "?", kind), 3)
end

-- For functions that templates call: the error is at the call.
local function find(name)
    local short = tostring(name):gsub("%.html$", "")
    return templates[name] or error(templates[short]
        and ('templates are named without .html: "%s"'):format(short)
        or ('there is no template "%s.html"'):format(short), 3)
end

-- Run a template with `env` as its variables; returns what it puts out, in its layout.
local function run(template, env)
    local out, n = {}, 0
    local outer = layout_of_running
    layout_of_running = nil
    template(env, function(value, expression)
        n = n + 1
        out[n] = expression and text_of(value, expression) or value
    end, function(value, expression)
        n = n + 1
        out[n] = escape(text_of(value, expression))
    end)
    local own_layout = layout_of_running
    layout_of_running = outer
    local text = table.concat(out)
    if own_layout then
        return run(own_layout, setmetatable({content = text}, {__index = env}))
    end
    return text
end

function partial(name, variables)
    -- no tail call: a traceback should name this function
    local text = run(find(name), setmetatable(variables or {}, globals))
    return text
end

function layout(name)
    layout_of_running = find(name)
end

-- The address of a file of the site, seen from the page that is made.
function url(path, id)
    local place = page.kind == "missing" and course.url and e(root_of_site()) .. encode(path)
    return (place or address(page.path, path)) .. (id and "#" .. encode(id) or "")
end

-- pairs() in an order that is the same in every build.
function sorted_pairs(t)
    local keys = {}
    for key in pairs(t) do
        keys[#keys + 1] = key
    end
    table.sort(keys, function(a, b)
        return tostring(a) < tostring(b)
    end)
    local i = 0
    return function()
        i = i + 1
        return keys[i], t[keys[i]]
    end
end

local function three_digits(x)
    return (x >= 99.95 and "%.0f" or x >= 9.995 and "%.1f" or "%.2f"):format(x)
end

-- 0.00121 is "1.21 ms".
function seconds(s)
    if s < 0.0009995 then
        return ("%.0f µs"):format(s * 1e6)
    elseif s < 0.9995 then
        return three_digits(s * 1e3) .. " ms"
    end
    return three_digits(s) .. " s"
end

-- 2.0 is "2 s": times that somebody chose.
function limit_seconds(s)
    return s < 1 and ("%g ms"):format(s * 1e3) or ("%g s"):format(s)
end

function bytes(n)
    local units = {"bytes", "KiB", "MiB", "GiB", "TiB"}
    local unit = 1
    while n >= 1024 and unit < #units do
        n = n / 1024
        unit = unit + 1
    end
    return (unit == 1 and "%d %s" or n % 1 == 0 and "%.0f %s" or "%.1f %s"):format(n, units[unit])
end

-- 1234567 is "1,234,567".
function integer(n)
    local digits = ("%d"):format(n)
    local head = #digits % 3
    local text = digits:sub(1, head) .. digits:sub(head + 1):gsub("%d%d%d", ",%0")
    return (text:gsub("^,", ""))
end

-- count(2, "sample") is "2 samples".
function count(n, noun)
    return integer(n) .. " " .. noun .. (n == 1 and "" or "s")
end

-- "2026-11-23T12:00:00Z" is "2026-11-23 12:00 UTC".
function moment(iso)
    return (iso:gsub("^(%d+%-%d+%-%d+)T(%d+:%d+).*$", "%1 %2 UTC"))
end

-- Words as one would type them in a shell.
function shell(words)
    local quoted = {}
    for i, word in ipairs(words) do
        local plain = word:find("^[%w%-%._/=:,+@%%]+$")
        quoted[i] = plain and word or "'" .. word:gsub("'", "'\\''") .. "'"
    end
    return table.concat(quoted, " ")
end

function killed_by(number)
    local name, words = signal_words(number)
    return "killed by " .. name .. (words and " (" .. words .. ")" or "")
end

local run_ends = {
    exited = function(run)
        return "exited with code " .. run.code
    end,
    signaled = function(run)
        return killed_by(run.code)
    end,
    ["timed-out"] = function(_, limits)
        return "still running after " .. limit_seconds(limits.timeout_s) .. ": killed"
    end,
    memory = function(_, limits)
        return "used more than " .. bytes(limits.memory_bytes) .. " of memory: killed"
    end,
    processes = function(_, limits)
        return "had more than " .. integer(limits.processes) .. " processes and threads: killed"
    end,
    ["output-limit"] = function(_, limits)
        return "printed more than " .. bytes(limits.output_bytes) .. ": killed"
    end,
    files = function()
        return "filled its file system: killed"
    end,
}

local function compile_end(compile)
    local how = compile["end"]
    if how == "exited" then
        return compile.code == 0 and "compiled, not run" or "does not compile"
    elseif how == "signaled" then
        return "the compiler was " .. killed_by(compile.code)
    end
    return "the compiler ran into a limit: killed"
end

-- How a sample ended, in words; nil when nothing was done with it.
function ended(sample)
    if sample.points then
        return "run in " .. count(#sample.points, "variant")
    elseif sample.run then
        return run_ends[sample.run["end"]](sample.run, sample.limits)
    end
    return sample.compile and compile_end(sample.compile)
end

-- The pieces of output in the order in which they were read, each with its `html`. A colour that a
-- stream switched on lasts through its later pieces, never in the other stream's. Streams that take
-- turns very often are shown one after the other: the second result says so.
function transcript(run)
    local most = 100
    local apart = #run.transcript > most
    local pieces = apart and {{fd = 1, text = run.stdout}, {fd = 2, text = run.stderr}} or run.transcript
    local styles = {0, 0}
    for _, piece in ipairs(pieces) do
        piece.html, styles[piece.fd] = ansi(piece.text, styles[piece.fd])
    end
    return pieces, apart
end

-- A unified diff as HTML: lines that are missing and lines that are too many are marked.
function diff_lines(diff)
    local tags = {["-"] = "del", ["+"] = "ins"}
    return (diff:gsub("([^\n]*)(\n?)", function(line, newline)
        local tag = tags[line:sub(1, 1)]
        local text = escape(line)
        return (tag and "<" .. tag .. ">" .. text .. "</" .. tag .. ">" or text) .. newline
    end))
end

-- Where a problem is: "content/01.md:3:7".
function place(problem)
    local text = problem.file
    for _, number in ipairs({problem.line, problem.column}) do
        text = number > 0 and text .. ":" .. number or text
    end
    return text
end

-- In what the samples ran.
function sandbox_words()
    local words = {
        off = "none, the programs ran without one",
        reduced = "reduced, with neither processes nor a network of their own",
    }
    return words[sandbox] or sandbox
end

-- The chapter that is `step` places after this one among those that have a page.
function neighbour(chapter, step)
    local i = chapter.index + step
    while course.chapters[i] and not course.chapters[i].page do
        i = i + step
    end
    return course.chapters[i]
end

return partial
