/* Do the checks find what they are for? Each row says what is done to a good page, in the page, and what
   the check it names must then complain of. All of it is done to one page, as loading one takes longer. */

import {axeFaults} from "./axe.mjs";
import {cardFaults, copyFaults, deadLinks} from "./site.mjs";
import {validFaults} from "./valid.mjs";
import {inspect, open, watch} from "./visit.mjs";
import {weigh, weightFaults} from "./weight.mjs";

const page = "01-everything.html";

const breakages = [
    ["head", /no security policy/, () => document.head.prepend(document.createElement("link"))],
    ["head", /no title/, () => document.querySelector("title").remove()],
    ["head", /no language/, () => document.documentElement.removeAttribute("lang")],
    ["head", /no description/, () => document.querySelector("meta[name=description]").remove()],
    ["outline", /2 elements h1/, () => document.querySelector("main").append(document.createElement("h1"))],
    ["outline", /level 4 after one of level 2/, () => document.querySelector("h3").replaceWith(document.createElement("h4"))],
    ["ids", /"hello" twice/, () => document.querySelector("main").setAttribute("id", "hello")],
    ["inert", /element iframe/, () => document.body.append(document.createElement("iframe"))],
    ["inert", /element script/, () => { document.querySelector("script[type]").textContent = '{"@context":"https://schema.org"'; }],
    ["inert", /element script/, () => { document.querySelector("script[type]").type = "text/javascript"; }],
    ["inert", /h1.* has onclick=""/, () => document.querySelector("h1").setAttribute("onclick", "")],
    ["inert", /a has href="javascript:0"/, () => document.querySelector(".alert a").setAttribute("href", "javascript:0")],
    ["inert", /U\+202E/, () => document.querySelector("h1").append("\u202e")],
    ["images", /no picture at nowhere/, () => new Promise((done) => {
        const image = document.querySelector("img");
        image.addEventListener("error", done);
        image.src = "nowhere.svg";
    })],
    ["images", /no words/, () => document.querySelector("img").removeAttribute("alt")],
    ["drawings", /^svg is no image/, () => document.querySelector("main").append(document.createElementNS("http://www.w3.org/2000/svg", "svg"))],
    ["drawings", /^svg has no title/, () => {}],
    ["drawings", /^svg has no table/, () => {}],
    ["letters", /^text has letters of \d\.\d px/, () => {
        const svg = document.querySelector("main > svg:last-child");
        svg.setAttribute("viewBox", "0 0 600 300");
        svg.append(Object.assign(document.createElementNS(svg.namespaceURI, "text"), {textContent: "small"}));
    }],
    ["folded", /solution is open/, () => document.querySelector(".solution").setAttribute("open", "")],
    ["fits", /^h2#exercises is wider/, () => { document.querySelector("#exercises").style.width = "50rem"; }],
    ["fits", /page is \d+ px wide/, () => {}],
    ["shown", /^div\.table is cut off/, () => { document.querySelector(".table").style.overflow = "hidden"; }],
    ["reachable", /^div\.code scrolls/, () => document.querySelector("#long .code").removeAttribute("tabindex")],
    ["unwrapped", /^pre\.diff does not scroll/, () => { document.querySelector("#wrong .diff").style.whiteSpace = "pre-wrap"; }],
    ["tabs", /^a tab is -?[\d.]+ columns off/, () => { document.querySelector("#long pre").style.tabSize = "5"; }],
    ["numbers", /^lines count from line 0, not line \d/, () => document.querySelector("pre[data-n]").removeAttribute("data-n")],
    ["marks", /^span\S*\.named ends \d+\.\d px early/, () => { document.querySelector("#broken .named").style.width = "5rem"; }],
    ["contrast", /^p has a contrast of 2\.[67]/, () => { document.querySelector("main p:not([class])").style.color = "#999"; }],
    ["contrast", /^h2#samples has a contrast of/, () => { document.querySelector("#samples").style.opacity = "0.4"; }],
    ["contrast", /^span\.l::before has a contrast of/, () => { document.querySelector("#long pre").style.setProperty("--quiet", "#999"); }],
    ["paper", /^nav#page:contents\.contents is printed/, () => document.querySelector(".contents").style.setProperty("display", "block", "important")],
    ["paper", /^p of a solution is not printed/, () => { document.querySelector(".solution p").hidden = true; }],
    ["cards", /0 cards of the sample "shown"/, () => document.querySelector("#shown").remove()],
    ["cards", /a part "output"/, () => document.querySelector("#hidden [data-part=stdout]").setAttribute("data-part", "output")],
    ["cards", /"many": its part "stdout" says/, () => document.querySelector("#many [data-part=stdout]").append("bye")],
    ["copies", /copied from "broken"/, () => document.querySelectorAll("#broken .l").forEach((line, i) => line.prepend(i + 1, " "))],
    ["copies", /copied from "many"/, () => document.querySelector("#many .code pre").append("lines 1 to 5")],
    ["copies", /held by "hidden"/, () => document.querySelector("#hidden .gap .l").remove()],
    ["links", /#nowhere leads to no element/, () => document.querySelectorAll("blockquote a")[0].setAttribute("href", "#nowhere")],
    ["links", /nowhere.html leads to no file/, () => document.querySelector("main p a").setAttribute("href", "nowhere.html")],
    ["links", /leads out of the site/, () => document.querySelector(".foot a").setAttribute("href", "../../etc/passwd")],
    ["axe", /^image-alt: <img/, () => {}], // the one whose words are gone
    ["axe", /^button-name: <button/, () => document.querySelector("main").append(document.createElement("button"))],
    ["axe", /^target-size: <button/, () => document.querySelector("main").append(...[1, 2].map((name) => {
        const button = Object.assign(document.createElement("button"), {textContent: name});
        button.style.cssText = "font-size: 6px; padding: 0; border: 0";
        return button;
    }))],
    ["valid", /^element-permitted-content.*<p>/, () => document.querySelector("main ul").append(document.createElement("p"))],
    ["valid", /^no-dup-id/, () => {}],
    ["weight", /^it weighs \d+ bytes/, () => {}], // where 20,000 are too many
    ["heard", /console: .*inline script/, () => document.body.append(Object.assign(document.createElement("script"), {textContent: "alert(1)"}))],
    ["heard", /console: .*inline style/, () => document.querySelector("h4").setAttribute("style", "color: red")],
    ["heard", /console: .*example\.org/, () => document.body.append(Object.assign(new Image(), {src: "https://example.org/x.png"}))],
    ["heard", /dialog: hello/, () => { setTimeout(alert, 0, "hello"); }],
];

const checks = {
    cards: async (tab, site) => cardFaults(site, page, await inspect(tab, "cards")),
    copies: async (tab) => copyFaults(await inspect(tab, "cards")),
    links: async (tab, site) => deadLinks(site, await inspect(tab, "addresses"),
        new Map([[page, await inspect(tab, "anchors")]])),
    axe: axeFaults,
    valid: async (tab) => validFaults(await tab.content()),
    weight: async (tab, site) => weightFaults(weigh(site.folder, page), 20000),
};

async function settle(tab, heard) {
    const patterns = breakages.filter(([name]) => name === "heard").map(([, pattern]) => pattern);
    for (let i = 0; i < 100 && !patterns.every((pattern) => heard.some((words) => pattern.test(words))); i++) {
        await tab.waitForTimeout(20);
    }
}

async function findings(tab, site, heard) {
    const found = {heard};
    for (const name of new Set(breakages.map(([name]) => name))) {
        await tab.emulateMedia({media: name === "paper" ? "print" : "screen"});
        found[name] ??= await (checks[name]?.(tab, site) ?? inspect(tab, name));
    }
    return found;
}

export async function sabotage(browser, site, report) {
    const context = await browser.newContext({viewport: {width: 360, height: 800}});
    const tab = await context.newPage();
    const heard = watch(tab);
    await open(tab, site.address(page));
    for (const [, , breakPage] of breakages) {
        await tab.evaluate(breakPage);
    }
    await settle(tab, heard);
    const found = await findings(tab, site, heard);
    for (const [name, pattern] of breakages) {
        const missed = found[name].some((fault) => pattern.test(fault)) ? [] :
            [`only found: ${found[name].slice(0, 5).join("; ") || "nothing"}`];
        report.judge(`a broken page is noticed: ${name}: ${pattern.source}`, missed);
    }
    await context.close();
}
