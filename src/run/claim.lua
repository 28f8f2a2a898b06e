-- How a claim is judged. Called with the evidence (evidence.h) and the tables of quantity.lua,
-- subject.lua and functions.lua; returns `judge`.
--
-- What is exact (outcomes, numbers that were printed, exit codes, texts) is compared as it is. Of what was
-- timed, only the interval of the difference counts: the claim holds when all of it is on the right
-- side, fails when all of it is on the wrong one, and is unsettled in between. So a claim does not hold in
-- one build and fail in the next by luck, and a machine that can't tell says so.

local evidence, Q, S, F = ...

local comparisons = {
    ["<"] = function(a, b) return a < b end,
    ["<="] = function(a, b) return a <= b end,
    [">"] = function(a, b) return a > b end,
    [">="] = function(a, b) return a >= b end,
    ["=="] = function(a, b) return a == b end,
    ["~="] = function(a, b) return a ~= b end,
}

-- Of the ends of the interval of left - right: whether the claim holds, and whether it fails.
local interval_verdicts = {
    ["<"] = function(low, high) return high < 0, low >= 0 end,
    ["<="] = function(low, high) return high <= 0, low > 0 end,
    [">"] = function(low, high) return low > 0, high <= 0 end,
    [">="] = function(low, high) return low >= 0, high < 0 end,
}

local function is_equality(op)
    return op == "==" or op == "~="
end

local function write(x, digits)
    if type(x) == "string" then
        return Q.quote(x)
    elseif not Q.value(x) then
        return tostring(x)
    end
    local low, high = Q.interval(x)
    return Q.format(x, digits)
        .. (low and " (" .. Q.format_range(low, high, Q.unit(x), digits) .. ")" or "")
end

-- Both sides as texts, which differ where the sides do: 0.1 + 0.2 is not 0.3.
local function write_both(left, right)
    local a, b = write(left), write(right)
    local differ = Q.value(left) ~= Q.value(right)
    for digits = Q.digits + 1, differ and 17 or 0 do
        if a ~= b then
            break
        end
        a, b = write(left, digits), write(right, digits)
    end
    return a, b
end

local function check_whole(x)
    if type(x) == "boolean" then
        return
    end
    error("a claim without a comparison must be true or false; this is " .. Q.kind(x), 0)
end

-- Raises an error if these can't be compared so.
local function check_sides(left, op, right)
    if Q.value(left) and Q.value(right) then
        Q.same_unit(left, right)
        if is_equality(op) and (Q.is_timed(left) or Q.is_timed(right)) then
            error("times are never equal: say that one is less than the other, or that their ratio "
                .. "is within bounds", 0)
        end
    elseif type(left) ~= type(right) then
        error(string.format("%s and %s can't be compared%s", Q.kind(left), Q.kind(right),
            (type(left) == "string" or type(right) == "string")
            and ' (number("id", pattern) reads a number in what a sample printed)' or ""), 0)
    elseif type(left) ~= "string" and not (type(left) == "boolean" and is_equality(op)) then
        error(string.format("%s and %s can't be compared with %s", Q.kind(left), Q.kind(right), op), 0)
    end
end

-- Why nothing can be concluded from a time, or nil; an error when the author has to do something.
local function doubt(source)
    local name = source.name
    if source.asked then
        return string.format("there was time for only %d of %d runs of %s", source.runs, source.asked, name)
    elseif source.is_compile then
        error(string.format("compile_time(%s) is a single measurement, which proves nothing", name), 0)
    elseif not source.is_timed then
        error(string.format("sample %s is not timed: write .time", name), 0)
    elseif source.noisy_why then
        return string.format("the times of %s are noisy: %s", name, source.noisy_why)
    elseif source.status == "ok" then
        return not source.has_interval and string.format(
            "%d timed runs of %s are too few for an interval", source.reps, name) or nil
    elseif source.status == "too-short" then
        return string.format("%s is over too soon to be timed", name)
    elseif source.status or not source.ok then
        return string.format("%s failed", name)
    end
    return string.format("the times of %s were left out of this build", name)
end

local function first_doubt()
    local first
    for _, source in ipairs(F.sources) do
        first = first or doubt(source)
    end
    return first
end

local function describe(left, right, low, high)
    if Q.has_spread(left) and Q.has_spread(right) then
        local function ends(x)
            return Q.format(Q.unit(left) == "" and x or Q.make(x, Q.unit(left)))
        end
        return string.format("the difference is between %s and %s", ends(low), ends(high))
    end
    local measured, bound = left, right
    if not Q.has_spread(left) then
        measured, bound = right, left
    end
    low, high = Q.interval(measured)
    return string.format("the interval %s includes %s", Q.format_range(low, high, Q.unit(measured)),
        Q.format(bound))
end

local function compare_measured(claim, left, op, right)
    local low, high = Q.difference(left, right)
    local holds, fails = interval_verdicts[op](low, high)
    claim.verdict = holds and "holds" or fails and "fails" or "unsettled"
    if claim.verdict == "unsettled" then
        claim.reason = describe(left, right, low, high)
    end
end

local function compare(claim, left, op, right)
    if Q.has_spread(left) or Q.has_spread(right) then
        compare_measured(claim, left, op, right)
        return
    elseif #F.sources > 0 then -- all of them times: others are doubts
        error("this compares times without their intervals: compare wall, cpu, or what is computed "
            .. "from them with + - * / alone", 0)
    end
    local a, b = Q.value(left), Q.value(right)
    if not (a and b) then
        a, b = left, right
    end
    claim.verdict = comparisons[op](a, b) and "holds" or "fails"
end

-- Fills in what the sides are; the reason why they say nothing, or nil.
local function look(claim, left_of, op, right_of)
    claim.left_value = left_of()
    if op then
        claim.right_value = right_of()
        check_sides(claim.left_value, op, claim.right_value)
    else
        check_whole(claim.left_value)
    end
    local reason = first_doubt()
    if op then
        claim.left, claim.right = write_both(claim.left_value, claim.right_value)
    else
        claim.left = write(claim.left_value)
    end
    return reason
end

-- The sides are functions; without `op` the left one is all of the claim. Returns a table: verdict
-- ("holds", "fails", "unsettled"), reason (of the last), left and right: texts, or nil where a side could
-- not be computed.
return function(left_of, op, right_of, cores)
    local claim = {}
    Q.begin_judging()
    local ok, doubtful = pcall(look, claim, left_of, op, right_of)
    if not ok and not S.lacking() then
        error(doubtful, 0)
    end
    local usable = evidence.machine.usable_cores
    if cores > usable then
        claim.reason = string.format("needs %d cores, this machine has %d", cores, usable)
    elseif not ok then
        claim.reason = "could not be judged: " .. S.lacking()
    else
        claim.reason = doubtful
    end
    if claim.reason then
        claim.verdict = "unsettled"
    elseif op then
        compare(claim, claim.left_value, op, claim.right_value)
    else
        claim.verdict = claim.left_value and "holds" or "fails"
    end
    return claim
end
