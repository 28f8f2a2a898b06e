-- run: drawloom against the bare tools, as `make bench` shows it. Both sides of a comparison run in turns,
-- so that a slow moment of the machine meets both; what counts is the median of the ratios of the rounds.
-- Environment: B (folder of the build), ROUNDS, RUNS, CHAPTERS, SAMPLES.

package.path = "bench/?.lua;" .. package.path
local course = require "course"
local write_chapters = require "chapters"
local write_samples = require "samples"
local command, sorted, median = course.command, course.sorted, course.median

local rounds = tonumber(os.getenv("ROUNDS")) or 7
local build = os.getenv("B") or "build"

local work = command("mktemp -d")
local drawloom = command("realpath " .. build) .. "/drawloom"

-- Runs a shell command in the folder `dir`; what it says goes to a log that is shown when it fails.
local function measure(dir, line, look)
    local script = ("cd %s && %s"):format(dir, line)
    course.write(work .. "/script", script)
    os.execute(("%s/bench/measure %s sh %s/script 3>%s/figures >%s/log 2>&1"):format(
        build, look and "-m" or "", work, work, work))
    local file <close> = assert(io.open(work .. "/figures"))
    local status, wall_s, cpu_s, rss_kib, tree_kib = file:read("n", "n", "n", "n", "n")
    if status ~= 0 then
        os.execute("tail -n 20 " .. work .. "/log >&2")
        error(("status %s from: %s"):format(status, line:sub(1, 200)), 0)
    end
    return { wall_s = wall_s, cpu_s = cpu_s, rss_kib = rss_kib, tree_kib = tree_kib }
end

local function column(figures, name)
    local list = {}
    for i, f in ipairs(figures) do
        list[i] = f[name] * 1000
    end
    return sorted(list)
end

-- Processor time beside wall time: on a machine with other work, only the first is ours alone.
local function show(name, figures, remark)
    local walls = column(figures, "wall_s")
    print(("  %-32s median %7.1f ms  fastest %7.1f ms  cpu %7.1f ms  %s"):format(
        name, median(walls), walls[1], median(column(figures, "cpu_s")), remark or ""))
end

-- What an earlier round made goes aside, not away: for some seconds after a removal ext4 makes every new file
-- search past the inodes that were freed. That took longer than the rest of a build of 1,000 chapters.
local moved = 0
local function set_aside(dir, what)
    if not what then
        return
    end
    moved = moved + 1
    os.execute(("mkdir -p %s/old/%d && cd %s && mv %s %s/old/%d 2>/dev/null"):format(work, moved, dir, what, work, moved))
end

-- Each side: name, dir, line, and makes: files in dir that must not be there at the start of a round.
local function compare(plain, ours, target)
    local figures, ratios = { [plain] = {}, [ours] = {} }, {}
    for round = 0, rounds do -- round 0 warms up
        local took = {}
        for _, side in ipairs(round % 2 == 0 and { plain, ours } or { ours, plain }) do
            set_aside(side.dir, side.makes)
            took[side] = measure(side.dir, side.line)
        end
        if round > 0 then
            table.insert(figures[plain], took[plain])
            table.insert(figures[ours], took[ours])
            table.insert(ratios, took[ours].wall_s / took[plain].wall_s)
        end
    end
    show(plain.name, figures[plain])
    show(ours.name, figures[ours])
    local s = sorted(ratios)
    print(("  ratio %.2f (%.2f to %.2f), target at most %.1f"):format(median(ratios), s[1], s[#s], target))
end

local function repeated(name, dir, line, remark)
    local figures = {}
    for i = 1, rounds do
        figures[i] = measure(dir, line)
    end
    show(name, figures, remark)
end

-- A build that is fast because it did nothing would win.
local function expect_pages(site, wanted)
    local n = tonumber(command("ls " .. site .. " | grep -c '^c[0-9]*[.]html$'"))
    assert(n == wanted, ("%d pages in %s instead of %d"):format(n, site, wanted))
end

local function bench_chapters(n)
    local dir = work .. "/chapters"
    local names, bytes = write_chapters(course, dir, n)
    local ours = drawloom .. " build . --out site"
    print(("%d chapters, %.1f MB, %d rounds; load of the machine before: %s"):format(
        n, bytes / 1e6, rounds, command("cut -d' ' -f1 /proc/loadavg")))
    compare({
        name = "cmark-gfm, one process",
        dir = dir .. "/content",
        line = "exec cmark-gfm -e table -e strikethrough -e autolink -e tasklist -e footnotes "
            .. table.concat(names, " ") .. " >/dev/null",
    }, { name = "drawloom build, cold", dir = dir, line = "exec " .. ours, makes = "site .drawloom" }, 2)
    expect_pages(dir .. "/site", n)
    repeated("drawloom build, nothing changed", dir, "exec " .. ours, "target 50 ms")
    set_aside(dir, "site .drawloom")
    local m = measure(dir, "exec " .. ours, true)
    print(("  memory %.0f MB, all processes together; the largest has %.0f MB; target 150 MB"):format(
        m.tree_kib / 1e3 * 1.024, m.rss_kib / 1e3 * 1.024))
end

local function bench_samples(n)
    local dir = work .. "/samples"
    write_samples(course, dir, n)
    print(("%d C samples, %s processes, %d rounds"):format(n, command("nproc"), rounds))
    compare({
        name = "xargs gcc -O2 -pthread, run",
        dir = dir .. "/plain",
        line = [[ls *.c | xargs -P"$(nproc)" -I{} sh -c 'gcc -O2 -pthread {} -o {}.x && ./{}.x >{}.out']],
        makes = "*.x *.out",
    }, {
        name = "drawloom build, cold",
        dir = dir .. "/course",
        line = "exec " .. drawloom .. " build . --out site",
        makes = "site .drawloom",
    }, 1.4)
    local ran = tonumber(command("grep -c '\"run\": {' " .. dir .. "/course/site/results.json"))
    assert(ran == n, ("%d samples were run instead of %d"):format(ran, n))
    repeated("drawloom build, nothing changed", dir .. "/course", "exec " .. drawloom .. " build . --out site")
end

-- What each round says of one column: "median (least-most)".
local function spread(figures)
    table.sort(figures)
    return ("%+.2f ms (%.2f-%.2f)"):format(figures[(#figures + 1) // 2], figures[1], figures[#figures])
end

-- A round gives medians; the kernel's own work at the end of a sandbox goes on beside the next one, so they differ.
local function bench_sandbox(n)
    local dir = work .. "/sandbox"
    course.write(dir .. "/empty.c", "int main(void) { return 0; }\n")
    course.write(work .. "/script", ("chmod 755 %s %s; gcc -O2 -o %s/empty %s/empty.c"):format(work, dir, dir, dir))
    assert(os.execute("sh " .. work .. "/script"))
    local firsts, furthers = {}, {}
    for _ = 1, rounds do
        local line = command(("%s/bench/box %s-launch %s %d"):format(build, drawloom, dir, n))
        local bare, first, further = line:match("([%d.]+) ([%d.]+) ([%d.]+)")
        assert(bare, "bench/box said: " .. line)
        firsts[#firsts + 1] = first - bare
        furthers[#furthers + 1] = further - bare
    end
    print(("sandbox, an empty program: %d runs in each of %d rounds, more than bare by"):format(n, rounds))
    print(("  first run of a sandbox  %s, target 8"):format(spread(firsts)))
    print(("  each further run in it  %s, target 1"):format(spread(furthers)))
end

local sleepers = [[
# Sleepers

```c {#five .time .trace}
#include <pthread.h>
#include <time.h>
static void *sleeper(void *unused)
{
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    return unused;
}
int main(void)
{
    pthread_t threads[5];
    for (int i = 0; i < 5; i++)
        pthread_create(&threads[i], NULL, sleeper, NULL);
    for (int i = 0; i < 5; i++)
        pthread_join(threads[i], NULL);
}
```
]]

-- A recorded run, with its switches watched, against the median of the plain ones of the same build.
local function bench_traced()
    local dir, ratios = work .. "/sleepers", {}
    course.declare(dir, "Sleepers", { "01.md" })
    course.write(dir .. "/content/01.md", sleepers)
    for round = 1, rounds do
        measure(dir, "exec " .. drawloom .. " build . --out site --rerun all")
        local results = course.read(dir .. "/site/results.json")
        local plain = tonumber(results:match('"median_s": ([%d.e-]+)'))
        local traced = tonumber(results:match('"trace": {.-"wall_s": ([%d.e-]+)'))
        ratios[round] = traced / plain
    end
    local s = sorted(ratios)
    print(("five threads that sleep 100 ms, recorded against plain: ratio %.4f (%.4f to %.4f), target at most 1.02"):format(
        median(ratios), s[1], s[#s]))
end

-- A lock and unlock pair, as a thread pays for it: while the recorder writes each down, and past its quota.
local function bench_recorder()
    local program, preload = build .. "/bench/recorder", drawloom:gsub("drawloom$", "drawloom-record.so")
    local ways = {
        { "without", program },
        { "preloaded", ("LD_PRELOAD=%s %s -t"):format(preload, program), "  targets 150, 15" },
        { "linked in", program .. "-static -t", "  targets 150, 15" },
    }
    print(("recorder, nanoseconds for an uncontended lock and unlock pair, %d rounds"):format(rounds))
    for _ = 1, rounds do
        for _, way in ipairs(ways) do
            local first, later = command(way[2]):match("([%d.]+) ([%d.]+)")
            assert(first, "bench/recorder said nothing")
            way.firsts, way.laters = way.firsts or {}, way.laters or {}
            table.insert(way.firsts, tonumber(first))
            table.insert(way.laters, tonumber(later))
        end
    end
    for _, way in ipairs(ways) do
        local firsts, laters = sorted(way.firsts), sorted(way.laters)
        print(("  %-10s recorded %6.1f (%.1f-%.1f), past the quota %5.1f (%.1f-%.1f)%s"):format(way[1], median(firsts),
            firsts[1], firsts[#firsts], median(laters), laters[1], laters[#laters], way[3] or ""))
    end
end

local ok, message = pcall(function()
    bench_recorder()
    bench_traced()
    bench_sandbox(tonumber(os.getenv("RUNS")) or 50)
    bench_chapters(tonumber(os.getenv("CHAPTERS")) or 1000)
    bench_samples(tonumber(os.getenv("SAMPLES")) or 60)
end)
os.execute("rm -rf " .. work)
if not ok then
    io.stderr:write("bench: ", message, "\n")
    os.exit(1)
end
