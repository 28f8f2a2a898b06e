/* main.mjs SITE: walk through the built course in Chromium and print a line for each test. */

import {resolve} from "node:path";
import {chromium} from "playwright-core";
import {Report} from "./report.mjs";
import {deadLinks, Site} from "./site.mjs";
import {solutions} from "./solutions.mjs";
import {sabotage} from "./sabotage.mjs";
import {timelines} from "./timelines.mjs";
import {visit, watch} from "./visit.mjs";

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
    await context.close();
}

const site = new Site(resolve(process.argv[2]));
const report = new Report();
const browser = await chromium.launch(launch);
try {
    await Promise.all([
        walk(browser, site, report, true).then(() => sabotage(browser, site, report))
            .then(() => timelines(browser, site, report)),
        walk(browser, site, report, false),
    ]);
} catch (error) {
    report.judge("the walk comes to its end", [error.stack]);
} finally {
    await browser.close();
}
process.exitCode = report.print() ? 0 : 1;
