-- timeline_thin: what is too short to be seen, drawn together; and what a thread holds, in strips. Run after
-- timeline_words.lua, in the same globals.

timeline.most_strips = 3

local function add_shares(sum, bar)
    local length = bar.t1 - bar.t0
    for state, share in pairs(bar.shares or {[bar.state] = 1}) do
        sum[state] = (sum[state] or 0) + share * length
    end
end

local function merged_bar(group)
    if #group == 1 then
        return group[1]
    end
    local many = {t0 = group[1].t0, t1 = group[#group].t1, state = "many", shares = {}, line = group[1].line}
    for _, bar in ipairs(group) do
        add_shares(many.shares, bar)
        many.line = many.line == bar.line and bar.line or nil
    end
    for state, time in pairs(many.shares) do
        many.shares[state] = time / math.max(1, many.t1 - many.t0)
    end
    return many
end

-- Bars of a lane, those shorter than `least` (ns) joined with their neighbours.
function timeline.thin_bars(bars, least)
    local out, group = {}, {}
    local function flush()
        if #group > 0 then
            out[#out + 1] = merged_bar(group)
            group = {}
        end
    end
    for _, bar in ipairs(bars) do
        if bar.t1 - bar.t0 >= least then
            flush()
            out[#out + 1] = bar
        else
            group[#group + 1] = bar
            if bar.t1 - group[1].t0 >= least then
                flush()
            end
        end
    end
    flush()
    return out
end

local function joined(last, hold)
    return {t0 = last.t0, t1 = math.max(last.t1, hold.t1), object = last.object,
        lane = last.lane == hold.lane and last.lane or nil,
        line = last.line == hold.line and last.line or nil,
        reader = last.reader and hold.reader, open = last.open or hold.open,
        waiting = (last.waiting or hold.waiting) and math.max(last.waiting or 0, hold.waiting or 0),
        merged = (last.merged or 1) + (hold.merged or 1),
        held_ns = timeline.held_ns(last) + timeline.held_ns(hold)}
end

-- Holds in the order of time: short ones with short gaps become one. `across`: also those of different
-- lanes, and then the result has no lane.
function timeline.thin_holds(holds, least, across)
    local out = {}
    for _, hold in ipairs(holds) do
        local last = out[#out]
        if last and hold.object == last.object and (across or hold.lane == last.lane)
            and hold.t0 - last.t1 < least and math.min(hold.t1 - hold.t0, last.t1 - last.t0) < least then
            out[#out] = joined(last, hold)
        else
            out[#out + 1] = hold
        end
    end
    return out
end

local function by_time(a, b)
    if a.t0 ~= b.t0 then
        return a.t0 < b.t0
    elseif a.t1 ~= b.t1 then
        return a.t1 > b.t1
    end
    return a.object < b.object
end

-- Holds of a lane in strips, those within each other below one another: how many strips, and the strip of
-- each; what lies deeper than timeline.most_strips has none.
function timeline.stack(holds)
    local free, strips, used = {}, {}, 0
    table.sort(holds, by_time)
    for _, hold in ipairs(holds) do
        local level = 1
        while level <= timeline.most_strips and free[level] and free[level] > hold.t0 do
            level = level + 1
        end
        strips[hold] = level
        free[level] = hold.t1
        used = math.max(used, math.min(level, timeline.most_strips))
    end
    return used, strips
end
