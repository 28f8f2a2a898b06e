/* run.mjs SITE: what Lighthouse says of three pages of a built site, on a desk and on a phone: the course's
   page, and of its chapters the first and the heaviest. Exit status 1 when a category has less than 99. */

import {resolve} from "node:path";
import {launch} from "chrome-launcher";
import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import {serve} from "../browser/serve.mjs";
import {Site} from "../browser/site.mjs";
import {chapters, weigh} from "../browser/weight.mjs";

const least = 0.99;
const categories = ["performance", "accessibility", "best-practices", "seo"];
const presets = {desk: desktop, phone: undefined}; // a phone is Lighthouse's own default

function pagesOf(site) {
    const all = chapters(site);
    const weight = (page) => weigh(site.folder, page).total;
    const heaviest = all.reduce((one, other) => (weight(other) > weight(one) ? other : one));
    return [...new Set(["index.html", all[0], heaviest])];
}

/* Audits of a category that cost points, and what they say. */
function complaints({audits, categories: found}) {
    return Object.values(found).flatMap(({auditRefs}) => auditRefs.filter(({weight}) => weight > 0))
        .map(({id}) => audits[id]).filter(({score}) => score !== null && score < 0.9)
        .map(({id, title, displayValue}) => `${id}: ${title}${displayValue ? ` (${displayValue})` : ""}`);
}

async function judge(address, port, preset) {
    const {lhr} = await lighthouse(address, {port, onlyCategories: categories, logLevel: "error"}, preset);
    if (lhr.runtimeError) {
        throw new Error(lhr.runtimeError.message);
    }
    const scores = categories.map((category) => lhr.categories[category].score);
    return {scores, shift: lhr.audits["cumulative-layout-shift"].numericValue, complaints: complaints(lhr)};
}

const print = (cells) => console.log(cells[0].padEnd(30) + cells[1].padEnd(7) +
    cells.slice(2).map((cell) => String(cell).padStart(15)).join(""));

const site = new Site(resolve(process.argv[2] ?? "site"));
const server = await serve(site.folder, {gzip: true, cache: "max-age=31536000"});
const chromium = await launch({
    chromePath: "/usr/bin/chromium",
    chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let failed = false;
try {
    print(["page", "on a", ...categories, "layout shift"]);
    for (const page of pagesOf(site)) {
        for (const [name, preset] of Object.entries(presets)) {
            const {scores, shift, complaints} = await judge(server.address + page, chromium.port, preset);
            print([page, name, ...scores.map((score) => Math.round(score * 100)), shift.toFixed(3)]);
            complaints.forEach((words) => console.log(`  ${words}`));
            failed ||= scores.some((score) => score < least);
        }
    }
} finally {
    await chromium.kill();
    await server.close();
}
process.exitCode = failed ? 1 : 0;
