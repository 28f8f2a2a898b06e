/* The style of the book: epub/book.css, which the simplest readers understand, and behind it the rules for
   pictures that pages have, with the light colours: a reader on its way into the dark has its own means.
   `templates` are folders, the first that has a file wins. */

import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {BookError} from "./error.mjs";

const ofPictures = ["style/10-colours.css", "style/55-pictures.css", "style/60-timelines.css",
    "style/61-timelines-widths.css"];

function read(templates, name) {
    const file = templates.map((folder) => join(folder, name)).find(existsSync);
    if (!file) {
        throw new BookError(`there is no ${name} in ${templates.join(" or ")}`);
    }
    return readFileSync(file, "utf8").replace(/\/\*[^]*?\*\//g, "");
}

/* Behind the bracket that closes the one at `start`. */
function endOf(css, start) {
    let depth = 0;
    for (let i = start; i < css.length; i++) {
        depth += "({".includes(css[i]) ? 1 : ")}".includes(css[i]) ? -1 : 0;
        if (depth === 0) {
            return i + 1;
        }
    }
    return css.length;
}

/* What a pair of brackets holds, at its commas. */
function argumentsIn(css) {
    const all = [];
    let [from, depth] = [0, 0];
    for (let i = 0; i < css.length; i++) {
        depth += css[i] === "(" ? 1 : css[i] === ")" ? -1 : 0;
        if (css[i] === "," && depth === 0) {
            all.push(css.slice(from, i).trim());
            from = i + 1;
        }
    }
    return [...all, css.slice(from).trim()];
}

/* Every `word(…)` as what `choose` makes of its arguments. */
function replaceCalls(css, word, choose) {
    for (let at; (at = css.indexOf(`${word}(`)) >= 0;) {
        const end = endOf(css, at + word.length);
        css = css.slice(0, at) + choose(argumentsIn(css.slice(at + word.length + 1, end - 1))) + css.slice(end);
    }
    return css;
}

/* ".a :is(.b, .c)" as ".a .b, .a .c". */
function withoutIs(selector) {
    const at = selector.indexOf(":is(");
    if (at < 0) {
        return [selector];
    }
    const end = endOf(selector, at + 3);
    return argumentsIn(selector.slice(at + 4, end - 1))
        .flatMap((one) => withoutIs(selector.slice(0, at) + one + selector.slice(end)));
}

function simpler(css) {
    const rules = css.replace(/[^{};]*:has\([^{}]*\{[^{}]*\}/g, "");
    return rules.replace(/[^{};]+(?=\{)/g, (words) =>
        words.trim().startsWith("@") ? words : `\n${argumentsIn(words).flatMap(withoutIs).join(",\n")} `);
}

function withoutMedia(css, query) {
    for (let at; (at = css.search(query)) >= 0;) {
        css = css.slice(0, at) + css.slice(endOf(css, css.indexOf("{", at)));
    }
    return css;
}

export function styleOf(templates) {
    const pictures = ofPictures.map((name) => read(templates, name)).join("");
    const plain = withoutMedia(pictures, /@media (\(prefers-color-scheme|\(forced-colors|print)/);
    const light = replaceCalls(plain, "light-dark", ([its]) => its).replace(/color-scheme:[^;]*;/g, "");
    return read(templates, "epub/book.css") + simpler(light);
}
