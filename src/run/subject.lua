-- Which sample an expression means, and which point of a sweep. Called with the evidence (evidence.h) and
-- quantity.lua's table; returns find, points, point_name, parameter_index, lacks and lacking.

local evidence, Q = ...
local S = {}

local lack

-- What was not made in this build, or went wrong and is a problem already, when that is why an
-- expression failed; else nil.
function S.lacking()
    return lack
end

-- Raises an error that is no new problem: the build says elsewhere, or knows, why this is missing.
function S.lacks(message)
    lack = message
    error(message, 0)
end

local function find_sample(id)
    if type(id) ~= "string" then
        error('a sample\'s name is needed, in quotes: wall("id")', 0)
    end
    local sample, close = evidence.sample(id)
    if not sample then
        error(string.format('there is no sample %s%s', Q.quote(id),
            close and ' (did you mean "' .. close .. '"?)' or ""), 0)
    end
    return sample
end

-- Of a sample whose declaration has problems, it is not known whether it would be a sweep.
function S.check_declared(sample)
    if sample.is_broken then
        S.lacks(string.format('the declaration of sample "%s" has problems', sample.id))
    end
end

local function write_value(text)
    local number = tonumber(text)
    return number and tostring(number) == text and text or Q.quote(text)
end

-- "{threads=4, opt="-O2"}"
function S.point_name(sample, point)
    local parts = {}
    for i, name in ipairs(sample.parameters) do
        parts[i] = name .. "=" .. write_value(sample.points[point][i])
    end
    return "{" .. table.concat(parts, ", ") .. "}"
end

-- The points of these indices, or all, unless they are too many to be read.
local function list_points(sample, indices)
    local count = indices and #indices or #sample.points
    local names = {}
    for i = 1, math.min(count, 12) do
        names[i] = S.point_name(sample, indices and indices[i] or i)
    end
    return table.concat(names, ", ") .. (count > #names and " and " .. count - #names .. " more" or "")
end

local function write_selection(sample, selection)
    local parts = {}
    for _, name in ipairs(sample.parameters) do
        parts[#parts + 1] = selection[name] ~= nil
            and name .. "=" .. write_value(tostring(selection[name])) or nil
    end
    return "{" .. table.concat(parts, ", ") .. "}"
end

local function is_same(wanted, text)
    if type(wanted) == "number" then
        return wanted == tonumber(text)
    end
    return tostring(wanted) == text
end

local function parameter_index(sample, name)
    for i, parameter in ipairs(sample.parameters) do
        if parameter == name then
            return i
        end
    end
    error(string.format('the sweep "%s" has no parameter %s; it has %s', sample.id,
        Q.quote(tostring(name)), table.concat(sample.parameters, ", ")), 0)
end

S.parameter_index = parameter_index

local function matching_points(sample, selection)
    local wanted, found = {}, {}
    for name, value in pairs(selection) do
        wanted[parameter_index(sample, name)] = value
    end
    for i, values in ipairs(sample.points) do
        local same = true
        for k, value in pairs(wanted) do
            same = same and is_same(value, values[k])
        end
        if same then
            found[#found + 1] = i
        end
    end
    return found
end

local function find_point(sample, selection)
    if selection == nil then
        error(string.format('"%s" is a sweep: say which point is meant, one of %s', sample.id,
            list_points(sample)), 0)
    end
    local found = matching_points(sample, selection)
    if #found == 0 then
        error(string.format('the sweep "%s" has no point %s; it has %s', sample.id,
            write_selection(sample, selection), list_points(sample)), 0)
    elseif #found > 1 then
        error(string.format('%s is more than one point of "%s": %s',
            write_selection(sample, selection), sample.id, list_points(sample, found)), 0)
    end
    return found[1]
end

-- The sample, or the one point of a sweep that is selected: where it is (sample, point), its name in
-- messages, and its result.
function S.find(id, selection)
    local sample = find_sample(id)
    if selection ~= nil and type(selection) ~= "table" then
        error("a point of a sweep is written as {threads=4}, not as " .. Q.kind(selection), 0)
    elseif selection ~= nil and not sample.points then
        S.check_declared(sample)
        error(string.format('"%s" is no sweep: it has no points to choose from', id), 0)
    end
    local point = sample.points and find_point(sample, selection)
    return {
        sample = sample,
        point = point,
        name = point and string.format('"%s" %s', id, S.point_name(sample, point))
            or '"' .. id .. '"',
        result = evidence.result(sample.index, point),
    }
end

-- The selections of all points of a sweep; of another sample a list with an empty one.
function S.points(id)
    local sample = find_sample(id)
    local selections = {}
    for p, values in ipairs(sample.points or {}) do
        local selection = {}
        for i, name in ipairs(sample.parameters) do
            selection[name] = values[i]
        end
        selections[p] = selection
    end
    return sample, selections
end

return S
