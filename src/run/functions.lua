-- The names that `{lua} …` in the prose, claims and charts may use. Called with the evidence
-- (evidence.h) and the tables of quantity.lua and subject.lua; returns
--   environment  what an expression sees as globals
--   functions    the same functions, for claim.lua and figure.lua
--   show         of a function without arguments: its value as the text on the page
--   lacking      as subject.lua's
--   sources      a list of the measurements that were used; see use_time

local evidence, Q, S = ...
local F = { sources = {}, lacking = S.lacking }
local functions = {}
F.functions = functions

-- --- What is known of it ---

-- `value`, unless it is nil: then it is missing because something else went wrong, or the author asks
-- for what this sample has not.
local function needs(at, value, planned, message)
    if value == nil then
        message = "sample " .. at.name .. " " .. message
        if planned or not at.result.ok then
            S.lacks(message)
        end
        error(message, 0)
    end
    return value
end

local function needs_run(at, field)
    return needs(at, at.result[field], at.result.is_run, "was not run")
end

-- Notes that a time was asked for, so that a claim can tell whether it may be judged. Returns whether
-- the time may be off: that of a single run, or a noisy one.
local function use_time(at, time)
    local source = {
        name = at.name,
        is_timed = at.result.is_timed,
        ok = at.result.ok,
        status = time and time.status,
        reps = time and time.reps,
        has_interval = time and time.wall and time.wall.low ~= nil,
        noisy_why = time and time.noisy_why,
    }
    F.sources[#F.sources + 1] = source
    return source.noisy_why ~= nil or not source.has_interval
end

-- The median of a timed sample's runs, or the time of its one run. `what` is "wall" or "cpu".
local function measured(id, selection, what)
    local at = S.find(id, selection)
    local time = at.result.time
    local is_doubtful = use_time(at, time)
    local known = time and time[what]
    if not known then
        return Q.measured(needs_run(at, what .. "_s"), is_doubtful)
    end
    local spread = known.low and Q.once(function()
        return evidence.replicates(at.sample.index, at.point, what)
    end)
    return Q.measured(known.median, is_doubtful, spread or nil, known.low, known.high)
end

function functions.wall(id, selection)
    return measured(id, selection, "wall")
end

functions.median = functions.wall

function functions.cpu(id, selection)
    return measured(id, selection, "cpu")
end

-- The shortest run.
function functions.min(id, selection)
    local at = S.find(id, selection)
    local time = at.result.time
    local is_doubtful = use_time(at, time)
    return Q.measured(time and time.wall and time.wall.min or needs_run(at, "wall_s"), is_doubtful)
end

function functions.compile_time(id, selection)
    local at = S.find(id, selection)
    local seconds = needs(at, at.result.compile_s, false, "was not compiled")
    F.sources[#F.sources + 1] = { name = at.name, is_compile = true }
    return Q.measured(seconds, true)
end

function functions.rss(id, selection)
    return Q.make(needs_run(S.find(id, selection), "max_rss_kib") * 1024, "B")
end

function functions.code(id, selection)
    local at = S.find(id, selection)
    return needs(at, at.result.code, false, "was not run to an exit code")
end

function functions.stdout(id, selection)
    return needs_run(S.find(id, selection), "stdout")
end

-- The number in the first match of the pattern, or in its first capture.
function functions.number(id, pattern, selection)
    if type(pattern) ~= "string" then
        error('number needs a pattern: number("id", "total: (%d+)")', 0)
    end
    local at = S.find(id, selection)
    local found = string.match(needs_run(at, "stdout"), pattern)
    local number = tonumber(found)
    if not found then
        needs(at, nil, false, "printed nothing that matches " .. Q.quote(pattern))
    elseif not number then
        error(Q.quote(found) .. " is not a number", 0)
    end
    return number
end

-- --- Trials and checks ---

local function trials(id, selection)
    local at = S.find(id, selection)
    local tried = needs(at, at.result.trials, at.result.is_tried, at.result.is_tried
        and "was not tried in this build" or "has no trials (write trials=100)")
    if tried.asked then
        F.sources[#F.sources + 1] = { name = at.name, runs = tried.runs, asked = tried.asked }
    end
    return tried
end

function functions.outcomes(id, selection)
    return trials(id, selection).outcomes
end

function functions.runs(id, selection)
    return trials(id, selection).runs
end

function functions.correct(id, selection)
    return trials(id, selection).right
end

-- " data race ": "-" is as good as a blank.
local function plain_words(text)
    return " " .. string.gsub(string.lower(text), "[-_%s]+", " ") .. " "
end

-- As in finds=, a "heap buffer overflow" is a "buffer overflow".
local function is_kind_of(finding, what)
    return string.find(plain_words(finding), plain_words(what), 1, true) ~= nil
end

-- What the checks of a sample found; with `what`, whether one found that.
function functions.found(id, what, selection)
    if type(what) == "table" then
        what, selection = nil, what
    elseif what ~= nil and type(what) ~= "string" then
        error('found needs a text: found("id", "data race")', 0)
    end
    local at = S.find(id, selection)
    local checks = needs(at, at.result.checks, at.result.is_checked, at.result.is_checked
        and "was not checked in this build" or 'has no checks (write check="tsan")')
    local findings, unknown = {}, nil
    for _, check in ipairs(checks) do
        unknown = not check.is_known and check or unknown
        for finding in string.gmatch(check.finds or "", "[^,]+") do
            finding = string.match(finding, "^%s*(.-)%s*$")
            findings[#findings + 1] = not findings[finding] and finding or nil
            findings[finding] = true
            if what and is_kind_of(finding, what) then
                return true
            end
        end
    end
    if unknown then
        S.lacks(string.format("%s could not tell of sample %s", unknown.tool, at.name))
    elseif what then
        return false
    end
    return #findings > 0 and table.concat(findings, ", ") or "nothing"
end

-- --- Comparing times ---

local workers = { threads = true, processes = true, workers = true }

-- The parameter of a sweep whose first value is what others are compared with.
local function base_parameter(sample)
    for i, name in ipairs(sample.parameters) do
        if workers[name] then
            return i, name
        end
    end
    return 1, sample.parameters[1]
end

-- The selection of one point, complete, as a sweep is needed for.
local function complete(id, selection, name)
    local at = S.find(id, selection)
    if not at.point then
        S.check_declared(at.sample)
        error(string.format('%s needs a sweep, which "%s" is not: compare two samples with ratio("a", "b")',
            name, id), 0)
    end
    local _, all = S.points(id)
    return at.sample, all[at.point]
end

local function copy(t)
    local new = {}
    for key, value in pairs(t) do
        new[key] = value
    end
    return new
end

-- How many times as fast as with the first value of the parameter that counts workers (or of the first
-- parameter), all others alike.
function functions.speedup(id, selection)
    local sample, point = complete(id, selection, "speedup")
    local index, name = base_parameter(sample)
    local first = copy(point)
    first[name] = sample.points[1][index]
    return functions.wall(id, first) / functions.wall(id, point)
end

-- The speed-up for each time the workers are as many as at first.
function functions.efficiency(id, selection)
    local sample, point = complete(id, selection, "efficiency")
    local _, name = base_parameter(sample)
    if not workers[name] then
        error(string.format('efficiency needs a sweep over threads, processes or workers; "%s" is one over %s',
            id, table.concat(sample.parameters, ", ")), 0)
    end
    local count = tonumber(point[name])
    if not count or count <= 0 or count == math.huge then
        error(string.format("efficiency divides by %s, which must be a number above 0: %s of %s is none",
            name, Q.quote(point[name]), Q.quote(id)), 0)
    end
    local index = base_parameter(sample)
    local first = tonumber(sample.points[1][index]) or 1
    return functions.speedup(id, selection) * (first / count)
end

local function as_time(x)
    return Q.is(x) and x or functions.wall(x)
end

function functions.ratio(a, b)
    if a == nil or b == nil then
        error('ratio needs two samples: ratio("a", "b") is wall("a") / wall("b")', 0)
    end
    return as_time(a) / as_time(b)
end

-- The 95 % interval of a time or a ratio, as text.
function functions.interval(x, selection)
    local name = type(x) == "string" and "sample " .. Q.quote(x) or Q.kind(x)
    if type(x) == "string" then
        x = functions.wall(x, selection)
    end
    local low, high = Q.interval(x)
    if low then
        return Q.format_range(low, high, Q.unit(x))
    end
    local source = F.sources[#F.sources]
    if source and source.is_timed and (source.status ~= "ok" or source.noisy_why) then
        return "not measured" -- in this build, on this machine: no mistake of the author's
    end
    if source and source.is_timed and source.reps then
        error(string.format("%s has no interval: %d timed runs are too few for one", name, source.reps), 0)
    end
    error(name .. " has no interval: only samples with .time have, and what is computed from them", 0)
end

-- --- Writing ---

local function unit_function(name, unit, size)
    functions[name] = function(x)
        if type(x) ~= "number" then
            error(name .. " needs a plain number, not " .. Q.kind(x), 0)
        end
        return Q.make(x * size, unit)
    end
end

unit_function("seconds", "s", 1)
unit_function("milliseconds", "s", 1e-3)
unit_function("microseconds", "s", 1e-6)
unit_function("KiB", "B", 2 ^ 10)
unit_function("MiB", "B", 2 ^ 20)

function functions.fmt(x, digits)
    if not Q.value(x) then
        error("fmt needs a number or a quantity, not " .. Q.kind(x), 0)
    elseif math.type(digits) ~= "integer" or digits < 1 or digits > 15 then
        error("fmt needs a number of digits from 1 to 15", 0)
    end
    return Q.format(x, digits)
end

-- A ratio is a plain number where only that will do.
local function as_plain(x)
    return Q.is(x) and Q.unit(x) == "" and Q.value(x) or x
end

function functions.round(x)
    local number = as_plain(x)
    if type(number) ~= "number" then
        error("round needs a plain number, not " .. Q.kind(x), 0)
    end
    return math.floor(number + 0.5)
end

-- --- The environment ---

-- Called by pcall, a function of Lua's library has its own name in its messages.
local function results_of(ok, ...)
    if not ok then
        error(..., 0)
    end
    return ...
end

local function with_plain_numbers(f)
    return function(...)
        local args = table.pack(...)
        for i = 1, args.n do
            args[i] = as_plain(args[i])
        end
        return results_of(pcall(f, table.unpack(args, 1, args.n)))
    end
end

local plain_math = {}
for name, f in next, math do
    plain_math[name] = type(f) == "function" and with_plain_numbers(f) or f
end

local machine = evidence.machine
machine.memory = Q.make(machine.memory, "B")

local environment = {
    machine = machine,
    math = plain_math, string = string, table = table, utf8 = utf8,
    ipairs = ipairs, pairs = pairs, select = select, tostring = tostring, type = type,
    -- of a quantity: the number of seconds or bytes
    tonumber = function(x, ...)
        return tonumber(Q.value(x) or x, ...)
    end,
}
F.environment = environment
for name, f in next, functions do
    environment[name] = f
end

local function unknown_name(_, name)
    if type(name) ~= "string" then
        return nil
    elseif evidence.sample(name) then
        error(string.format('%s is a sample: write "%s" in quotes', name, name), 0)
    end
    local names = {}
    for known in pairs(environment) do
        names[#names + 1] = known
    end
    table.sort(names)
    local close = evidence.nearest(name, names)
    error(string.format("unknown name %s%s", name,
        close and " (did you mean " .. close .. "?)" or ""), 0)
end

setmetatable(environment, { __index = unknown_name })

-- A page can't show NUL.
local function check_text(text)
    local most = 64 << 10
    if #text > most then
        error(string.format("the text has %d bytes, more than the %d that a page may show", #text, most), 0)
    end
    return (string.gsub(text, "\0", "␀"))
end

function F.show(f)
    local value = f()
    if type(value) == "string" then
        return check_text(value)
    elseif Q.value(value) then
        return Q.format(value)
    elseif type(value) == "boolean" then
        return tostring(value)
    end
    error("the result is " .. Q.kind(value) .. ", not a number or a text", 0)
end

return F
