-- timeline: the picture of what every thread did, laid out. Run after timeline_words.lua, in the same
-- globals. templates/timeline*.html turn a plan into SVG; what stands along x is a share of the width, so
-- that a picture is as wide as there is room and can be zoomed by making it wider.
--
-- A plan must become no more than some number of bytes. It is drawn with all details first; if that is
-- too large, with fewer labels, then without arrows, then with short stretches drawn together, ever
-- longer ones, and at last with fewer threads, until it fits.

local bar_height, strip, gap, lock_pitch, axis_height = 16, 5, 12, 24, 26
local most_lanes, most_locks, colours = 48, 12, 6

-- Widths of a picture from which on a label is shown: classes f1, f2, … and u1, u2, … of style.css.
local widths = {340, 440, 540, 640, 1100, 2200, 4400}
local usual = 4
local letter, margin = 6.7, 8

local classes = {
    runs = "r", active = "a", ready = "d", unknown = "u", lock = "w", spin = "s", condition = "c",
    semaphore = "m", barrier = "g", sleep = "z", join = "j", wait = "j", pipe = "p", socket = "p",
    queue = "p", poll = "p", signal = "i",
}

local number = timeline.number
local before_break, after_cycle = timeline.before_break, timeline.after_cycle

-- Which colour an object has: that of its place among the locks that are drawn.
local function paint_locks(model, holds, lanes_bars)
    local paint, order = {}, {}
    local function meet(object)
        if object and model.objects[object + 1] and not paint[object] then
            order[#order + 1] = object
            paint[object] = #order
        end
    end
    for _, hold in ipairs(holds) do
        meet(hold.object)
    end
    for _, bars in ipairs(lanes_bars) do
        for _, bar in ipairs(bars) do
            if bar.state == "lock" or bar.state == "spin" then
                meet(bar.object)
            end
        end
    end
    table.sort(order)
    for i, object in ipairs(order) do
        paint[object] = (i - 1) % colours + 1
    end
    return paint, order
end

-- Labels.

local function width_class(share, text, most)
    local need = ((utf8.len(text) or #text) * letter + margin) * 100 / share
    for i = 0, most do
        if need <= (widths[i] or 230) then
            return i
        end
    end
end

-- The texts of a bar for different widths of the picture: {text, class}.
local function fit(texts, share, most)
    local list, until_width = {}, nil
    for _, text in ipairs(texts) do
        local from = share > 0 and width_class(share, text, most)
        if from and (not until_width or from < until_width) then
            local class = (from > 0 and "f" .. from or "") .. (until_width and " u" .. until_width or "")
            list[#list + 1] = {text = text, class = class:match("^%s*(.-)$")}
            until_width = from
        end
        if from == 0 then
            break
        end
    end
    return list
end

-- Where a label has most room: {from, to} in percent. Across the break nothing can be written.
local function room_for_label(scale, t0, t1)
    local from, to = scale.share(t0), scale.share(t1)
    if scale.cut and t0 < scale.cut and t1 > scale.cut then
        if before_break - from >= to - before_break then
            return from, before_break
        end
        return before_break + 1, math.min(to, after_cycle)
    end
    return from, to
end

local function place_labels(plan, thing, texts, quiet_text)
    local from, to = room_for_label(plan.scale, thing.t0, thing.t1)
    local share = to - from
    if quiet_text and share < 100 / 6 then
        return
    end
    local middle = number((from + to) / 2, 2) .. "%"
    for _, label in ipairs(fit(texts, share, plan.labels)) do
        label.x = middle
        label.quiet = quiet_text
        thing.texts[#thing.texts + 1] = label
    end
end

local function paint_of(plan, object)
    return plan.paint[object] or 1
end

-- Bars.

-- The parts of a bar that stands for many: {class, y, height}, what it mostly did at the bottom.
local order_of_shares = {"runs", "active", "spin", "ready", "lock", "condition", "semaphore", "barrier",
    "pipe", "socket", "queue", "poll", "signal", "unknown", "join", "wait", "sleep"}

local function parts_of(shares)
    local parts, y = {}, bar_height
    for _, state in ipairs(order_of_shares) do
        local height = (shares and shares[state] or 0) * bar_height
        if height >= 0.4 then
            y = math.max(0, y - height)
            parts[#parts + 1] = {class = "n " .. classes[state], y = number(y, 1), height = number(height, 1)}
        end
    end
    return parts
end

local quiet_states = {sleep = true, join = true, wait = true}

-- What nobody can point at (a share of the width) has no title. What is narrower than a thread becomes a
-- dash where a finer drawing can be had.
local most_marks, most_sketched_edges = 24, 24 -- in a picture whose narrow things are dashes
local hairline, thread = 0.12, 2

local function draw_bar(plan, lane, bar, share)
    local model, scale = plan.model, plan.scale
    local thing = {t0 = bar.t0, t1 = bar.t1, x = scale.x(bar.t0), width = scale.width(bar.t0, bar.t1),
        class = classes[bar.state] or "u", texts = {}}
    if share >= hairline then
        thing.title, thing.line = plan.titled and timeline.bar_title(model, lane, bar), bar.line
    end
    if bar.state == "lock" or bar.state == "spin" then
        thing.paint = paint_of(plan, bar.object)
        thing.class = thing.class .. " l" .. thing.paint
        plan.hatched[thing.paint] = true
    elseif bar.state == "many" then
        thing.class = "many"
        thing.parts = parts_of(bar.shares)
    end
    for state in pairs(bar.shares or {[bar.state] = 1}) do
        plan.seen[state] = true
    end
    if share * 46 > letter * 100 then -- one letter at the widest
        place_labels(plan, thing, timeline.labels(model, bar), quiet_states[bar.state])
    end
    return thing
end

-- A strip that stands for several holds is pale when they fill less than half of it.
local function is_pale(hold)
    return hold.held_ns and 2 * hold.held_ns < hold.t1 - hold.t0
end

local function draw_hold(plan, hold, level)
    local paint = paint_of(plan, hold.object)
    plan.held[hold.object] = true
    plan.striped[paint] = true
    local can_point = plan.scale.share(hold.t1) - plan.scale.share(hold.t0) >= hairline
    return {x = plan.scale.x(hold.t0), width = plan.scale.width(hold.t0, hold.t1), paint = paint,
        line = can_point and hold.line or nil,
        class = ("h%s%s h%d l%d"):format(hold.reader and " rd" or "", is_pale(hold) and " few" or "", level,
            paint),
        title = can_point and plan.titled and timeline.hold_title(plan.model, hold) or nil}
end

-- Running for a moment, between things that take longer.
local function is_moment(bar, share)
    return share < hairline and (bar.state == "runs" or bar.state == "active")
end

-- Whether it became a dash.
local function dashed(plan, dashes, thing, class, paint)
    local from, to = plan.scale.share(thing.t0), plan.scale.share(thing.t1)
    if not plan.sketched or to - from >= thread then
        return false
    end
    dashes.add(class, paint, from, to)
    return true
end

local function dash_bar(plan, dashes, bar)
    local class, paint = classes[bar.state], nil
    if not class or not plan.sketched then
        return false
    elseif bar.state == "lock" or bar.state == "spin" then
        paint = paint_of(plan, bar.object)
        class = class .. " l" .. paint
    end
    if not dashed(plan, dashes, bar, class, paint) then
        return false
    end
    plan.seen[bar.state] = true
    if paint then
        plan.hatched[paint] = true
    end
    return true
end

local caps = {returned = "cap", exited = "cap", killed = "killed", ["cut off"] = "cap"}

local function draw_lane(plan, index, bars, holds, y)
    local lane = plan.model.lanes[index]
    local strips, strip_of = timeline.stack(holds)
    local drawn = {y = y, height = bar_height + strip * strips, strips = strips, bars = {}, holds = {},
        name = lane.name, full_name = timeline.full_name(lane), x1 = plan.scale.x(lane.t1),
        more = lane["function"] ~= lane.name and lane["function"] or nil, cap = caps[lane["end"]]}
    local dashes = timeline.dashes()
    drawn.dashes = dashes
    for _, bar in ipairs(bars) do
        local share = plan.scale.share(bar.t1) - plan.scale.share(bar.t0)
        if plan.draws_moments or not is_moment(bar, share) then
            if not dash_bar(plan, dashes, bar) then
                drawn.bars[#drawn.bars + 1] = draw_bar(plan, index - 1, bar, share)
            end
        else
            plan.moments_left_out = true
        end
    end
    for _, hold in ipairs(holds) do
        local level = strip_of[hold]
        if level <= timeline.most_strips then
            local drawing = draw_hold(plan, hold, level)
            if not dashed(plan, dashes, hold, drawing.class, drawing.paint > 1 and "s" .. drawing.paint or nil) then
                drawn.holds[#drawn.holds + 1] = drawing
            end
        end
    end
    return drawn
end

-- Lock lanes.

local function draw_block(plan, hold, before)
    local scale = plan.scale
    local waiting = hold.waiting or 0
    local block = {t0 = hold.t0, t1 = hold.t1, x = scale.x(hold.t0), width = scale.width(hold.t0, hold.t1),
        class = "k" .. math.min(4, waiting) .. (hold.reader and " rd" or "") .. (is_pale(hold) and " few" or ""),
        line = hold.line, texts = {}, title = plan.titled and timeline.hold_title(plan.model, hold)}
    local who = hold.lane and timeline.lane_name(plan.model, hold.lane) or "several"
    local texts = waiting > 0 and {who .. ", " .. waiting .. " waiting", who} or {who}
    if not before or before.t1 <= hold.t0 then -- readers may overlap, their names must not
        place_labels(plan, block, texts)
    end
    return block
end

local function draw_lock(plan, object, holds, y)
    local info = plan.model.objects[object + 1]
    local dashes, last = timeline.dashes(), nil
    local lock = {y = y, name = info.name, paint = paint_of(plan, object), blocks = {}, dashes = dashes}
    for _, hold in ipairs(holds) do
        local block = draw_block(plan, hold, last)
        if not dashed(plan, dashes, hold, block.class) then
            lock.blocks[#lock.blocks + 1] = block
        end
        last = (not last or hold.t1 > last.t1) and hold or last
    end
    plan.hatched[lock.paint] = true
    return lock
end

-- Edges and marks. Those of lanes that are not drawn are left out.

local function draw_edge(plan, edge)
    local from, to = plan.lanes[edge.from + 1], plan.lanes[edge.to + 1]
    if not from or not to then
        return
    end
    local down = edge.to > edge.from
    local object = (edge.kind == "handoff") and " l" .. paint_of(plan, edge.object) or ""
    return {class = edge.kind .. object, x1 = plan.scale.x(edge.t0), x2 = plan.scale.x(edge.t1),
        y1 = down and from.y + from.height or from.y, y2 = down and to.y - 1 or to.y + to.height + 1}
end

-- In a deadlock, who waits for whom: arrows in the tail of the picture, where nothing else happens.
local function draw_cycle(plan)
    local cycle, links = plan.model.cycle or {}, {}
    for i, link in ipairs(cycle) do
        local from = plan.lanes[link.lane + 1]
        local next = cycle[i % #cycle + 1]
        local to = next and plan.lanes[next.lane + 1]
        if from and to and #cycle <= 8 then
            local down = to.y > from.y
            local strip_y = to.y + bar_height + 3
            local x = after_cycle + (100 - after_cycle) * (i - 0.5) / #cycle - 0.4
            links[#links + 1] = {x = number(x, 2) .. "%", y1 = from.y + bar_height / 2,
                y2 = from == to and strip_y or down and strip_y - 3 or strip_y + 4}
        end
    end
    return links
end

local function group_by(list, key)
    local groups = {}
    for _, item in ipairs(list or {}) do
        local k = item[key]
        if k then
            groups[k] = groups[k] or {}
            table.insert(groups[k], item)
        end
    end
    return groups
end

local function draw_lanes(plan, level, least)
    local by_lane, y = group_by(level.holds, "lane"), plan.top
    for i = 1, #plan.model.lanes - plan.lanes_left_out do
        local holds = by_lane[i - 1] or {}
        table.sort(holds, function(a, b)
            if a.object ~= b.object then
                return a.object < b.object
            end
            return a.t0 < b.t0
        end)
        local lane = draw_lane(plan, i, timeline.thin_bars(level.bars[i] or {}, least), timeline.thin_holds(holds, least), y)
        plan.lanes[i] = lane
        y = y + lane.height + gap
    end
    return y
end

local function draw_locks(plan, level, least, y)
    local by_object = group_by(level.holds, "object")
    for _, object in ipairs(plan.order) do
        if plan.model.objects[object + 1].contended then
            if #plan.locks == most_locks then
                plan.locks_left_out = plan.locks_left_out + 1
            else
                local holds = timeline.thin_holds(by_object[object] or {}, least, true)
                plan.locks[#plan.locks + 1] = draw_lock(plan, object, holds, y)
                y = y + lock_pitch
            end
        end
    end
    return y
end

local function draw_edges(plan, level)
    for _, edge in ipairs(level.edges or {}) do
        plan.edges[#plan.edges + 1] = draw_edge(plan, edge)
    end
end

-- Each with its title, or many of them as dashes above their lane.
local function draw_marks(plan, level)
    local many = plan.sketched and #(level.marks or {}) > most_marks
    for _, mark in ipairs(level.marks or {}) do
        local lane = plan.lanes[mark.lane + 1]
        local at = plan.scale.share(mark.t)
        local sort = mark.kind == "exec" and "exec" or "mark"
        plan.seen[sort] = plan.seen[sort] or lane ~= nil
        if lane and many then
            lane.dashes.add("v", nil, at, at + 0.3)
        elseif lane then
            plan.marks[#plan.marks + 1] = {class = mark.kind, x = plan.scale.x(mark.t), y = lane.y - 5,
                line = mark.line, title = plan.titled and timeline.mark_title(plan.model, mark) or nil}
        end
    end
end

local function kinds_of_edges(edges)
    local kinds = {}
    for _, edge in ipairs(edges) do
        kinds[edge.class:match("^%a+")] = true
    end
    return kinds
end

-- detail: {labels, edges (bool), columns (0: nothing is drawn together)}; spec: {id, title, common_ns,
-- level, decimals, sketched (narrow things are dashes), fine (a finer drawing has the titles)}.
local function plan_of(model, spec, detail)
    local level = spec.level or model.levels[1]
    local plan = {model = model, id = spec.id, title = spec.title,
        scale = timeline.scale(model, spec.common_ns, spec.decimals or 2), labels = detail.labels, top = 8,
        lanes = {}, locks = {}, edges = {}, marks = {}, seen = {}, held = {}, hatched = {}, striped = {},
        draws_moments = detail.moments, sketched = spec.sketched, titled = not spec.fine, locks_left_out = 0, holds_left_out = level.holds_left_out or 0,
        lanes_left_out = math.max(0, #model.lanes - (detail.lanes or most_lanes))}
    plan.hairline_ns = hairline / 100 * plan.scale.wall
    local least = detail.columns > 0 and 2 * model.wall_ns / detail.columns or 0
    plan.merged_ns = least > 0 and least or level.columns > 0 and 2 * model.wall_ns / level.columns or 0
    plan.paint, plan.order = paint_locks(model, level.holds or {}, level.bars)
    plan.axis_y = draw_lanes(plan, level, least)
    plan.below = plan.axis_y + axis_height + ((model.killed and 15) or 0)
    plan.bottom = draw_locks(plan, level, least, plan.below)
    local few = not plan.sketched or #(level.edges or {}) <= most_sketched_edges
    plan.edges_left_out = level.edges_left_out or not (detail.edges and few) and #(level.edges or {}) or 0
    if detail.edges and few then
        draw_edges(plan, level)
    end
    if detail.edges then
        draw_marks(plan, level)
    end
    plan.edge_kinds = kinds_of_edges(plan.edges)
    plan.cycle = draw_cycle(plan)
    plan.ticks = timeline.ticks(plan.scale)
    plan.story = model.deadlock and "Deadlock: " .. model.deadlock .. "." or timeline.summary(model)
    return plan
end

local details = {
    {labels = #widths, edges = true, moments = true, columns = 0},
    {labels = usual, edges = true, moments = true, columns = 0},
    {labels = usual, edges = false, moments = true, columns = 0},
    {labels = usual, edges = false, columns = 0},
}
for _, columns in ipairs({760, 380, 190, 95, 48, 24, 12, 4, 2}) do
    details[#details + 1] = {labels = usual, edges = false, columns = columns}
end
for _, lanes in ipairs({32, 16}) do
    details[#details + 1] = {labels = usual, edges = false, columns = 2, lanes = lanes}
end

-- Fewer bytes than a drawing of the level can have.
local function least_bytes(level)
    local things = #(level.holds or {})
    for i = 1, math.min(most_lanes, #level.bars) do
        things = things + #level.bars[i]
    end
    return 45 * things
end

-- The picture as HTML, and its plan: with as much detail as `most_bytes` allow.
function timeline.draw(model, spec, most_bytes)
    local html, plan
    local is_hopeless = least_bytes(spec.level or model.levels[1]) > most_bytes
    for _, detail in ipairs(details) do
        if detail.columns > 0 or not is_hopeless then
            plan = plan_of(model, spec, detail)
            html = partial("timeline-picture", {plan = plan})
            if #html <= most_bytes then
                break
            end
        end
    end
    return html, plan
end

-- A string of JavaScript.
function timeline.quote(text)
    local escapes = {['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r"}
    return '"' .. text:gsub('["\\\n\r]', escapes) .. '"'
end
