/* Numbers of lines. On pages the style counts them, from what data-n says was before the first: "h1 u2" is 102.
   Simple readers don't count, so here each line has its number. */

import {attribute, elements, hasClass, setAttribute} from "./tree.mjs";

const worth = {k: 1000, h: 100, t: 10, u: 1};

function linesBefore(pre) {
    const digits = (attribute(pre, "data-n") ?? "").split(/\s+/).filter(Boolean);
    return digits.reduce((sum, digit) => sum + (worth[digit[0]] ?? 0) * Number(digit.slice(1)), 0);
}

export function numberLines(article) {
    for (const pre of [...elements(article)].filter(({tagName}) => tagName === "pre")) {
        let number = linesBefore(pre);
        for (const line of [...elements(pre)].filter((node) => hasClass(node, "l"))) {
            setAttribute(line, "data-n", String(++number));
        }
        setAttribute(pre, "data-n");
    }
    return article;
}
