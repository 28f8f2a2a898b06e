/* Nothing jumps: how far what is shown moves while a page loads, its fonts come late and its scripts run
   (cumulative layout shift, as browsers measure it). Where a word comes into another line of its paragraph,
   as those of no two fonts end alike, and the paragraph stays as long as it was, nothing jumps. */

import {serve} from "./serve.mjs";

const pages = ["index.html", "01-everything.html", "05-timelines.html"];
const most = 0.01;
const late_ms = 300;

function observe() {
    globalThis.shifts = [];
    const paragraph = (node) => node?.parentElement?.closest("p, li, td, dd, h1, h2, h3, h4");
    const isOneText = (sources) => {
        const one = paragraph(sources[0]?.node);
        return Boolean(one) && sources.every(({node}) => paragraph(node) === one);
    };
    const name = (node) => node?.nodeType === Node.ELEMENT_NODE ? `${node.tagName.toLowerCase()}.${node.className}` : "text";
    new PerformanceObserver((list) => {
        for (const {value, hadRecentInput, sources} of list.getEntries()) {
            if (!hadRecentInput && !isOneText(sources)) shifts.push({value, what: sources.map(({node}) => name(node))});
        }
    }).observe({type: "layout-shift", buffered: true});
}

async function faults(tab) {
    await tab.evaluate(() => document.fonts.ready);
    await tab.waitForTimeout(100); // two frames at least: shifts are told after they were painted
    const shifts = await tab.evaluate(() => globalThis.shifts);
    const sum = shifts.reduce((sum, {value}) => sum + value, 0);
    return sum < most ? [] : [`it shifts by ${sum.toFixed(3)}: ${shifts.flatMap(({what}) => what).slice(0, 5).join(", ")}`];
}

async function isSeen(tab, report) {
    await tab.evaluate(() => {
        shifts.length = 0;
        const block = document.createElement("div");
        block.style.height = "300px";
        document.querySelector("main").prepend(block);
    });
    report.judge("a broken page is noticed: shift", (await faults(tab)).length > 0 ? [] : ["a shift by 300 px is not"]);
}

export async function shifts(browser, site, report) {
    const server = await serve(site.folder);
    const context = await browser.newContext({serviceWorkers: "block"});
    await context.addInitScript(observe);
    await context.route("**/*.woff2", async (route) => {
        await new Promise((done) => setTimeout(done, late_ms));
        await route.continue().catch(() => {}); // the page may be gone
    });
    const tab = await context.newPage();
    for (const width of [360, 1280]) {
        await tab.setViewportSize({width, height: 800});
        for (const page of pages) {
            await tab.goto(server.address + page);
            report.judge(`${page} does not jump`, await faults(tab), `${width} px`);
        }
    }
    await isSeen(tab, report);
    await context.close();
    await server.close();
}
