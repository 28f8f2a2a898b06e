/* What axe-core finds in a page, in light and dark, on a phone and on a desk, with everything unfolded
   and as it comes. */

import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const options = {
    iframes: false,
    resultTypes: ["violations", "incomplete"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/* What axe can't decide and others do: inspector.js measures the contrast of all that is written, and a
   sign without letters, as on a button that zooms, need not be in its name. */
const decided = {
    "color-contrast": () => true,
    "label-content-name-mismatch": ({text}) => !/\p{L}/u.test(text),
};

export async function axeFaults(tab) {
    await tab.evaluate(axe);
    const found = await tab.evaluate(async (options) => {
        const {violations, incomplete} = await globalThis.axe.run(document, options);
        const flat = (rules) => rules.flatMap(({id, nodes}) => nodes.map(({target, html, failureSummary}) => ({
            id, html, why: failureSummary, text: document.querySelector(target[0])?.textContent ?? ""})));
        return {violations: flat(violations), incomplete: flat(incomplete)};
    }, options);
    const words = ({id, html, why}) => `${id}: ${html.slice(0, 100)}: ${why?.replace(/\s+/g, " ").slice(0, 200)}`;
    return [...found.violations, ...found.incomplete.filter((node) => !decided[node.id]?.(node))].map(words);
}

async function inWindow(tab, site, report, width, colorScheme) {
    await tab.setViewportSize({width, height: 800});
    await tab.emulateMedia({colorScheme});
    for (const page of site.pages) {
        await tab.goto(site.address(page));
        for (const unfolded of width > 360 && colorScheme === "light" ? [false, true] : [true]) {
            await tab.evaluate((open) => document.querySelectorAll("details").forEach((fold) => (fold.open = open)), unfolded);
            report.judge(`${page} satisfies axe`, await axeFaults(tab),
                `${width} px, ${colorScheme}${unfolded ? "" : ", folded"}`);
        }
    }
}

export async function axes(browser, site, report) {
    const context = await browser.newContext({reducedMotion: "reduce"});
    const tab = await context.newPage();
    for (const [width, scheme] of [[360, "dark"], [360, "light"], [1280, "dark"], [1280, "light"]]) {
        await inWindow(tab, site, report, width, scheme);
    }
    await context.close();
}
