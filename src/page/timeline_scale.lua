-- timeline_scale: where a time stands along the picture, as a share of its width, and the ticks below. Run
-- before timeline.lua, in the same globals.

function timeline.number(x, decimals)
    return (("%." .. decimals .. "f"):format(x):gsub("%.?0+$", ""))
end

local number = timeline.number

-- A scale: x(t) is a share of the width. The quiet tail of a killed run is squeezed behind a break.
local quiet, before_break = 0.6, 80
timeline.before_break = before_break
timeline.after_cycle = 95 -- the cycle of a deadlock stands right of it

function timeline.scale(model, common_ns, decimals)
    local wall = math.max(1, common_ns or model.wall_ns)
    local last = model.last_ns or wall
    local scale = {wall = wall, decimals = decimals}
    if not common_ns and model.killed and last < (1 - quiet) * wall then
        scale.cut = math.max(last * 1.12, wall / 1e6)
    end
    function scale.share(t)
        t = math.max(0, math.min(wall, t))
        if not scale.cut then
            return 100 * t / wall
        elseif t <= scale.cut then
            return before_break * t / scale.cut
        end
        return before_break + (100 - before_break) * (t - scale.cut) / (wall - scale.cut)
    end
    function scale.x(t)
        return number(scale.share(t), decimals) .. "%"
    end
    function scale.width(t0, t1)
        return number(math.max(0, scale.share(t1) - scale.share(t0)), decimals) .. "%"
    end
    return scale
end

-- From what width on a tick has room beside "killed at 1.00 s": a class of templates/style.
local function class_of_tick(scale, share)
    if scale.cut and share > 58 then
        return share > 82 and "f4" or share > 75 and "f3" or "f2"
    end
    return share > 98.5 and "last" or share < 2 and "first" or nil
end

-- Five or six ticks; only the first has the unit.
function timeline.ticks(scale)
    local axis = plot.tight_axis(0, (scale.cut or scale.wall) / 1e9, "s", 6)
    local unit = axis.ticks[#axis.ticks].text:match(" (%S+)$") or "s"
    local ticks = {}
    for i, tick in ipairs(axis.ticks) do
        local share = scale.share(tick.at * 1e9)
        ticks[i] = {x = number(share, 2) .. "%",
            text = tick.at == 0 and "0 " .. unit or tick.text:match("^%S+"), class = class_of_tick(scale, share)}
    end
    return ticks
end
