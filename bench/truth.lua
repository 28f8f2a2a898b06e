-- truth: are the times that a build reports those of the programs? `make truth` shows it. A course with five samples
-- that are timed, among others that are compiled and run, is built from nothing; then the same five programs are run
-- alone, in turns, outside of every sandbox. Both medians must agree, and the reported interval must hold the other
-- median: in 9 of 10 builds at least. Nothing else should use the machine meanwhile: a build begins when it is quiet,
-- but nobody watches over it; a round alone in which others used the machine is repeated.
-- Environment: B (folder of the build), BUILDS, ALONE (rounds of the five alone, after each build), LOAD (other samples).

package.path = "bench/?.lua;" .. package.path
local course = require "course"
local write_samples = require "samples"
local command, median, sorted = course.command, course.median, course.sorted

local builds = tonumber(os.getenv("BUILDS")) or 20
local rounds = tonumber(os.getenv("ALONE")) or 20
local load = tonumber(os.getenv("LOAD")) or 20
local build = command("realpath " .. (os.getenv("B") or "build"))
local work = command("mktemp -d")
command("chmod 755 " .. work)

-- limit: of the difference, as a part of the median; overlap: instead, the intervals must have something in common.
local samples = {
    { id = "one_thread", limit = 0.05 },
    { id = "two_threads", limit = 0.08 },
    { id = "memory", overlap = true },
    { id = "sleepers", limit = 0.05 },
    { id = "loopback", limit = 0.05 },
}

local function write_course(dir)
    write_samples(course, dir, load)
    local text = { "# Timed\n" }
    for _, sample in ipairs(samples) do
        local source = course.read(("bench/truth/%s.c"):format(sample.id))
        text[#text + 1] = ("```c {#%s .time}\n%s```\n"):format(sample.id, source)
        course.write(("%s/alone/%s.c"):format(dir, sample.id), source)
    end
    course.write(dir .. "/course/content/timed.md", table.concat(text, "\n"))
    local names = {}
    for name in command("ls " .. dir .. "/course/content/*.md"):gmatch("[^/\n]+%.md") do
        names[#names + 1] = name
    end
    course.declare(dir .. "/course", "Truth", names)
end

local function do_build(dir)
    local line = ("cd %s/course && rm -rf .drawloom site && %s/drawloom build . --out site >%s/log 2>&1"):format(
        dir, build, work)
    if not os.execute(line) then
        error("the build failed: " .. course.read(work .. "/log"), 0)
    end
end

-- The sample's part of results.json, from its id to the end of its times.
local function report_of(results, id)
    local part = results:match('"id": "' .. id .. '".-"noisy_why": [^\n]*')
    local low, high = part:match('"ci95_s": %[%s*([%d.e-]+),%s*([%d.e-]+)')
    return {
        median_s = tonumber(part:match('"median_s": ([%d.e-]+)')),
        low_s = tonumber(low),
        high_s = tonumber(high),
        discarded = tonumber(part:match('"discarded": (%d+)')),
        noisy = part:match('"noisy_why": "(.*)"'),
        compile = part:match('"compile": {%s*"command": %[(.-)%]'),
    }
end

-- As drawloom says that it compiled it.
local function compile_alone(dir, report)
    local words = {}
    for word in report.compile:gmatch('"(.-)"') do
        words[#words + 1] = "'" .. word .. "'"
    end
    assert(os.execute(("cd %s/alone && %s"):format(dir, table.concat(words, " "))))
end

-- Of all processes, as the first line of /proc/stat has it: all but idle, iowait and steal, in hundredths.
local function busy_s()
    local user, nice, system, irq, softirq =
        course.read("/proc/stat"):match("^cpu +(%d+) (%d+) (%d+) %d+ %d+ (%d+) (%d+)")
    return (user + nice + system + irq + softirq) / 100
end

local function now_s()
    return tonumber(course.read("/proc/uptime"):match("^[%d.]+"))
end

local function wait_for_quiet()
    for _ = 1, 60 do
        local before = busy_s()
        os.execute("sleep 1")
        if busy_s() - before < 0.1 then
            return
        end
    end
end

local function run_alone(dir, id)
    local line = ("cd %s/alone && %s/bench/measure ./%s 3>&1 >/dev/null"):format(dir, build, id)
    local status, wall_s, cpu_s = command(line):match("^(%d+) ([%d.]+) ([%d.]+)")
    assert(status == "0", id .. " failed")
    return tonumber(wall_s), tonumber(cpu_s)
end

-- One run of each, and whether others used more than a tenth of a core meanwhile.
local function round_alone(dir)
    local walls, own_s, busy, begin = {}, 0, busy_s(), now_s()
    for i, sample in ipairs(samples) do
        local wall_s, cpu_s = run_alone(dir, sample.id)
        walls[i], own_s = wall_s, own_s + cpu_s + 0.004 -- two shells
    end
    return walls, busy_s() - busy - own_s > 0.1 * (now_s() - begin)
end

local function measure_alone(dir)
    local walls, left = {}, 5 * rounds
    for i in ipairs(samples) do
        walls[i] = {}
    end
    round_alone(dir) -- warms up
    while #walls[1] < rounds do
        local round, disturbed = round_alone(dir)
        left = left - 1
        if not disturbed or left < rounds - #walls[1] then
            for i, wall_s in ipairs(round) do
                table.insert(walls[i], wall_s)
            end
        end
    end
    return walls
end

-- By order statistics, as drawloom does it: of twenty, the sixth smallest and the sixth largest.
local function interval(walls)
    local s, n = sorted(walls), #walls
    local probability, at_most, outside = 0.5 ^ n, 0.5 ^ n, 0
    while at_most <= 0.025 do
        probability = probability * (n - outside) / (outside + 1)
        at_most, outside = at_most + probability, outside + 1
    end
    return s[outside], s[n + 1 - outside]
end

local function hold_against(sample, report, walls)
    local alone_s = median(walls)
    local difference = report.median_s / alone_s - 1
    local low_s, high_s = interval(walls)
    local overlaps = report.low_s <= high_s and low_s <= report.high_s
    local near = sample.overlap and overlaps or not sample.overlap and math.abs(difference) <= sample.limit
    local covers = report.low_s <= alone_s and alone_s <= report.high_s
    table.insert(sample, { difference = difference, near = near, covers = covers, noisy = report.noisy })
    print(("  %-12s %8.1f ms [%.1f, %.1f]  alone %8.1f ms  %+5.1f %%  %-5s %-7s %2d discarded  %s"):format(sample.id,
        report.median_s * 1e3, report.low_s * 1e3, report.high_s * 1e3, alone_s * 1e3, difference * 100,
        near and "near" or "OFF", covers and "covers" or "MISSES", report.discarded, report.noisy or ""))
end

local function count(list, name)
    local n = 0
    for _, item in ipairs(list) do
        n = n + (item[name] and 1 or 0)
    end
    return n
end

-- The median over the builds is what a sample stands for; that of a single build may have met anything.
local function judge(sample)
    local differences = {}
    for i, item in ipairs(sample) do
        differences[i] = item.difference
    end
    local s = sorted(differences)
    local near, covers = count(sample, "near"), count(sample, "covers")
    local ok = near >= 0.9 * #sample and covers >= 0.9 * #sample
    print(("%-12s difference %+.1f %% (%+.1f to %+.1f), %s in %d of %d, interval covers in %d of %d, noisy %d: %s"):format(
        sample.id, median(s) * 100, s[1] * 100, s[#s] * 100,
        sample.overlap and "intervals overlap" or ("within %.0f %%"):format(sample.limit * 100), near, #sample, covers,
        #sample, count(sample, "noisy"), ok and "holds" or "FAILS"))
    return ok
end

local function main()
    write_course(work)
    for i = 1, builds do
        wait_for_quiet()
        do_build(work)
        local results = course.read(work .. "/course/site/results.json")
        local reports = {}
        for _, sample in ipairs(samples) do
            reports[sample.id] = report_of(results, sample.id)
            if i == 1 then
                compile_alone(work, reports[sample.id])
            end
        end
        local walls = measure_alone(work)
        print(("build %d of %d; load of the machine: %s"):format(i, builds, command("cut -d' ' -f1 /proc/loadavg")))
        for j, sample in ipairs(samples) do
            hold_against(sample, reports[sample.id], walls[j])
        end
    end
    local all = true
    for _, sample in ipairs(samples) do
        all = judge(sample) and all
    end
    return all
end

local ok, result = pcall(main)
os.execute("rm -rf " .. work)
if not ok then
    io.stderr:write(result, "\n")
end
os.exit(ok and result)
