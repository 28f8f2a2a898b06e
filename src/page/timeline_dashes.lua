-- timeline_dashes: what is narrow in the picture of a page, drawn with few bytes. Run before timeline.lua, in
-- the same globals.
--
-- A dense recording has hundreds of bars of a pixel or three. As elements of their own, with titles, they
-- weigh more than all the rest of a page; nobody can tell one from the next there. So all narrow things
-- of one look in a lane become one line across it, whose dashes are the bars: `pathLength` makes the
-- numbers shares of the width, whatever that is. The finer drawing, which a script fetches as soon as a
-- reader points at the picture, has every bar with its title.

local length = 10000 -- of a line, in units of its dashes
local least = 8      -- a dash that is seen
local joined = 3     -- a gap that is not

timeline.dash_length = length

-- Groups of dashes: add(class, paint, from, to) with shares of the width in percent, in the order of time; `paint` is
-- the pattern that they are filled with, or nil.
function timeline.dashes()
    local groups, by_key = {}, {}
    local set = {groups = groups}
    function set.add(class, paint, from, to)
        local key = class .. "/" .. (paint or "")
        local group = by_key[key]
        if not group then
            group = {class = class, paint = paint, marks = {}, at = 0}
            by_key[key] = group
            groups[#groups + 1] = group
        end
        local start = math.max(group.at, math.floor(from / 100 * length + 0.5))
        local stop = math.min(length, math.max(start + least, math.floor(to / 100 * length + 0.5)))
        local marks = group.marks
        if stop > start and start - group.at < joined and #marks > 0 then
            marks[#marks] = marks[#marks] + stop - group.at
            group.at = stop
        elseif stop > start then
            table.insert(marks, start - group.at)
            table.insert(marks, stop - start)
            group.at = stop
        end
    end
    return set
end

-- As stroke-dasharray: dashes and gaps in turn, a dash of no length first.
function timeline.dash_array(group)
    return "0 " .. table.concat(group.marks, " ") .. " " .. length
end
