/* What no tool looks for and readers need: a focus that is seen wherever it stands, no movement for those
   who asked for none, room for letters that are set wider, colours that the system forces. */

import {inspect, open} from "./visit.mjs";

const pages = ["index.html", "01-everything.html", "05-timelines.html", "samples.html"];
const stops = 150; // of the key Tab, on a page

/* Every stop of the key Tab, told in the page: what shows that the focus is there. */
async function focused(tab) {
    const faults = [];
    for (let i = 0; i < stops; i++) {
        await tab.keyboard.press("Tab");
        const fault = await inspect(tab, "focusFault");
        if (fault === null) break; // past the last one
        fault && faults.push(fault);
    }
    return faults;
}

async function focus(tab, site, report) {
    for (const width of [360, 1280]) {
        await tab.setViewportSize({width, height: 800});
        for (const page of pages) {
            await open(tab, site.address(page));
            report.judge(`${page} shows where the focus is`, await focused(tab), `${width} px`);
        }
    }
    await open(tab, site.address("index.html"));
    await inspect(tab, "restyle", ":focus-visible { outline: none !important; box-shadow: none !important }");
    const found = await focused(tab);
    report.judge("a broken page is noticed: focus", found.length > 3 ? [] : ["a focus that can't be seen is not"]);
}

/* What opens over the page keeps the focus, closes with Escape, and gives the focus back. */
const panels = [
    ["Search", "dialog[open]"],
    ["Keys", "dialog[open]"],
    ["Contents", "nav.contents:popover-open"],
];

async function panel(tab, name, selector) {
    const faults = [];
    const button = tab.locator(".top").getByRole("button", {name}).first();
    const isIn = () => tab.evaluate((selector) => // between the last stop and the first the browser has the focus
        document.activeElement === document.body || Boolean(document.activeElement.closest(selector)), selector);
    await button.focus();
    await tab.keyboard.press("Enter");
    await tab.locator(selector).waitFor({timeout: 3000}).catch(() => faults.push(`"${name}" opens nothing`));
    for (let i = 0; selector.startsWith("dialog") && i < 12; i++) {
        await tab.keyboard.press("Tab");
        (await isIn()) || faults.push(`the focus leaves what "${name}" opens`);
    }
    await tab.keyboard.press("Escape");
    (await tab.locator(selector).count()) === 0 || faults.push(`Escape does not close what "${name}" opens`);
    (await button.evaluate((button) => button === document.activeElement)) || faults.push(`"${name}" does not get the focus back`);
    return [...new Set(faults)];
}

async function dialogs(tab, site, report) {
    await tab.setViewportSize({width: 1280, height: 800});
    await tab.goto(site.address(pages[1]));
    for (const [name, selector] of panels) {
        report.judge(`${name}: what opens keeps the focus and gives it back`, await panel(tab, name, selector));
    }
}

async function stillness(tab, site, report) {
    for (const page of pages) {
        await open(tab, site.address(page));
        report.judge(`${page} keeps still where that is asked for`, await inspect(tab, "moving"));
    }
    await inspect(tab, "restyle", "a { transition: color 1s !important }");
    report.judge("a broken page is noticed: movement",
        (await inspect(tab, "moving")).length > 0 ? [] : ["a transition of a second is not"]);
}

/* WCAG 1.4.12: nothing is lost with these. */
const spacing = `:not(svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`;

async function spaced(tab, site, report) {
    await tab.setViewportSize({width: 360, height: 800});
    for (const page of pages) {
        await open(tab, site.address(page));
        await inspect(tab, "restyle", spacing);
        await inspect(tab, "fold", true);
        const faults = [...await inspect(tab, "fits"), ...await inspect(tab, "shown")];
        report.judge(`${page} has room for wider letters`, faults);
    }
}

/* WCAG 1.4.10: a window as narrow as one of 1280 px at 400 %. */
async function narrow(tab, site, report) {
    await tab.setViewportSize({width: 320, height: 256});
    for (const page of site.pages) {
        await open(tab, site.address(page));
        await inspect(tab, "fold", true);
        report.judge(`${page} fits at 400 %`, [...await inspect(tab, "fits"), ...await inspect(tab, "shown")]);
    }
}

export async function needs(browser, site, report) {
    const context = await browser.newContext({reducedMotion: "reduce"}); // scrolling takes no time
    const tab = await context.newPage();
    await focus(tab, site, report);
    await dialogs(tab, site, report);
    await stillness(tab, site, report);
    await spaced(tab, site, report);
    await narrow(tab, site, report);
    await context.close();
}
