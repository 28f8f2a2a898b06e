-- report CHECKS CASES: one line for each case, from the checks that were made of it. A line of CHECKS is
-- "CASE<tab>ok|no|wait<tab>what happened<tab>what had to happen"; a case passes when it has checks and all
-- are well. Ends with status 1 when one fails.

local checks_path, cases_path = ...
local cases, order, extra = {}, {}, {}

local function case_of(number, title)
    local case = cases[number]
    if not case then
        case = { title = title, fine = {}, bad = {} }
        cases[number] = case
        order[#order + 1] = number
    end
    return case
end

for line in io.lines(cases_path) do
    case_of(line:match("^(%d+) (.*)"))
end

for line in io.lines(checks_path) do
    local number, verdict, happened, must = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
    assert(number, line)
    local case = case_of(number, must)
    if verdict == "ok" then
        case.fine[#case.fine + 1] = happened
    elseif verdict == "wait" then
        case.waits = happened
    else
        case.bad[#case.bad + 1] = ("%s; had to be: %s"):format(happened, must)
    end
end

-- Equal texts once.
local function join(texts)
    local seen, distinct = {}, {}
    for _, text in ipairs(texts) do
        if not seen[text] and text ~= "" then
            seen[text] = true
            distinct[#distinct + 1] = text
        end
    end
    return table.concat(distinct, " · ")
end

local passed, failed, waiting = 0, 0, 0
for _, number in ipairs(order) do
    local case = cases[number]
    local name = ("abuse/%s %s"):format(number, case.title or "")
    if #case.bad > 0 then
        failed = failed + 1
        print(("not ok %s: %s"):format(name, join(case.bad)))
    elseif case.waits then
        waiting = waiting + 1
        print(("ok %s # waits for %s"):format(name, case.waits))
    elseif #case.fine == 0 then
        failed = failed + 1
        print(("not ok %s: nothing was seen of it; had to be: judged"):format(name))
    else
        passed = passed + 1
        print(("ok %s: %s"):format(name, join(case.fine)))
    end
end
print(("# abuse: %d passed, %d failed, %d waiting"):format(passed, failed, waiting))
os.exit(failed == 0 and passed > 0)
