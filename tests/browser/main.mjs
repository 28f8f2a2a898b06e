/* main.mjs SITE: walk through the built course in Chromium and print a line for each test. */

import {resolve} from "node:path";
import {chromium} from "playwright-core";
import {formulas} from "./formulas.mjs";
import {axes} from "./axe.mjs";
import {reader} from "./keys.mjs";
import {needs} from "./needs.mjs";
import {quizzes} from "./quiz.mjs";
import {Report} from "./report.mjs";
import {search} from "./search.mjs";
import {deadLinks, Site} from "./site.mjs";
import {solutions} from "./solutions.mjs";
import {sabotage} from "./sabotage.mjs";
import {shifts} from "./shift.mjs";
import {timelines} from "./timelines.mjs";
import {valid} from "./valid.mjs";
import {visit, watch} from "./visit.mjs";
import {weights} from "./weight.mjs";

const launch = {
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"],
};

async function walk(browser, site, report, javaScript) {
    const how = javaScript ? "" : "no JavaScript";
    const context = await browser.newContext({javaScriptEnabled: javaScript});
    const tab = await context.newPage();
    const visitor = {tab, javaScript, heard: watch(tab)};
    const found = new Map();
    for (const page of site.pages) {
        found.set(page, await visit(visitor, site, page, report));
    }
    const anchors = new Map([...found].map(([page, facts]) => [page, facts.anchors]));
    for (const [page, {addresses}] of found) {
        report.judge(`${page} has no dead link`, deadLinks(site, addresses, anchors), how);
    }
    await solutions(tab, site, report, how);
    await formulas(tab, site, report, how);
    await quizzes(tab, site, report, how, javaScript);
    await context.close();
}

const site = new Site(resolve(process.argv[2]));
const report = new Report();
const browser = await chromium.launch(launch);
try {
    await Promise.all([
        walk(browser, site, report, true).then(() => sabotage(browser, site, report))
            .then(() => timelines(browser, site, report)).then(() => needs(browser, site, report)),
        walk(browser, site, report, false).then(() => search(browser, site, report))
            .then(() => reader(browser, site, report)).then(() => shifts(browser, site, report)),
        axes(browser, site, report).then(() => valid(site, report)).then(() => weights(site, report)),
    ]);
} catch (error) {
    report.judge("the walk comes to its end", [error.stack]);
} finally {
    await browser.close();
}
process.exitCode = report.print() ? 0 : 1;
