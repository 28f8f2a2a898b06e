/* Drawings as simple readers draw them, and as SVG 1.1 has them, which epubcheck insists on: places and
   sizes that pages take from their style are attributes here, and dashes that are counted by the length of
   a line (pathLength) are those of a path on a scale of its own. */

import {attribute, elements, hasClass, rename, replace, setAttribute} from "./tree.mjs";

const svg = "http://www.w3.org/2000/svg";

/* By class, what templates/style/60-timelines.css says of bars; the first that fits. */
const bars = [
    ["z", {y: "5", height: "6"}],
    ["j", {y: "7", height: "2"}],
    ["rd", {height: "2"}],
    ["h", {height: "4"}],
    ["break", {width: "5"}],
];

function complete(rect) {
    const [, sizes] = bars.find(([name]) => hasClass(rect, name)) ?? [];
    for (const [name, value] of Object.entries({height: "16", width: "0", ...sizes})) {
        if (attribute(rect, name) === undefined) {
            setAttribute(rect, name, value);
        }
    }
}

function element(tagName, attrs, childNodes = []) {
    return {
        nodeName: tagName, tagName, namespaceURI: svg, childNodes,
        attrs: Object.entries(attrs).map(([name, value]) => ({name, value})),
    };
}

/* As high as it is, but as wide as there is room, with so many units. */
function onScale(line) {
    const [units, y] = [attribute(line, "pathLength"), attribute(line, "y1") ?? 0];
    const scale = element("svg", {
        width: "100%", height: "32", viewBox: `0 0 ${units} 32`, preserveAspectRatio: "none", overflow: "visible",
    }, [line]);
    replace(line, scale);
    line.parentNode = scale;
    rename(line, "path");
    line.attrs = line.attrs.filter(({name}) => !["pathLength", "x1", "y1", "x2", "y2"].includes(name));
    setAttribute(line, "d", `M0 ${y}H${units}`);
}

export function redraw(article) {
    for (const node of [...elements(article)].filter(({namespaceURI}) => namespaceURI === svg)) {
        if (node.tagName === "rect") {
            complete(node);
        } else if (node.tagName === "line" && attribute(node, "pathLength") !== undefined) {
            onScale(node);
        }
    }
    return article;
}
