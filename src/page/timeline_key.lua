-- timeline_key: what a picture leaves out, and what its marks mean. Run after timeline.lua, in the same globals.

-- What a picture says of what it leaves out, in sentences.
function timeline.left_out(plan)
    local list = {}
    if plan.merged_ns > 0 then
        list[#list + 1] = ("Stretches shorter than %s are drawn together, as shares of their time."):format(
            timeline.moment(plan.merged_ns))
    end
    if plan.moments_left_out then
        list[#list + 1] = ("Moments on a CPU of less than %s are not drawn."):format(
            timeline.moment(plan.hairline_ns))
    end
    if plan.edges_left_out > 0 then
        list[#list + 1] = ("%s are not drawn, they would hide the rest."):format(
            count(plan.edges_left_out, "arrow"))
    end
    if plan.lanes_left_out > 0 then
        list[#list + 1] = ("The last %s are not drawn."):format(count(plan.lanes_left_out, "thread"))
    end
    if plan.locks_left_out > 0 then
        list[#list + 1] = ("%s more have no lane of their own."):format(count(plan.locks_left_out, "lock"))
    end
    if plan.holds_left_out > 0 then
        list[#list + 1] = ("%s are not drawn, there are too many."):format(count(plan.holds_left_out, "hold"))
    end
    return list
end

-- The key: only what occurs. {class, words}
local key = {
    {"r", "on a CPU", "runs"}, {"a", "active: on a CPU or ready", "active"}, {"d", "ready, no CPU", "ready"},
    {"u", "waits, cause unknown", "unknown"},
    {"w", "waits for a lock", "lock"}, {"s", "spins for a lock", "spin"},
    {"c", "condition", "condition"}, {"m", "semaphore", "semaphore"}, {"g", "barrier", "barrier"},
    {"p", "pipe, socket, queue", "pipe", "socket", "queue", "poll"}, {"i", "waits for a signal", "signal"},
    {"z", "sleep", "sleep"}, {"j", "join, wait", "join", "wait"}, {"many", "several short things", "many"},
    {"mark", "wakes others", "mark"}, {"exec", "becomes another program", "exec"},
}
local edge_key = {
    {"create", "creates a thread or process"}, {"handoff", "hands a lock on"}, {"signal", "wakes another"},
    {"data", "data for another"},
}
local most_held = 6

-- Locks of libraries have no name but what they are: "rwlock", "rwlock 2", … Returns whether one is no news
-- any more: it comes after two of its sort.
local function is_one_of_many(name)
    return (tonumber(name:match("^%l+ (%d+)$")) or 0) > 2
end

local function add_held(plan, list)
    local named, rest = {}, 0
    for _, lock in ipairs(plan.locks) do
        named[lock.name] = true
    end
    for _, object in ipairs(plan.order) do
        local name = plan.model.objects[object + 1].name
        if plan.held[object] and not named[name] then
            if #list < most_held and not is_one_of_many(name) then
                local class = "h l" .. (plan.paint[object] or 1)
                list[#list + 1] = {class = class, words = "holds " .. plot.cut(name, 24)}
            else
                rest = rest + 1
            end
        end
    end
    if rest > 0 then
        list[#list + 1] = {class = "h", words = "and " .. count(rest, "more lock")}
    end
end

local function key_of(plan)
    local list, held = {}, {}
    for _, entry in ipairs(key) do
        for i = 3, #entry do
            if plan.seen[entry[i]] then
                list[#list + 1] = {class = entry[1], words = entry[2]}
                break
            end
        end
    end
    add_held(plan, held)
    if #held == 0 and next(plan.held) then
        held[1] = {class = "h l1", words = "holds a lock"}
    end
    table.move(held, 1, #held, #list + 1, list)
    for _, entry in ipairs(edge_key) do
        if plan.edge_kinds[entry[1]] then
            list[#list + 1] = {class = "e " .. entry[1], words = entry[2]}
        end
    end
    for _, lane in ipairs(plan.lanes) do
        if lane.cap == "killed" then
            list[#list + 1] = {class = "killed", words = "killed"}
            break
        end
    end
    return list
end

-- One key for several pictures.
function timeline.key(plans)
    local list, told = {}, {}
    for _, plan in ipairs(plans) do
        for _, entry in ipairs(key_of(plan)) do
            if not told[entry.words] then
                told[entry.words] = true
                list[#list + 1] = entry
            end
        end
    end
    return list
end
