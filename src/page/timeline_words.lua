-- timeline_words: what a timeline's bars, threads and locks are in words: for titles, labels and the text
-- version. Run after plot.lua, in the same globals. A model is that of run/timeline.h; lanes and objects
-- in it are counted from 0.

timeline = {}

-- Which of the words of a state are in its title, and which stand in tables.
local states = {
    runs = "on a CPU", active = "active", ready = "ready, no CPU", unknown = "cause unknown",
    lock = "waits for a lock", spin = "spins for a lock", condition = "waits on a condition",
    semaphore = "waits for a semaphore", barrier = "waits at a barrier", sleep = "sleeps",
    join = "joins a thread", wait = "waits for a process", pipe = "waits on a pipe",
    socket = "waits on a socket", queue = "waits on a queue", poll = "polls", signal = "waits for a signal",
}

-- Of a drawing in the page; the finer one that is fetched for zooming may be longer.
timeline.most_bytes = 60000
timeline.most_sketch_bytes = 30000 -- of one that a finer drawing replaces as soon as somebody points at it
timeline.most_fine_bytes = 1500000

timeline.title = "What each thread did"

local function ns(t)
    return (tonumber(t) or 0) / 1e9
end

function timeline.moment(t)
    return seconds(ns(t))
end

-- "0.56–304 ms", "101.32–102.90 ms": so many digits that short times that follow each other differ.
function timeline.span(t0, t1)
    local from, to = ns(t0), ns(t1)
    if to - from >= 0.2 * to then
        return seconds_range(from, to)
    end
    local size, unit = plot.unit_for(to, "s")
    local decimals = 1 - math.floor(math.log(math.max(1e-9, to - from) / size, 10) + 1e-9)
    local format = "%." .. math.max(0, math.min(6, decimals)) .. "f"
    return format:format(from / size) .. "–" .. format:format(to / size) .. unit
end

function timeline.lane(model, index)
    return index and model.lanes[index + 1]
end

function timeline.object(model, index)
    return index and model.objects[index + 1]
end

function timeline.lane_name(model, index)
    local lane = timeline.lane(model, index)
    return lane and lane.name
end

-- "T2 philosopher": a thread with its start function, where that says more.
function timeline.full_name(lane)
    local more = lane["function"]
    return more and more ~= lane.name and lane.name .. " " .. more or lane.name
end

local function object_name(model, bar, otherwise)
    local object = timeline.object(model, bar.object)
    return object and object.name or otherwise
end

-- "T1, T2 and more": who held a lock while somebody waited for it; nil: not known.
function timeline.holders(model, bar)
    local names = {}
    for _, lane in ipairs(bar.holders or {}) do
        names[#names + 1] = timeline.lane_name(model, lane)
    end
    if #names == 0 then
        return nil
    end
    return table.concat(names, ", ") .. (bar.more_holders and " and others" or "")
end

local function waits_for_lock(verb)
    return function(model, bar)
        local holders = timeline.holders(model, bar)
        return verb .. object_name(model, bar, "a lock") .. (holders and ", held by " .. holders or "")
    end
end

local function waits(words, what)
    return function(model, bar)
        return words .. object_name(model, bar, what)
    end
end

local function transfers(reads, writes, what)
    return function(model, bar)
        return (bar.writes and writes or reads) .. object_name(model, bar, what)
    end
end

-- "40 % on a CPU, 60 % sleeps": the largest first.
local function shares_words(shares)
    local parts = {}
    for state, share in sorted_pairs(shares or {}) do
        parts[#parts + 1] = {share = share, words = percent(share) .. " " .. (states[state] or state)}
    end
    table.sort(parts, function(a, b)
        return a.share > b.share or a.share == b.share and a.words < b.words
    end)
    local words = {}
    for i = 1, math.min(4, #parts) do
        words[i] = parts[i].words
    end
    return table.concat(words, ", ")
end

local phrases = {
    runs = function(_, bar)
        return bar.cpu and "runs on CPU " .. bar.cpu or "runs"
    end,
    active = function()
        return "runs, or is ready to"
    end,
    ready = function()
        return "is ready, but has no CPU"
    end,
    unknown = function()
        return "waits, cause unknown"
    end,
    lock = waits_for_lock("waits for "),
    spin = waits_for_lock("spins for "),
    condition = waits("waits on the condition ", "of unknown name"),
    semaphore = waits("waits for the semaphore ", "of unknown name"),
    barrier = waits("waits at the barrier ", "of unknown name"),
    sleep = function(_, bar)
        return bar.asked_us and "sleeps " .. limit_seconds(bar.asked_us / 1e6) or "sleeps"
    end,
    join = function(model, bar)
        return "joins " .. (timeline.lane_name(model, bar.peer) or "a thread")
    end,
    wait = function(model, bar)
        return "waits for the end of " .. (timeline.lane_name(model, bar.peer) or "a child process")
    end,
    pipe = transfers("reads from ", "writes to ", "a pipe"),
    socket = transfers("receives from ", "sends to ", "a socket"),
    queue = transfers("receives from ", "sends to ", "a queue"),
    poll = function()
        return "waits for one of several descriptors"
    end,
    signal = function()
        return "waits for a signal"
    end,
    many = function(_, bar)
        return "several short things: " .. shares_words(bar.shares)
    end,
}

-- What a thread does in a bar, in words that follow its name.
function timeline.phrase(model, bar)
    local phrase = phrases[bar.state]
    return phrase and phrase(model, bar) or tostring(bar.state)
end

function timeline.state_words(state)
    return states[state] or state
end

local function where(thing)
    return thing.line and " · line " .. thing.line or ""
end

-- "T1: waits for m, held by T2 · 0.6–102 ms (101 ms) · line 12"
function timeline.bar_title(model, lane, bar)
    return ("%s: %s · %s (%s)%s%s"):format(timeline.lane_name(model, lane), timeline.phrase(model, bar),
        timeline.span(bar.t0, bar.t1), timeline.moment(bar.t1 - bar.t0), bar.open and " · did not end" or "",
        where(bar))
end

-- How long it was held: of a hold that stands for several, without the gaps between them.
function timeline.held_ns(hold)
    return hold.held_ns or hold.t1 - hold.t0
end

function timeline.hold_title(model, hold)
    local who = hold.lane and timeline.lane_name(model, hold.lane) or "several threads"
    local times = hold.merged and hold.merged > 1 and " " .. count(hold.merged, "time") or ""
    local waiting = hold.waiting and ", " .. integer(hold.waiting) .. " waiting" or ""
    local length = timeline.moment(hold.t1 - hold.t0)
    if hold.held_ns then
        length = timeline.moment(hold.held_ns) .. " of " .. length
    end
    return ("%s: %s %s%s%s · %s (%s)%s%s"):format(who, hold.reader and "reads under" or "holds",
        object_name(model, hold, "a lock"), times, waiting, timeline.span(hold.t0, hold.t1),
        length, hold.open and " · never let go" or "", where(hold))
end

local mark_verbs = {signal = "signals", broadcast = "wakes all on", post = "posts",
    exec = "becomes another program"}

function timeline.mark_title(model, mark)
    local object = mark.kind ~= "exec" and " " .. object_name(model, mark, "") or ""
    local times = mark.merged and mark.merged > 1 and " " .. count(mark.merged, "time") or ""
    return ("%s: %s%s%s · %s%s"):format(timeline.lane_name(model, mark.lane),
        mark_verbs[mark.kind] or mark.kind, object, times, timeline.moment(mark.t), where(mark))
end

-- What may stand in a bar, the longest first.
local labels = {
    lock = function(model, bar)
        local holders = timeline.holders(model, bar)
        local object = timeline.object(model, bar.object)
        local name, short = object and object.name or "a lock", object and object.short or "lock"
        if not holders then
            return {"waits for " .. name, short}
        end
        local single = not bar.more_holders and #bar.holders == 1
        return {("waits for %s: %s %s it"):format(name, holders, single and "holds" or "hold"),
            ("%s (%s)"):format(short, holders), holders}
    end,
    sleep = function(_, bar)
        local words = bar.asked_us and limit_seconds(bar.asked_us / 1e6)
        return words and {"sleeps " .. words, words} or {"sleeps"}
    end,
    unknown = function()
        return {"cause unknown", "?"}
    end,
    join = function(model, bar)
        local peer = timeline.lane_name(model, bar.peer)
        return peer and {"joins " .. peer, peer} or {"joins"}
    end,
    wait = function(model, bar)
        local peer = timeline.lane_name(model, bar.peer)
        return {"waits for " .. (peer or "a child"), peer}
    end,
    poll = function()
        return {"polls"}
    end,
    signal = function()
        return {"waits for a signal", "signal"}
    end,
}
labels.spin = labels.lock
for state, words in pairs({condition = "waits on ", semaphore = "waits for ", barrier = "waits at "}) do
    labels[state] = function(model, bar)
        local object = timeline.object(model, bar.object)
        return object and {words .. object.name, object.short} or {state}
    end
end
for state, words in pairs({pipe = {"reads ", "writes "}, socket = {"receives ", "sends "},
    queue = {"receives ", "sends "}}) do
    labels[state] = function(model, bar)
        local object = timeline.object(model, bar.object)
        local verb = bar.writes and words[2] or words[1]
        return object and {verb .. object.name, object.short} or {verb .. "a " .. state, state}
    end
end

function timeline.labels(model, bar)
    local make = labels[bar.state]
    return make and make(model, bar) or {}
end

-- The text version.

-- Everything that a thread did, added up: {state: ns}, and its longest wait for a lock.
local function totals(bars)
    local sum, longest = {}, nil
    for _, bar in ipairs(bars) do
        local length = bar.t1 - bar.t0
        for state, share in pairs(bar.shares or {[bar.state] = 1}) do
            sum[state] = (sum[state] or 0) + share * length
        end
        local is_lock = bar.state == "lock" or bar.state == "spin"
        if is_lock and (not longest or length > longest.t1 - longest.t0) then
            longest = bar
        end
    end
    return sum, longest
end

local columns = {
    {"On a CPU", "runs"}, {"Active", "active"}, {"Ready, no CPU", "ready"},
    {"Waiting for locks", "lock", "spin"},
    {"On conditions, semaphores, barriers", "condition", "semaphore", "barrier"}, {"Sleeping", "sleep"},
    {"For threads and processes", "join", "wait"},
    {"For data", "pipe", "socket", "queue", "poll"}, {"For a signal", "signal"}, {"Cause unknown", "unknown"},
}

local function in_column(sum, column)
    local time = 0
    for i = 2, #column do
        time = time + (sum[column[i]] or 0)
    end
    return time
end

-- The table of totals: heads and rows of text. Columns with nothing in them are left out.
function timeline.totals(model)
    local heads, rows, used = {"Thread"}, {}, {}
    for i, lane in ipairs(model.lanes) do
        local sum = totals(model.levels[1].bars[i] or {})
        for c, column in ipairs(columns) do
            used[c] = used[c] or in_column(sum, column) > 0
        end
        rows[i] = {timeline.full_name(lane), sum = sum}
    end
    for c, column in ipairs(columns) do
        if used[c] then
            heads[#heads + 1] = column[1]
            for _, row in ipairs(rows) do
                local time = in_column(row.sum, column)
                row[#row + 1] = time > 0 and timeline.moment(time) or ""
            end
        end
    end
    return heads, rows
end

local ends = {returned = "It returned at %s.", exited = "It ended itself at %s.",
    killed = "It was killed at %s.", ["cut off"] = "It was cut off at %s, with its process.", ["never ran"] = "It never ran."}

-- A thread's story: what it did step by step where these are few, then its longest wait.
local function lane_story(model, index, most)
    local lane, bars = model.lanes[index], model.levels[1].bars[index] or {}
    local steps, wall = {}, model.wall_ns
    for _, bar in ipairs(bars) do
        if bar.t1 - bar.t0 >= wall / 200 then
            steps[#steps + 1] = ("%s from %s for %s"):format(timeline.phrase(model, bar),
                timeline.moment(bar.t0), timeline.moment(bar.t1 - bar.t0))
        end
    end
    local _, longest = totals(bars)
    local text = {}
    if #steps > 0 and #steps <= most then
        text[1] = "It " .. table.concat(steps, "; it ") .. "."
    elseif #steps > most then
        text[1] = ("It did %s things, too many to be told one by one."):format(integer(#bars))
    end
    if longest then
        text[#text + 1] = ("Its longest wait for a lock: %s for %s%s."):format(
            timeline.moment(longest.t1 - longest.t0), object_name(model, longest, "a lock"),
            longest.line and ", in line " .. longest.line or "")
    end
    text[#text + 1] = (ends[lane["end"]] or ""):format(timeline.moment(lane.t1))
    return table.concat(text, " ")
end

-- {name, text} of each thread, for no more than `most_lanes`.
function timeline.stories(model, most_lanes)
    local list = {}
    for i = 1, math.min(most_lanes, #model.lanes) do
        list[i] = {name = timeline.full_name(model.lanes[i]), text = lane_story(model, i, 14)}
    end
    return list
end

local function has_processes(model)
    for _, lane in ipairs(model.lanes) do
        if lane.process ~= 0 then
            return true
        end
    end
end

-- One sentence on all of it.
function timeline.summary(model)
    local waits, waited = 0, 0
    for _, lane in ipairs(model.lanes) do
        waits, waited = waits + lane.contended, waited + lane.blocked_ns
    end
    local text = ("%s%s on %s, %s%s."):format(count(#model.lanes, "thread"),
        has_processes(model) and " of several processes" or "", count(model.cores, "core"), model.killed and "killed at " or "", timeline.moment(model.wall_ns))
    if waits > 0 then
        text = text .. (" They waited %s for locks, %s in all."):format(count(waits, "time"),
            timeline.moment(waited))
    end
    return text
end

-- The deadlock's sentence, one that stands alone.
function timeline.deadlock(model)
    return (model.deadlock:gsub("%.?$", ".", 1))
end

-- What the reader must know of the recording and its picture, in sentences.
-- Slots in a recording (run/trace_format.h).
local most_recorded = 1024

function timeline.notes(model, plan)
    local notes = timeline.left_out(plan)
    if model.why_no_switches then
        notes[#notes + 1] = ("Switches could not be watched: %s. "
            .. "So it is not known when a thread had no CPU."):format(model.why_no_switches)
    end
    local past = {}
    for _, lane in ipairs(model.lanes) do
        if lane.quota_ns then
            past[#past + 1] = lane.name
        end
    end
    if #past > 0 then
        notes[#notes + 1] = ("So much happened in %s that only long waits were recorded in the end; "
            .. "who held what is not known there."):format(
            #past > 4 and count(#past, "thread") or table.concat(past, ", "))
    end
    if #model.lanes >= most_recorded then
        notes[#notes + 1] = ("Only the first %s threads were recorded; there may have been more."):format(
            integer(most_recorded))
    end
    if model.lost > 0 or model.unreadable > 0 then
        notes[#notes + 1] = ("Incomplete: %s were lost, %s could not be read."):format(
            count(model.lost, "record"), integer(model.unreadable))
    end
    return notes
end
