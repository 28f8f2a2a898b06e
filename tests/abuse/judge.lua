-- judge GROUP COURSE FACTS HOST: hold what the samples of one group did against what they must do. COURSE
-- has been built; FACTS is what `watch` saw; HOST holds the canaries' texts (token, shadow). Prints a line
-- for each check, as report.lua reads them.

local folder = arg[0]:match("^(.*)/") or "."
package.path = folder .. "/?.lua;" .. package.path
local json = require("json")

local group, course, facts_path, host = arg[1], arg[2], arg[3], arg[4]
local MIB = 1024

local function read(path)
    local file <close> = io.open(path, "rb")
    return file and file:read("a") or ""
end

local function check(case, fine, happened, must)
    local function plain(text)
        return (text:gsub("[%c]+", " "):sub(1, 400))
    end
    print(("%s\t%s\t%s\t%s"):format(case, fine and "ok" or "no", plain(happened), plain(must)))
end

-- --- what was seen ---

local facts = { peak = {}, life = {}, left = {} }
for line in io.lines(facts_path) do
    local name, rest = line:match("^(%S+) (.*)$")
    local number, who = rest:match("^(%d+) (.*)$")
    if name == "left" then
        facts.left[#facts.left + 1] = rest
    elseif number then
        facts[name][who] = math.max(facts[name][who] or 0, tonumber(number))
    else
        facts[name] = tonumber(rest) or rest
    end
end

local samples = {}
for _, sample in ipairs(json.read(course .. "/site/results.json").samples) do
    samples[sample.id] = sample
    for _, part in ipairs({ "compile", "run" }) do
        if sample[part] == json.null then
            sample[part] = nil
        end
    end
end

local function comm(id)
    return id:sub(2, 16)
end

-- How a sample ended, in words; why there is no end.
local function ending(sample)
    if not sample then
        return "no such sample"
    end
    local run, compile = sample.run, sample.compile
    if run then
        return ("%s%s"):format(run.end_, (run.end_ == "exited" or run.end_ == "signaled") and " " .. run.code or "")
    end
    return compile and "not run: " .. compile.diagnostics or "neither compiled nor run"
end

local function is_one_of(word, words)
    for _, each in ipairs(words) do
        if each == word then
            return true
        end
    end
    return false
end

for _, sample in pairs(samples) do
    if sample.run then
        sample.run.end_ = sample.run["end"]
    end
end

local function sorted_ids()
    local ids = {}
    for id in pairs(samples) do
        ids[#ids + 1] = id
    end
    table.sort(ids)
    return ids
end

local function output(sample)
    return sample and sample.run and sample.run.stdout or ""
end

-- --- rules ---

local function ends(case, id, words)
    local sample = samples["a" .. id]
    local run = sample and sample.run
    check(case, run and is_one_of(ending(sample), words), ending(sample) .. (run and "" or " (" .. id .. ")"),
        id .. ": " .. table.concat(words, " or "))
    return run
end

local function got_nothing(case, id)
    local sample = samples["a" .. id]
    local got = output(sample):match("GOT[^\n]*")
    check(case, sample and sample.run and not got, got or ending(sample), id .. ": nothing to get")
end

-- It tried all that it wanted, and got nothing.
local function refused(case, id, words)
    local sample = samples["a" .. id]
    local text = output(sample)
    local count = select(2, text:gsub("refused", ""))
    got_nothing(case, id)
    if text:find("END\n", 1, true) then
        check(case, true, count > 0 and count .. " refused" or "no effect", "")
    else
        check(case, false, "it ended early: " .. ending(sample) .. " after \"" .. text:sub(-60) .. "\"",
            id .. ": to come to its end")
    end
    ends(case, id, words or { "exited 0" })
end

local function peak(case, id, limit_mib)
    local kib = facts.peak[comm("a" .. id)]
    check(case, kib and kib <= limit_mib * MIB * 1.1, ("peak %s MiB"):format(kib and kib // MIB or "unseen"),
        ("%s: a peak of at most %d MiB"):format(id, limit_mib * 11 // 10))
end

local function at_once(case, id)
    local run = ends(case, id, { "exited 0" })
    check(case, run and run.wall_s < 0.5, run and ("result after %.2f s"):format(run.wall_s) or "no result",
        id .. ": a result within 0.5 s")
end

local function short_life(case, id)
    local life = facts.life[comm("a" .. id)] or 0
    check(case, life < 700, life < 700 and "daemon dead" or ("daemon lived %d ms"):format(life),
        id .. ": daemon dead after the run")
end

local function near(case, id, seconds)
    local run = ends(case, id, { "timed-out" })
    check(case, run and math.abs(run.wall_s - seconds) <= 0.2,
        run and ("after %.2f s"):format(run.wall_s) or "no result", ("%s: %.1f s +- 0.2"):format(id, seconds))
end

local function capped(case, id, stream, fast)
    local run = ends(case, id, { "output-limit" })
    local length = run and #run[stream] or -1
    check(case, length == 65536, length .. " bytes kept", id .. ": 64 KiB kept")
    check(case, run and run.truncated == true, "marked cut", id .. ": marked cut")
    if fast then
        check(case, run and run.wall_s <= 0.1, run and ("killed after %.3f s"):format(run.wall_s) or "",
            id .. ": killed within 100 ms")
    end
end

-- A file system of its own was full, and only that.
local function full(case, id)
    local sample = samples["a" .. id]
    got_nothing(case, id)
    local run = sample and sample.run
    local said = output(sample):match("refused[^\n]*") or ""
    local made = tonumber(output(sample):match(".*made (%d+)")) or tonumber(said:match("after (%d+) files")) or 0
    check(case, run and (run.end_ == "files" or run.end_ == "memory" or output(sample):find("END\n", 1, true)),
        ending(sample) .. (said ~= "" and " (" .. said .. ")" or ""), id .. ": files, or ENOSPC inside")
    check(case, made <= 100000, "", made .. " files made; " .. id .. ": an inode limit below 100,000")
end

local function leaves_nothing(case)
    check(case, #facts.left == 0, #facts.left == 0 and "nothing left" or "left: " .. table.concat(facts.left, " "),
        "no process left")
end

-- --- the groups ---

local groups = {}

function groups.limits()
    ends("01", "01-fork-bomb", { "processes" })
    ends("01", "01-vfork-chain", { "processes" })
    check("01", facts.processes <= 110, facts.processes .. " processes at most", "at most 110 at one time, of all")
    ends("02", "02-thread-bomb", { "processes" })
    for _, id in ipairs({ "03-malloc-bomb", "04-children", "22-blind-watchdog" }) do
        ends(id:sub(1, 2), id, { "memory" })
        peak(id:sub(1, 2), id, 512)
    end
    ends("05", "05-shared-map", { "memory" })
    for _, id in ipairs({ "05-memfd", "05-sysv", "05-dev-shm" }) do
        ends("05", id, { "memory", "files", "exited 0" })
        got_nothing("05", id)
    end
    for _, id in ipairs({ "05-pipes", "05-queues" }) do
        ends("05", id, { "memory", "files", "processes", "exited 0" })
        local mib = tonumber(output(samples["a" .. id]):match("(%d+) MiB in the kernel"))
        local most = samples["a" .. id] and samples["a" .. id].limits.memory_bytes * 1.1 // 2 ^ 20 or 0
        check("05", not mib or mib <= most, mib and ("%s: %d MiB in the kernel"):format(id, mib) or "",
            ("at most %d MiB"):format(most))
    end
    check("05", facts.shared <= 570 * MIB, ("shared memory grew by %d MiB"):format(facts.shared // MIB),
        "at most 563 MiB of shared memory")
    ends("06", "06-stack", { "signaled 11" })
    capped("07", "07-stdout", "stdout", true)
    capped("08", "08-stderr", "stderr", true)
    ends("08", "08-both", { "output-limit" })
    capped("09", "09-bytes", "stdout")
    capped("09", "09-long-line", "stdout")
    check("09", facts.self < 200 * MIB, ("drawloom took %d MiB"):format(facts.self // MIB), "less than 200 MiB")
    ends("10", "10-closed", { "timed-out" })
    for _, id in ipairs({ "36-fills-box", "36-fills-tmp", "36-fills-dev", "36-fills-root" }) do
        full("36", id)
    end
    for _, id in ipairs({ "37-files-box", "37-files-shm", "37-files-tmp" }) do
        full("37", id)
    end
    got_nothing("38", "38-sparse")
    ends("38", "38-sparse", { "exited 0", "files" })
    leaves_nothing("01")
end

function groups.quiet()
    at_once("11", "11-daemon-stdout")
    short_life("11", "11-daemon-stdout")
    at_once("12", "12-daemon")
    short_life("12", "12-daemon")
    near("13", "13-loop", 1)
    near("14", "14-sleep", 1)
    near("15", "15-relay", 1)
    near("16", "16-deaf", 1)
    near("16", "16-stopped", 1)
    check("17", output(samples["a17-stdin"]):find("read gave 0", 1, true), output(samples["a17-stdin"]),
        "end of file at once")
    leaves_nothing("12")
end

function groups.escape()
    refused("19", "19-kill-others")
    ends("19", "19-kill-group", { "signaled 9" })
    refused("20", "20-ptrace", { "exited 3" })
    at_once("21", "21-pdeathsig")
    short_life("21", "21-pdeathsig")
    refused("22", "22-others-limits", { "exited 3" })
    for _, row in ipairs({ "23-own-limits", "24-realtime", "25-reads", "26-environment", "27-descriptors",
        "27-descriptors-traced", "28-writes", "29-proc-sys", "30-network", "31-sockets", "35-terminal",
        "35-terminal-tty", "42-setuid", "43-kernel", "44-old-calls" }) do
        refused(row:sub(1, 2), row)
    end
    local reads = output(samples["a25-reads"]):gsub("/proc/[^\n]*", ""):match("refused [^\n]*: E[^N][^\n]*")
    check("25", not reads, reads or "absent", "25-reads: absent (ENOENT), not merely refused")
    ends("39", "39-undeletable", { "exited 0", "files" })
    ends("42", "42-core", { "signaled 3" })
    ends("45", "45-locks", { "timed-out" })
    got_nothing("45", "45-locks")
    check("45", facts.wall < 60000, ("build took %d s"):format(facts.wall // 1000), "a build that no lock delays")
    for _, code in ipairs({ 0, 124, 125, 126, 137, 139, 255 }) do
        ends("57", "57-exit-" .. code, { "exited " .. code })
    end
    ends("57", "57-segv", { "signaled 11" })
    ends("57", "57-kill", { "signaled 9" })
    ends("57", "57-xcpu", { "signaled 24" })
    refused("34", "34-neighbour")
    leaves_nothing("21")
    check("35", facts.terminal == "unchanged", "terminal " .. tostring(facts.terminal), "terminal unchanged")
end

-- What the compiler said, and what the program printed.
local function all_text(sample)
    local text = sample and sample.compile and sample.compile.diagnostics or ""
    return text .. output(sample)
end

function groups.compiler()
    local token, shadow = read(host .. "/token"), read(host .. "/shadow")
    for _, id in ipairs(sorted_ids()) do
        local sample = samples[id]
        local case, text = id:sub(2, 3), all_text(sample)
        if case == "51" then
            local got = text:match("GOT[^\n]*") or text:find(token, 1, true) and "the secret"
                or #shadow > 8 and text:find(shadow, 1, true) and "/etc/shadow"
            check(case, sample.compile and not got, got and id .. ": " .. got or "nothing of the host", "nothing")
        elseif case == "52" then
            local compile = sample.compile
            local tamed = compile and (compile["end"] ~= "exited" or compile.code ~= 0 or id:find("bss"))
            check(case, tamed and compile.wall_s <= 15, compile and ("%s after %.0f s"):format(compile["end"],
                compile.wall_s) or "not compiled", id .. ": compile-limit or an error within 15 s")
        elseif case == "53" then
            check(case, #text <= 65536 and text:find("first"), #text .. " bytes kept",
                id .. ": at most 64 KiB, the first error among them")
        end
    end
    for name, kib in pairs(facts.peak) do
        check("52", kib <= 2048 * MIB * 1.1, ("peak %d MiB"):format(kib // MIB), name .. ": at most 2 GiB")
    end
    leaves_nothing("52")
end

function groups.works()
    local say = {
        P09 = "LeakSanitizer", P11 = "heap%-buffer%-overflow", P12 = "data race", P14 = "signed integer overflow",
        P15 = "LeakSanitizer", P18 = "uninitialised", P19 = "data race",
    }
    for _, id in ipairs(sorted_ids()) do
        local sample = samples[id]
        local case = id:match("^a(P%d+)")
        local title = sample.source:match("/%* [^{\n]*%b{} ([^\n]-) ?%*/") or id
        local said = not say[case] or sample.run and sample.run.stderr:find(say[case])
        local fine = sample.ok and output(sample):find("END", 1, true) and said
        check(case, fine, fine and "works" or ("%s: %s %s"):format(title, ending(sample),
            sample.run and (sample.run.stdout .. sample.run.stderr):sub(1, 300) or ""), fine and title or "it works")
    end
end

groups[group]()
