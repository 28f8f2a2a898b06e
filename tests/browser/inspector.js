/* What a reader would stumble over, found inside of a page. page.mjs evaluates this file in each page
   and then calls inspector.NAME(): a list of sentences, empty when all is well. It uses no script of
   the page's own, so it works where JavaScript is off for pages. */
"use strict";

(() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const style = (element, pseudo) => getComputedStyle(element, pseudo);
    const clips = /hidden|clip/;
    const scrolls = /auto|scroll/;

    function describe(element) {
        const name = element.tagName.toLowerCase();
        const id = element.id && "#" + element.id;
        const classes = [...element.classList].map((word) => "." + word).join("");
        return name + id + classes;
    }

    function quote(text) {
        const line = text.trim().replace(/\s+/g, " ");
        return `"${line.length > 40 ? line.slice(0, 40) + "…" : line}"`;
    }

    /* The head, and what is there once. */

    function head() {
        const faults = [];
        const need = (what, holds) => holds || faults.push(`no ${what}`);
        const meta = (name) => document.head.querySelector(`meta[name="${name}"]`)?.content.trim();
        const first = document.head.firstElementChild;
        need("security policy at the top of <head>",
            first?.httpEquiv?.toLowerCase() === "content-security-policy" && first.content.includes("default-src 'none'"));
        need("policy without 'unsafe-inline' or 'unsafe-eval'", !first?.content?.includes("unsafe"));
        need("character set", document.characterSet === "UTF-8" && document.querySelector("meta[charset]"));
        need("title", document.title.trim());
        need("language", document.documentElement.lang);
        need("description", meta("description"));
        need("viewport", meta("viewport"));
        need("doctype", document.compatMode === "CSS1Compat");
        return faults;
    }

    function outline() {
        const faults = [];
        const once = (selector) => {
            const count = all(selector).length;
            count === 1 || faults.push(`${count} elements ${selector}, not one`);
        };
        once("h1");
        once("main");
        let before = 0;
        for (const heading of all("h1, h2, h3, h4, h5, h6")) {
            const level = Number(heading.tagName[1]);
            if (level > before + 1) {
                faults.push(`a heading of level ${level} after one of level ${before}: ${quote(heading.textContent)}`);
            }
            before = level;
        }
        return faults;
    }

    function ids() {
        const seen = new Set();
        return all("[id]").map((element) => element.id).filter((id) => {
            const again = seen.has(id);
            seen.add(id);
            return again;
        }).map((id) => `the id "${id}" twice`);
    }

    /* Nothing that a chapter or a program said may become more than text. */

    function isActive({name, value}) {
        return /^on/.test(name) || name === "style" || /^\s*(javascript|vbscript):/i.test(value) ||
            (/^data:/i.test(value) && name === "href");
    }

    /* The page's own script: a file of its site, and no words of anybody's. */
    function isOurs(element) {
        return element.matches("script[defer][src='assets/timeline.js'], script[defer][src='../assets/timeline.js']") &&
            element.textContent === "";
    }

    function inert() {
        const elements = all("script, iframe, object, embed, base, style, form, meta[http-equiv=refresh]")
            .filter((element) => !isOurs(element));
        const faults = elements.map((element) => `an element ${describe(element)}`);
        for (const element of all("*")) {
            for (const attribute of element.attributes) {
                if (isActive(attribute)) {
                    faults.push(`${describe(element)} has ${attribute.name}="${attribute.value}"`);
                }
            }
        }
        const invisible = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
        const hit = invisible.exec(document.documentElement.textContent);
        if (hit) {
            const code = hit[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
            faults.push(`U+${code} in the text`);
        }
        return faults;
    }

    function images() {
        return all("img").flatMap((image) => {
            const faults = [];
            image.naturalWidth > 0 || faults.push(`no picture at ${image.getAttribute("src")}`);
            image.hasAttribute("alt") || faults.push(`no words for the picture ${image.getAttribute("src")}`);
            return faults;
        });
    }

    /* A drawing is either the bar of a table's row, or it has a title, a description, and a table nearby. */
    function drawings() {
        const said = (svg) => (svg.getAttribute("aria-labelledby") ?? "").split(" ")
            .map((id) => document.getElementById(id)?.textContent.trim() ?? "");
        return all("svg:not(svg svg)").filter((svg) => !svg.closest("td") || svg.ariaHidden !== "true").flatMap((svg) => {
            const faults = [];
            const fault = (words) => faults.push(`${describe(svg)} ${words}`);
            svg.getAttribute("role") === "img" || fault("is no image for a screen reader");
            const words = said(svg);
            words.length === 2 && words.every(Boolean) || fault("has no title or no description");
            svg.closest(".evidence, .figure")?.querySelector("table") || fault("has no table");
            return faults;
        });
    }

    function letters() {
        return all("svg text").filter(hasBox).flatMap((text) => {
            const size = parseFloat(style(text).fontSize) * text.getScreenCTM().a;
            return size < 11 ? [`${describe(text)} has letters of ${size.toFixed(1)} px: ${quote(text.textContent)}`] : [];
        });
    }

    /* Widths. */

    function hasBox(element) {
        return element.checkVisibility() && element.getClientRects().length > 0;
    }

    function isInScroller(element) {
        for (let box = element.parentElement; box !== document.body && box; box = box.parentElement) {
            if (style(box).overflowX !== "visible") {
                return true;
            }
        }
        return false;
    }

    function sticksOut(element) {
        const {left, right} = element.getBoundingClientRect();
        return (right > innerWidth + 0.5 || left < -0.5) && hasBox(element) && !isInScroller(element);
    }

    function fits() {
        const faults = all("body *").filter(sticksOut)
            .filter((element, _, list) => !list.some((other) => other !== element && element.contains(other)))
            .map((element) => `${describe(element)} is wider than the window: ${quote(element.textContent)}`);
        const width = document.documentElement.scrollWidth;
        if (width > innerWidth) {
            faults.push(`the page is ${width} px wide`);
        }
        return faults;
    }

    /* Paper does not scroll: there, what would have to is lost. */
    function shown() {
        const loses = matchMedia("print").matches ? /hidden|clip|auto|scroll/ : clips;
        return all("body *")
            .filter((element) => element.scrollWidth > element.clientWidth + 1 && loses.test(style(element).overflowX))
            .filter(hasBox)
            .map((element) => `${describe(element)} is cut off: ${quote(element.textContent)}`);
    }

    function scrollers() {
        return all("body *").filter((element) => scrolls.test(style(element).overflowX))
            .filter((element) => element.scrollWidth > element.clientWidth && hasBox(element));
    }

    function reachable() {
        return scrollers().filter((element) => element.tabIndex < 0)
            .map((element) => `${describe(element)} scrolls, but not by keyboard`);
    }

    /* In a window this narrow a line of 80 letters must not be wrapped. */
    function unwrapped() {
        const inside = new Set(scrollers());
        const isLong = (pre) => pre.innerText.split("\n").some((line) => line.length > 80);
        return all("pre").filter((pre) => hasBox(pre) && isLong(pre) && !inside.has(pre))
            .map((pre) => `${describe(pre)} does not scroll: ${quote(pre.textContent)}`);
    }

    function firstLetter(line) {
        const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
        const at = text?.data.search(/\S/) ?? -1;
        if (at < 0) {
            return null;
        }
        const range = new Range();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const {left, width} = range.getBoundingClientRect();
        return {indent: text.data.slice(0, at), left, width};
    }

    /* A tab leads to the next multiple of four columns, wherever the line numbers stand. */
    function tabs() {
        return all("pre.code").filter(hasBox).flatMap((pre) => {
            const letters = all(".l", pre).map(firstLetter).filter(Boolean);
            const start = letters.find(({indent}) => !indent)?.left;
            return letters.filter(({indent}) => /^\t+$/.test(indent))
                .map(({indent, left, width}) => (left - start) / width - 4 * indent.length)
                .filter((error) => Math.abs(error) > 0.1)
                .map((error) => `a tab is ${error.toFixed(1)} columns off`);
        });
    }

    /* What is marked is marked from one end of the code to the other, however far it is scrolled. */
    function marks() {
        return all(".l:is(.named, .marked, .changed)").filter(hasBox).flatMap((line) => {
            const {right} = line.closest("code").getBoundingClientRect();
            const short = right - line.getBoundingClientRect().right;
            return short > 0.5 ? [`${describe(line)} ends ${short.toFixed(1)} px early: ${quote(line.textContent)}`] : [];
        });
    }

    /* Contrast, as WCAG 2 defines it. */

    const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const known = new Map();

    /* Any colour of CSS as [red, green, blue, alpha], each from 0 to 1. */
    function channels(color) {
        if (!known.has(color)) {
            pen.clearRect(0, 0, 1, 1);
            pen.fillStyle = color;
            pen.fillRect(0, 0, 1, 1);
            known.set(color, [...pen.getImageData(0, 0, 1, 1).data].map((value) => value / 255));
        }
        return known.get(color);
    }

    function over(top, below, opacity = 1) {
        const alpha = top[3] * opacity;
        return [0, 1, 2].map((i) => top[i] * alpha + below[i] * (1 - alpha)).concat(1);
    }

    function luminance(color) {
        const [red, green, blue] = color.map((value) =>
            value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    function ratio(one, other) {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    }

    /* The colours that may lie behind what is written on `below`: a gradient has several. */
    function behind({backgroundColor, backgroundImage}, below) {
        const colors = backgroundImage.match(/(?:rgba?|color|okl?[a-z]+)\([^()]*\)/g) ?? [];
        const base = below.map((color) => over(channels(backgroundColor), color));
        return [...base, ...colors.flatMap((color) => base.map((under) => over(channels(color), under)))];
    }

    function backdrops(element, cache) {
        if (!element) {
            return [channels(style(document.documentElement).colorScheme === "dark" ? "black" : "white")];
        }
        if (!cache.has(element)) {
            cache.set(element, behind(style(element), backdrops(element.parentElement, cache)));
        }
        return cache.get(element);
    }

    /* What appears under the mouse only is held to the same as what is always there. */
    function opacity(element) {
        let product = 1;
        for (let box = element; box; box = box.parentElement) {
            product *= Number(style(box).opacity) || 1;
        }
        return product;
    }

    function hasText(element) {
        return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    }

    function hasContent({content, display}) {
        return content !== "none" && content !== "normal" && content !== '""' && display !== "none";
    }

    /* WCAG 1.4.3 asks nothing of controls that can't be used at the moment. */
    function contrast() {
        const least = 4.5;
        const faults = new Map();
        const cache = new Map();
        const judge = (element, what, {color}, backs) => {
            const dim = opacity(element);
            const worst = Math.min(...backs.map((back) => ratio(over(channels(color), back, dim), back)));
            if (worst < least) {
                faults.set(what, `${what} has a contrast of ${worst.toFixed(2)}`);
            }
        };
        for (const element of all("body, body *:not(:disabled)").filter(hasBox)) {
            const backs = backdrops(element, cache);
            if (hasText(element)) {
                judge(element, describe(element), style(element), backs);
            }
            for (const pseudo of ["::before", "::after"]) {
                const its = style(element, pseudo);
                if (hasContent(its)) {
                    judge(element, describe(element) + pseudo, its, behind(its, backs));
                }
            }
        }
        return [...faults.values()];
    }

    /* Folds. */

    function fold(open) {
        for (const details of all("details")) {
            details.open = open;
        }
    }

    function folded() {
        return all("details.solution[open]").map((details) => `${describe(details)} is open`);
    }

    function paper() {
        const faults = all("nav, .top, .anchor, .download").filter(hasBox)
            .map((element) => `${describe(element)} is printed`);
        for (const element of all(".solution > *")) {
            hasBox(element) || faults.push(`${describe(element)} of a solution is not printed`);
        }
        return faults;
    }

    /* Facts for the checks that know the site. */

    function copied(pre) {
        const selection = getSelection();
        selection.selectAllChildren(pre);
        const text = selection.toString();
        selection.removeAllRanges();
        return text;
    }

    function cards() {
        return all("[data-sample]").map((card) => ({
            sample: card.dataset.sample,
            id: card.id,
            parts: all("[data-part]", card).map((part) => ({name: part.dataset.part, text: part.textContent})),
            downloads: all("a[download]", card).map((link) => link.href),
            codes: all("pre.code", card).map((pre) => ({text: copied(pre), partial: Boolean(pre.querySelector(".gap"))})),
        }));
    }

    function addresses() {
        const of = (selector, name) => all(selector).map((element) => element[name]);
        return [...of("a[href]", "href"), ...of("link[href]", "href"), ...of("img[src]", "src")];
    }

    function anchors() {
        return all("[id]").map((element) => element.id);
    }

    globalThis.inspector = {
        head, outline, ids, inert, images, drawings, folded, // of a page
        fits, letters, shown, reachable, unwrapped, tabs, marks, contrast, paper, // of a page in a window
        fold, cards, addresses, anchors,
    };
})();
