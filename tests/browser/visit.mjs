/* One page after the other in one tab: everything that must hold in every window, with both colour
   schemes and on paper. */

import {readFileSync} from "node:fs";
import {cardFaults, copyFaults} from "./site.mjs";

const inspector = readFileSync(new URL("inspector.js", import.meta.url), "utf8");
const widths = {withScripts: [360, 768, 1280, 1920], without: [360, 1280]};
const schemes = ["light", "dark"];
const paperWidth = 718; // CSS pixels: A4 less the margins that browsers leave

/* What a tab complains about, or asks of the network, from now on. */
export function watch(tab) {
    const heard = [];
    tab.on("console", (message) => ["error", "warning"].includes(message.type()) && heard.push(`console: ${message.text()}`));
    tab.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    tab.on("dialog", (dialog) => {
        heard.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    tab.on("request", (request) => request.url().startsWith("file:") || heard.push(`asks for ${request.url()}`));
    tab.on("requestfailed", (request) => heard.push(`failed: ${request.url()}`));
    return heard;
}

export async function open(tab, address) {
    await tab.goto(address);
    await tab.evaluate(inspector);
}

export function inspect(tab, name, argument) {
    return tab.evaluate(([name, argument]) => globalThis.inspector[name](argument), [name, argument]);
}

/* What holds for a page, for a page in a window, and for the colours it has there: names of inspector.js. */
const ofPage = {
    head: "has what belongs into a head",
    outline: "has one h1 and skips no level",
    ids: "has every id once",
    inert: "has nothing active in it",
    images: "shows its pictures",
    drawings: "has words and numbers for what it draws",
    folded: "folds its solutions",
    numbers: "numbers the lines of its programs",
};
const ofWindow = {
    fits: "is no wider than the window",
    letters: "draws no letters that are too small",
    shown: "cuts nothing off",
    reachable: "scrolls by keyboard",
    tabs: "aligns tabs",
    marks: "marks lines to their ends",
};
const contrast = "has contrast";

async function resize(tab, width) {
    await tab.setViewportSize({width, height: 800});
}

async function inspectAll(tab, names, judge, where = "") {
    for (const [name, words] of Object.entries(names)) {
        judge(words, await inspect(tab, name), where);
    }
}

async function inWindow(tab, judge, width) {
    await resize(tab, width);
    await inspect(tab, "fold", false);
    judge(ofWindow.fits, await inspect(tab, "fits"), `${width} px, folded`);
    await inspect(tab, "fold", true);
    await inspectAll(tab, ofWindow, judge, `${width} px`);
    for (const colorScheme of schemes) {
        await tab.emulateMedia({colorScheme});
        judge(contrast, await inspect(tab, "contrast"), `${width} px, ${colorScheme}`);
    }
}

async function onPaper(tab, judge) {
    await inspect(tab, "fold", false);
    await resize(tab, paperWidth);
    await tab.emulateMedia({media: "print", colorScheme: "dark"});
    await inspectAll(tab, {fits: ofWindow.fits, shown: ofWindow.shown, contrast}, judge, "paper");
    judge("prints its text and no navigation", await inspect(tab, "paper"));
    await tab.emulateMedia({media: "screen", colorScheme: "light"});
}

/* Visit a page of the site in a tab that is watched; returns the addresses it links to and its ids. */
export async function visit({tab, heard, javaScript}, site, page, report) {
    const judge = (words, faults, where = "") =>
        report.judge(`${page} ${words}`, faults, [where, javaScript ? "" : "no JavaScript"].filter(Boolean).join(", "));
    heard.length = 0;
    await resize(tab, widths.without[0]);
    await open(tab, site.address(page));
    await inspectAll(tab, ofPage, judge);
    judge("does not wrap code", await inspect(tab, "unwrapped"));
    for (const width of javaScript ? widths.withScripts : widths.without) {
        await inWindow(tab, judge, width);
    }
    const cards = await inspect(tab, "cards");
    judge("has a card for each sample", cardFaults(site, page, cards));
    judge("lets programs be copied", copyFaults(cards));
    await onPaper(tab, judge);
    judge("raises no error and asks for nothing", [...heard]);
    return {addresses: await inspect(tab, "addresses"), anchors: await inspect(tab, "anchors")};
}
