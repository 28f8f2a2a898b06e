-- verdict: words for what is right and wrong with a sample: what failed, what was verified, what tools and
-- comparisons say. Run after prelude.lua, in the same globals.

local must_ends = {
    exited = function(must)
        return "exit with code " .. must.code
    end,
    signaled = function(must)
        return "be " .. killed_by(must.code)
    end,
    ["compile-error"] = function()
        return "fail to compile"
    end,
    ["timed-out"] = function(_, limits)
        return "still be running after " .. limit_seconds(limits.timeout_s)
    end,
}

local function must_end(must, limits)
    return must_ends[must["end"]](must, limits)
end

-- Whether a run, or an outcome of trials, ended as it must.
function ends_as(must, run)
    local how = must["end"]
    return run["end"] == how and (how == "timed-out" or run.code == must.code)
end

local relations = {
    ["="] = {"", function(a, b) return a == b end},
    ["<"] = {"fewer than ", function(a, b) return a < b end},
    ["<="] = {"at most ", function(a, b) return a <= b end},
    [">"] = {"more than ", function(a, b) return a > b end},
    [">="] = {"at least ", function(a, b) return a >= b end},
}

-- What is wrong with the trials, in sentences.
local function trial_failures(trials, must, limits, add)
    local wrong = 0
    for _, outcome in ipairs(trials.outcomes) do
        if not ends_as(must, outcome) then
            wrong = wrong + outcome.count
        end
    end
    if wrong > 0 then
        add(("It had to %s each time, but %d of %s did not."):format(must_end(must, limits), wrong,
            count(trials.count, "run")))
    end
    local relation = relations[must.outcomes]
    if relation and not relation[2](#trials.outcomes, must.outcomes_number) then
        add(("It had to come to %s%s, but came to %s in %s."):format(relation[1],
            count(must.outcomes_number, "outcome"), integer(#trials.outcomes), count(trials.count, "run")))
    end
end

-- "a data race", "an error": a tool's word for what it finds, in a sentence.
function finding(finds)
    if finds == "a problem" then -- what a tool says that is not understood
        return finds
    end
    return (finds:find("^[aeiouAEIOU]") and "an " or "a ") .. finds
end

local function check_failure(check, must)
    if check.verdict == "unknown" then
        return ("%s came to no verdict: %s."):format(check.title, check.why or "it said nothing")
    elseif check.verdict == "clean" then
        return ("%s found nothing; it had to find %s."):format(check.title, finding(must.finds or "fault"))
    end
    return ("%s found %s%s."):format(check.title, finding(check.finds),
        must.finds and ("; it had to find " .. finding(must.finds)) or ", and nobody expected it")
end

-- What one run, its trials, times and checks did not do that the chapter promises. `view` is that of a
-- sample or of a point of its sweep.
local function list_failures(made, view, limits, add)
    if not view.ended_as_expected then
        local how = ended({run = made.run, compile = made.compile, limits = limits})
        add(("It had to %s, but: %s."):format(must_end(view.must, limits), how or "it was not run"))
    end
    for _, expected in ipairs(made.expected) do
        if not expected.matched and not made.trials then
            add(("What it printed on %s is not what the chapter says."):format(expected.stream))
        end
    end
    if made.trials then
        trial_failures(made.trials, view.must, limits, add)
    end
    if made.time and made.time.status == "failed" then
        local run = made.time.failed
        add(("When it was timed, a run did not end as it must%s."):format(
            run and ": " .. ended({run = run, limits = limits}) or ""))
    end
    for _, check in ipairs(made.checks) do
        if not check.ok then
            add(check_failure(check, view.must))
        end
    end
    if view.assembly and view.assembly.why then
        add("Its machine code can't be shown: " .. view.assembly.why .. ".")
    end
end

-- "threads 4, opt -O2": which point of a sweep this is.
function point_words(sweep, point)
    local words = {}
    for i, name in ipairs(sweep.parameters) do
        words[i] = name .. " " .. point.values[name]
    end
    return table.concat(words, ", ")
end

-- What a sample did not do that its chapter promises: a list of sentences, empty when all is well.
function failures(sample)
    local list = {}
    if sample.ok then
        return list
    end
    if sample.sweep then
        for i, point in ipairs(sample.sweep.points) do
            local where = point_words(sample.sweep, point)
            list_failures(point, sample.view.points[i], sample.limits, function(sentence)
                list[#list + 1] = where .. ": " .. sentence
            end)
        end
    else
        list_failures(sample, sample.view, sample.limits, function(sentence)
            list[#list + 1] = sentence
        end)
    end
    return #list > 0 and list or {"It could not be built."}
end

local must_badges = {
    exited = function(must)
        return must.code ~= 0 and "exit code " .. must.code .. " expected" or nil
    end,
    signaled = function()
        return "crash expected"
    end,
    ["compile-error"] = function()
        return "compile error expected"
    end,
    ["timed-out"] = function()
        return "hang expected"
    end,
}

-- What was verified about a sample that is as it should be: a list of a few words each.
function badges(sample)
    local list = {}
    if not sample.ok then
        return list
    end
    local must = sample.view.must
    local tried = sample.trials
    for _, point in ipairs(sample.sweep and sample.sweep.points or {}) do
        if point.trials and (not tried or are_cut(point.trials)) then
            tried = point.trials
        end
    end
    list[1] = must_badges[must["end"]](must)
    if #sample.expected > 0 and not tried then
        list[#list + 1] = "output checked"
    end
    if tried and must.outcomes and not are_cut(tried) then
        list[#list + 1] = relations[must.outcomes][1] .. count(must.outcomes_number, "outcome") .. " expected"
    end
    return list
end

-- Whether there is no more to be said about a check than that it found nothing.
function is_plainly_clean(check)
    return check.ok and check.verdict == "clean" and not check.why
end

-- The class of the badge with a check's verdict.
function check_class(check)
    if not check.ok then
        return "bad"
    end
    return check.verdict == "found" and "found" or check.verdict == "clean" and "good" or "seen"
end

-- "clean", "found a data race, as expected": a check's verdict.
function check_words(check)
    if check.verdict == "unknown" then
        return "no verdict"
    elseif check.verdict == "clean" then
        return check.ok and "clean" or "clean, which was not expected"
    end
    return "found " .. finding(check.finds) .. (check.ok and ", as expected" or "")
end

-- An attribute that says where a line of inline code is in its chapter: "content/03.md:44". Other files
-- have their own lines.
local function chapter_place(sample, line)
    local base = sample.view.code_place
    return base.before > 0 and (' data-place="%s:%d"'):format(e(base.file), line + base.before) or ""
end

-- Text with links to the places of the first file that a check's report names: "lost.c:7". HTML.
function place_links(sample, text, locations)
    local file = sample.view.files[1]
    if not file then
        return e(text)
    end
    local known = {}
    for _, location in ipairs(locations) do
        known[location.line] = location.file == file.name or known[location.line]
    end
    local name = file.name:gsub("%p", "%%%0")
    local out, from = {}, 1
    for start, line, stop in text:gmatch("()" .. name .. ":(%d+)()") do
        if known[tonumber(line)] then
            out[#out + 1] = e(text:sub(from, start - 1))
            out[#out + 1] = ('<a class="place" href="#%s"%s>%s</a>'):format(
                encode(sample.id .. ":" .. line), chapter_place(sample, line), e(text:sub(start, stop - 1)))
            from = stop
        end
    end
    out[#out + 1] = e(text:sub(from))
    return table.concat(out)
end

-- Whether an output that does not match is a fault: with trials it only says which runs are right.
function is_wrong(sample, expected)
    if expected.matched or sample.trials then
        return false
    end
    for _, point in ipairs(sample.sweep and sample.sweep.points or {}) do
        if point.trials then
            return false
        end
    end
    return true
end

-- Whether the brief report has all places of the whole one.
function are_named(check)
    for _, location in ipairs(check.locations) do
        if not (check.brief .. "\n"):find(location.file .. ":" .. location.line .. "\n", 1, true) then
            return false
        end
    end
    return true
end

-- What a ratio of times to the first one's says: only an interval that leaves out 1 says something.
function compare_words(ratio)
    if ratio.noisy then
        return "unsettled"
    elseif not (ratio.low and ratio.high) then
        return "too few runs"
    elseif ratio.high < 1 then
        return "faster"
    elseif ratio.low > 1 then
        return "slower"
    end
    return "no difference seen"
end

local change_words = {
    new = "is new",
    gone = "is gone",
    ["end"] = "ends otherwise",
    output = "prints something else",
    trials = "has other outcomes",
    time = "takes another time",
}

-- What changed, without the values: "takes another time".
function change_words_of(change)
    local tool = change.what:match("^check (.*)")
    return change_words[change.what] or tool and "is judged otherwise by " .. tool or change.what
end

-- What the chapter asks for and this build left out (--no-time, an error elsewhere): a sentence, or nil.
function unmeasured(sample)
    local times, trials, ran
    for _, made in ipairs(sample.sweep and sample.sweep.points or {sample}) do
        times, trials, ran = times or made.time, trials or made.trials, ran or made.run
    end
    if ran and sample.view.timed and not times then
        return "It was not timed in this build."
    elseif ran and sample.view.tried and not trials then
        return "It was not tried out many times in this build."
    end
end
