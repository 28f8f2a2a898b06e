/* A built site on the disk: its pages, its results, and what must agree between them and what the
   browser found. */

import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join, relative} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

function files(folder) {
    return readdirSync(folder, {withFileTypes: true}).sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? files(path) : [path];
        });
}

const printPage = "print.html";

export class Site {
    constructor(folder) {
        this.folder = folder;
        this.pages = files(folder).filter((path) => path.endsWith(".html")).map((path) => relative(folder, path));
        this.samples = JSON.parse(readFileSync(join(folder, "results.json"), "utf8")).samples;
    }

    address(page) {
        return pathToFileURL(join(this.folder, page)).href;
    }

    /* The print page has those of all chapters. */
    samplesOf(page) {
        return this.samples.filter((sample) => page === printPage || `${sample.chapter}.html` === page);
    }

    idOn(page, sample) {
        return page === printPage ? `${sample.chapter}.${sample.id}` : sample.id;
    }
}

/* Links. `anchors` has the ids of every page. */

function deadness(site, address, anchors) {
    const url = new URL(address);
    if (url.protocol !== "file:") {
        return null;
    }
    const path = fileURLToPath(new URL(url.pathname, url));
    const page = relative(site.folder, path);
    if (page.startsWith("..")) {
        return "leads out of the site";
    }
    if (!existsSync(path) || !statSync(path).isFile()) {
        return "leads to no file";
    }
    const id = decodeURIComponent(url.hash.slice(1));
    return id && !anchors.get(page)?.includes(id) ? "leads to no element" : null;
}

export function deadLinks(site, addresses, anchors) {
    return addresses.flatMap((address) => {
        const why = deadness(site, address, anchors);
        return why ? [`${relative(site.folder, address.replace("file://", ""))} ${why}`] : [];
    });
}

/* Cards: data-sample and data-part are what other programs read pages by. */

const partNames = "code stdout stderr end time trials sweep check timeline diagnostics asm diff".split(" ");
const isPlain = (text) => !/[^\n\t\x20-\x7e]/.test(text);

function partFaults(sample, parts) {
    const faults = [];
    const texts = (name) => parts.filter((part) => part.name === name).map((part) => part.text);
    const count = (name, wanted) => {
        const got = texts(name).length;
        got === wanted || faults.push(`${got} parts "${name}", not ${wanted}`);
    };
    const says = (name, text) => {
        const got = texts(name).join("");
        if (isPlain(text) && got !== text) {
            faults.push(`its part "${name}" says ${JSON.stringify(got)}, not ${JSON.stringify(text)}`);
        }
    };
    const {run, compile, expected, trials, time, sweep, checks, trace, asm} = sample;
    for (const {name} of parts) {
        partNames.includes(name) || faults.push(`a part "${name}"`);
    }
    count("code", 1);
    count("end", run || compile ? 1 : 0);
    count("diagnostics", compile?.diagnostics ? 1 : 0);
    count("diff", trials ? 0 : expected.filter(({diff}) => diff).length);
    count("trials", trials ? 1 : 0);
    count("time", time ? 1 : 0);
    count("sweep", sweep ? 1 : 0);
    count("check", checks.length);
    count("timeline", trace ? 1 : 0);
    count("asm", asm ? 1 : 0);
    says("stdout", run?.stdout ?? "");
    says("stderr", run?.stderr ?? "");
    return faults;
}

export function cardFaults(site, page, cards) {
    const samples = site.samplesOf(page);
    const faults = samples.flatMap((sample) => {
        const its = cards.filter((card) => card.sample === sample.id);
        if (its.length !== 1 || its[0].id !== site.idOn(page, sample)) {
            return [`${its.length} cards of the sample "${sample.id}"`];
        }
        return partFaults(sample, its[0].parts).map((fault) => `sample "${sample.id}": ${fault}`);
    });
    if (cards.length !== samples.length) {
        faults.push(`${cards.length} cards for ${samples.length} samples`);
    }
    return faults;
}

/* What is copied from a card must be the program: no line numbers, no marks. What a script would copy, folded
   parts and all, must be it to the last byte. */

function isCopyOf({text, partial}, source) {
    const lines = (whole) => whole.trimEnd().split("\n");
    return partial ? lines(text).every((line) => lines(source).includes(line)) : text.trimEnd() === source.trimEnd();
}

export function copyFaults(cards) {
    return cards.flatMap(({sample, codes, downloads}) => {
        const sources = downloads.filter((address) => address.startsWith("file:") && existsSync(fileURLToPath(address)))
            .map((address) => readFileSync(fileURLToPath(address), "utf8"));
        const fault = (words, text) => `what ${words} "${sample}" is not its program: ${JSON.stringify(text)}`;
        const holds = ({whole}) => sources.some((source) => !isPlain(source) || whole === source);
        return [
            ...codes.filter((code) => !sources.some((source) => isCopyOf(code, source)))
                .map(({text}) => fault("is copied from", text)),
            ...codes.filter((code) => !holds(code)).map(({whole}) => fault("is held by", whole)),
        ];
    });
}
