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

    /* The page's own scripts: files of its site, and no words of anybody's. */
    function isOurs(element) {
        return element.matches("script[defer], script[src$='theme.js']") && element.textContent === "" &&
            /^(\.\.\/)?assets\/(theme|page|timeline)\.js$/.test(element.getAttribute("src"));
    }

    /* Structured data, which no browser runs: one block of it in the head, JSON of the one vocabulary, in
       which nothing could end the element. */
    function isData(element) {
        const only = all("script[type='application/ld+json']").length === 1;
        const bare = element.attributes.length === 1 && element.parentElement === document.head;
        if (!only || !bare || element.type !== "application/ld+json" || /[<>&]/.test(element.textContent)) return false;
        try {
            const data = JSON.parse(element.textContent);
            return data["@context"] === "https://schema.org" && /^(Course|LearningResource)$/.test(data["@type"]) &&
                Boolean(data.name);
        } catch {
            return false;
        }
    }

    function inert() {
        const elements = all("script, iframe, object, embed, base, style, form, meta[http-equiv=refresh]")
            .filter((element) => !isOurs(element) && !isData(element));
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

    /* What says nothing that words beside it don't: the bar of a table's row, the sign on a button, the
       band on the cover with its legend. */
    function isDecoration(svg) {
        return svg.ariaHidden === "true" && (svg.closest("td, button, a, summary") || svg.matches(".cloth:has(+ .fact)"));
    }

    /* Any other drawing has a name that is a title and then sentences that tell what it shows, and a table nearby. */
    function drawings() {
        return all("svg:not(svg svg)").filter((svg) => !isDecoration(svg)).flatMap((svg) => {
            const faults = [];
            const fault = (words) => faults.push(`${describe(svg)} ${words}`);
            svg.getAttribute("role") === "img" || fault("is no image for a screen reader");
            /^\S.*?\. \S.*[.!?…”"]$/s.test(svg.ariaLabel ?? "") || fault(`has no title or no description: ${svg.ariaLabel}`);
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

    /* A list of links scrolls along with the focus, from one to the next. */
    const isOfLinks = (element) => element.matches("nav") && all("li", element).every((item) => item.querySelector("a[href]"));

    function reachable() {
        return scrollers().filter((element) => element.tabIndex < 0 && !isOfLinks(element))
            .map((element) => `${describe(element)} scrolls, but not by keyboard`);
    }

    /* In a window this narrow a line of 80 letters must not be wrapped. */
    function unwrapped() {
        const inside = new Set(scrollers());
        const isLong = (pre) => pre.innerText.split("\n").some((line) => line.length > 80);
        return all("pre").filter((pre) => hasBox(pre) && isLong(pre) && !inside.has(pre.closest(".code") ?? pre))
            .map((pre) => `${describe(pre)} does not scroll: ${quote(pre.textContent)}`);
    }

    function firstLetter(line) {
        const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let text = texts.nextNode();
        let blank = "";
        while (text && !/\S/.test(text.data)) {
            blank += text.data;
            text = texts.nextNode();
        }
        if (!text) {
            return null;
        }
        const at = text.data.search(/\S/);
        const range = new Range();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const {left, width} = range.getBoundingClientRect();
        return {indent: blank + text.data.slice(0, at), left, width};
    }

    /* A tab leads to the next multiple of four columns, wherever the line numbers stand. */
    function tabs() {
        return all(".code").filter(hasBox).flatMap((code) => {
            const letters = all(".l", code).filter(hasBox).map(firstLetter).filter(Boolean);
            const start = letters.find(({indent}) => !indent)?.left;
            return letters.filter(({indent}) => /^\t+$/.test(indent))
                .map(({indent, left, width}) => (left - start) / width - 4 * indent.length)
                .filter((error) => Math.abs(error) > 0.1)
                .map((error) => `a tab is ${error.toFixed(1)} columns off`);
        });
    }

    /* The parts of a program are numbered through, folded ones as well. */
    function numbers() {
        return all(".code").flatMap((code) => {
            let before = 0;
            return all("pre", code).flatMap((part) => {
                const wanted = `line ${before}`;
                before += all(".l", part).length;
                const got = style(part).counterReset;
                return got === wanted ? [] : [`lines count from ${got}, not ${wanted}: ${quote(part.textContent)}`];
            });
        });
    }

    /* What is marked is marked from one end of the code to the other, however far it is scrolled. */
    function marks() {
        return all(".l:is(.named, .marked, .changed)").filter(hasBox).flatMap((line) => {
            const rights = all("code", line.closest(".code")).map((part) => part.getBoundingClientRect().right);
            const short = Math.max(...rights) - line.getBoundingClientRect().right;
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
            const {backgroundColor, backgroundImage} = style(element);
            const drawn = element.localName === "menclose" ? "none" : backgroundImage; // strokes through a formula
            cache.set(element, behind({backgroundColor, backgroundImage: drawn}, backdrops(element.parentElement, cache)));
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
        for (const element of all("body, body *").filter(hasBox)) {
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

    /* Focus, movement. */

    /* Why a reader would not see the focus where it is: "" when it is seen, null when it is nowhere. */
    function focusFault() {
        const element = document.activeElement;
        if (!element || element === document.body) {
            return null;
        }
        const {outlineStyle, outlineWidth, outlineColor, boxShadow} = style(element);
        const fault = (words) => `${describe(element)} ${words}: ${quote(element.textContent)}`;
        const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        if (!isOutlined && boxShadow === "none") {
            return fault("shows no focus");
        }
        const backs = backdrops(element.parentElement, new Map());
        if (isOutlined && Math.min(...backs.map((back) => ratio(over(channels(outlineColor), back), back))) < 3) {
            return fault("has an outline that is hard to see");
        }
        const {left, right, top, bottom} = element.getBoundingClientRect();
        const bar = document.querySelector(".top").getBoundingClientRect();
        const isCovered = !element.closest(".top, .skip, [popover], dialog") && bottom <= bar.bottom && top >= bar.top;
        return isCovered || bottom < 0 || top > innerHeight || right < 0 || left > innerWidth ? fault("is out of sight") : "";
    }

    function moving() {
        const longest = (times) => Math.max(...times.split(",").map((time) => parseFloat(time) * (/ms/.test(time) ? 1 : 1000)));
        const faults = all("*").flatMap((element) => ["", "::before", "::after"].flatMap((pseudo) => {
            const {transitionDuration, transitionDelay, animationDuration} = style(element, pseudo || null);
            return Math.max(...[transitionDuration, transitionDelay, animationDuration].map(longest)) > 10 ?
                [`${describe(element)}${pseudo} moves`] : [];
        }));
        return style(document.documentElement).scrollBehavior === "smooth" ? [...faults, "scrolling takes time"] : faults;
    }

    /* The policy forbids elements <style>, and not this. */
    function restyle(css) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
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

    function copied(code) {
        const selection = getSelection();
        selection.selectAllChildren(code);
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
            codes: all(".code", card).map((code) => ({
                text: copied(code),
                partial: Boolean(code.querySelector(".gap:not([open])")),
                whole: all("pre", code).map((part) => part.textContent).join(""),
            })),
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
        fits, letters, shown, reachable, unwrapped, tabs, numbers, marks, contrast, paper, // of a page in a window
        focusFault, moving, restyle, fold, cards, addresses, anchors,
    };
})();
