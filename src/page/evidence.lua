-- evidence: words for what many runs gave: times, outcomes, sweeps, rows of lists. Run after prelude.lua, in
-- the same globals.

-- "gcc 12.2.0 at -O2, 2 cores": what a figure depends on. `made`: a sample, or a point with its
-- `compiler`.
function made_with(compiler, compile, machine_id)
    local words = {}
    if compiler then
        words[1] = compiler:gsub(" %b()", "")
    end
    if compile then
        local level = "no -O"
        for _, word in ipairs(compile.command) do
            level = word:find("^%-O") and word or level
        end
        words[#words + 1] = level
    end
    words[#words + 1] = machine_id == machine.id and count(machine.usable_cores, "core") or "another machine"
    return table.concat(words, ", ")
end

-- Times.

-- "43.1–44.2 ms": both ends in one unit where they have the same.
function seconds_range(low, high)
    local from, to = seconds(low), seconds(high)
    local number, unit = from:match("^(%S+) (%S+)$")
    if unit == to:match("%S+$") then
        from = number
    end
    return from == to:match("^%S+") and to or from .. "–" .. to
end

-- The median with its interval: "43.6 ms (43.1–44.2 ms)".
function time_words(time)
    local text = seconds(time.median_s)
    return time.ci95_s and text .. " (" .. seconds_range(time.ci95_s[1], time.ci95_s[2]) .. ")" or text
end

-- Outcomes.

local stops = {
    count = "",
    clear = ", until the picture was clear",
    full = ", until there were more outcomes than can be kept",
    time = ", until the time for measuring was over",
}

-- Fewer runs say little: trials=auto makes as many before it looks at what they came to.
local fair_number = 30

-- Whether the time for measuring was over before there were as many runs as there should be.
function are_cut(trials)
    local asked = trials.requested == "auto" and fair_number or trials.requested
    return trials.stop == "time" and trials.count < asked
end

function trials_words(trials)
    if are_cut(trials) and trials.requested ~= "auto" then
        return ("%s of %s %s made, each alone on the machine: the time for measuring was over"):format(
            integer(trials.count), count(trials.requested, "run"), trials.count == 1 and "was" or "were")
    end
    return count(trials.count, "run") .. ", each alone on the machine" .. (stops[trials.stop] or "")
end

-- "1 of 30 runs was right".
function right_words(trials)
    return trials.right == 1 and "was right" or "were right"
end

-- What is known of other outcomes when there was only one: a sentence that promises nothing.
function sameness_words(trials)
    local runs = count(trials.count, "run")
    if trials.count < fair_number then
        return ("No other outcome, but %s %s too few to say how rare others are."):format(
            runs, trials.count == 1 and "is" or "are")
    end
    return ("No other outcome in %s: any other is rarer than %s (95 %%). "
        .. "That it never happens can't be seen this way."):format(runs, percent(trials.bound))
end

function percent(share)
    local x = 100 * share
    local format = (x == 0 or x >= 9.95) and "%.0f %%" or x >= 0.1 and "%.1f %%" or "%.2f %%"
    return format:format(x)
end

-- How likely the next run comes to something that no run came to yet (Good and Turing's estimate): the
-- share of runs that came to what no other did. Nil where there is nothing to be said.
function unseen(trials)
    local singles = 0
    for _, outcome in ipairs(trials.outcomes) do
        singles = singles + (outcome.count == 1 and 1 or 0)
    end
    return #trials.outcomes > 1 and singles > 0 and singles / trials.count or nil
end

-- The first lines of a text, for a place with little room, and whether they are all of it.
local function cut(text, most_lines, most_letters)
    local lines, whole = {}, true
    for line in (text:gsub("\n$", "") .. "\n"):gmatch("([^\n]*)\n") do
        if #lines == most_lines then
            whole = false
            break
        end
        local fits = utf8.len(line) and utf8.offset(line, most_letters + 1)
        if fits and fits <= #line or not utf8.len(line) and #line > most_letters then
            line, whole = line:sub(1, (fits or most_letters + 1) - 1), false
        end
        lines[#lines + 1] = line
    end
    return table.concat(lines, "\n"), whole
end

-- The rows of the picture of outcomes: {html, ended, count, share, right}, at most `most`, and how many
-- outcomes and runs the rest is.
function outcome_rows(trials, must, limits, most)
    local rows, others, runs = {}, 0, 0
    for i, outcome in ipairs(trials.outcomes) do
        if i < most or #trials.outcomes == most then
            local text, whole = cut(outcome.stdout, 4, 64)
            rows[i] = {
                html = (ansi(text)) .. (whole and "" or " …"),
                nothing = outcome.stdout == "",
                ended = not ends_as(must, outcome) and ended({run = outcome, limits = limits}) or nil,
                count = outcome.count,
                share = outcome.count / trials.count,
                right = outcome.right,
            }
        else
            others, runs = others + 1, runs + outcome.count
        end
    end
    return rows, others, runs
end

-- Sweeps.

-- The different values of of(point, i) at a sweep's points, first seen first; nil is none.
function different(sweep, of)
    local list, seen = {}, {}
    for i, point in ipairs(sweep.points) do
        local value = of(point, i)
        if value and not seen[value] then
            seen[value] = true
            list[#list + 1] = value
        end
    end
    return list
end

-- The tools that the points were run under, in the order of the first point that has them.
function sweep_tools(sweep)
    local list, seen = {}, {}
    for _, point in ipairs(sweep.points) do
        for _, check in ipairs(point.checks) do
            list[#list + 1] = not seen[check.title] and check.title or nil
            seen[check.title] = true
        end
    end
    return list
end

-- What the tool of that title said at a point; nil: nothing.
function check_of(point, title)
    for _, check in ipairs(point.checks) do
        if check.title == title then
            return check
        end
    end
end

local workers = {threads = true, processes = true, workers = true}

-- The parameter that counts workers, if one does and all its values are whole numbers.
local function worker_parameter(sweep)
    for _, name in ipairs(sweep.parameters) do
        if workers[name] then
            for _, point in ipairs(sweep.points) do
                if not math.tointeger(tonumber(point.values[name])) then
                    return nil
                end
            end
            return name
        end
    end
end

local function has_time(point)
    return point.time and point.time.status == "ok" and point.time.median_s
end

-- A text that the points have in common that differ only in the parameter `name`.
local function group(sweep, point, name)
    local words = {}
    for _, other in ipairs(sweep.parameters) do
        if other ~= name then
            words[#words + 1] = point.values[other]
        end
    end
    return table.concat(words, ", ")
end

-- For each point that has a time: {speedup, efficiency} against the first point that has the same other
-- values, if that has one; nil when no parameter counts workers.
function speedups(sweep)
    local name = worker_parameter(sweep)
    local firsts, list = {}, {}
    if not name then
        return nil
    end
    for i, point in ipairs(sweep.points) do
        local key = group(sweep, point, name)
        local first = firsts[key] or point
        firsts[key] = first
        if has_time(point) and has_time(first) then
            local speedup = first.time.median_s / point.time.median_s
            local more = tonumber(point.values[name]) / tonumber(first.values[name])
            list[i] = {speedup = speedup, efficiency = speedup / more}
        end
    end
    return list
end

-- The picture of a sweep's times, as lines.html draws it, or nil when there are too few: over the first
-- parameter that is a number everywhere (or the first), a line for each combination of the others.
function sweep_picture(sweep)
    local over
    for _, name in ipairs(sweep.parameters) do
        local numeric = true
        for _, point in ipairs(sweep.points) do
            numeric = numeric and tonumber(point.values[name]) ~= nil
        end
        over = over or numeric and name
    end
    over = over or sweep.parameters[1]
    local series, by_name, n = {}, {}, 0
    for _, point in ipairs(sweep.points) do
        local name = group(sweep, point, over)
        if has_time(point) then
            if not by_name[name] then
                by_name[name] = {name = name, points = {}}
                series[#series + 1] = by_name[name]
            end
            local value = point.values[over]
            local its = by_name[name].points
            its[#its + 1] = {
                x = tonumber(value) or #its + 1,
                label = not tonumber(value) and value or nil,
                y = point.time.median_s,
                low = point.time.ci95_s and point.time.ci95_s[1],
                high = point.time.ci95_s and point.time.ci95_s[2],
                noisy = point.time.noisy,
            }
            n = n + 1
        end
    end
    return n >= 2 and {series = series, x_label = over, y_label = "time, median", y_unit = "s"} or nil
end

-- The classes of a line of code beside its own.
function line_classes(line)
    return (line.named and " named" or "") .. (line.marked and " marked" or "")
        .. (line.changed and " changed" or "")
end

-- The attribute of a part of a program whose first line has a number other than 1: how many lines come
-- before it, by digits, as style sheets can count on from those and not from any number. A number at each
-- line would weigh more than all else that a listing has beside its text.
function counted_from(number)
    local words, before = {}, number - 1
    for i, power in ipairs {"k", "h", "t", "u"} do
        local digit = before // 10 ^ (4 - i) % 10
        words[#words + 1] = digit > 0 and ("%s%d"):format(power, digit) or nil
    end
    return #words > 0 and (' data-n="%s"'):format(table.concat(words, " ")) or ""
end

-- What a picture is called and tells, for who does not see it.
function picture_words(title, story)
    return title:gsub("[%.%s]+$", "") .. ". " .. story
end

-- Where the results of this site come from, if not from this build: a sentence.
function frozen_words()
    return ("Nothing was run for this site: it is made from frozen results%s."):format(
        frozen.at and " of " .. moment(frozen.at) or "")
end

-- What was compiled and run for rows of samples: a list of {row, made, title}, where `made` is the row
-- itself or one point of its sweep.
function makings(rows)
    local list = {}
    for _, row in ipairs(rows) do
        if not row.points then
            list[#list + 1] = {row = row, made = row, title = row.title}
        end
        for _, point in ipairs(row.points or {}) do
            local words = {}
            for i, name in ipairs(row.parameters) do
                words[i] = name .. "=" .. point.values[i]
            end
            list[#list + 1] = {row = row, made = point,
                title = row.title .. " (" .. table.concat(words, " ") .. ")"}
        end
    end
    return list
end

-- A row's time: the median where there is one, else that of its run.
function row_time(row)
    if row.time and row.time.ok then
        return seconds(row.time.median_s)
    end
    return row.run and seconds(row.run.wall_s) or ""
end

-- What else is known about a row's sample or its points, a few words each.
function row_evidence(row)
    local list, seen = {}, {}
    local function add(words)
        list[#list + 1] = not seen[words] and words or nil
        seen[words] = true
    end
    for _, making in ipairs(makings({row})) do
        local made = making.made
        if made.trials and not row.points then
            add(("%s in %s"):format(count(made.trials.distinct, "outcome"), count(made.trials.count, "run")))
        elseif made.trials then
            add("trials")
        end
        if made.time then
            add(not made.time.ok and "not timed" or made.time.noisy and "timed, noisy" or "timed")
        end
        for _, check in ipairs(made.checks) do
            add(check.title .. ": " .. (check.finds or "clean"))
        end
    end
    return list
end
