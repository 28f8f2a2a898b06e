/* A chapter of the site as a chapter of the book: what only makes sense in a browser is taken out of its
   tree, and what is left is of elements that simple readers know. */

import {attribute, elements, hasClass, rename, replace, setAttribute, textNode, unwrap} from "./tree.mjs";

/* Tools of the page, and what scripts work on. */
const dropped = new Set("script style template iframe object embed button form link meta base".split(" "));
const droppedClasses = ["anchor", "actions", "file-download", "needs-script", "letters", "definition"];
const keptData = new Set(["data-n"]); // the number of a line of code
const droppedAttributes = /^(on|data-|style$|tabindex$|popover|download$|loading$|decoding$)/;
const relations = ["aria-describedby", "aria-labelledby", "aria-details", "aria-controls", "aria-owns"];

function isDropped(node) {
    return dropped.has(node.tagName) || droppedClasses.some((name) => hasClass(node, name));
}

/* Answers of a question are a list; a task has a box, ticked or not. */
function withoutControl(node) {
    if (attribute(node, "type") !== "checkbox" || !hasClass(node.parentNode.parentNode ?? {}, "tasks")) {
        return [];
    }
    return [textNode(attribute(node, "checked") === undefined ? "\u2610" : "\u2611")];
}

function simplify(node) {
    if (isDropped(node)) {
        replace(node);
    } else if (node.tagName === "input") {
        replace(node, ...withoutControl(node));
    } else if (node.tagName === "label") {
        unwrap(node);
    } else if (node.tagName === "fieldset") {
        rename(node, "div");
    } else if (node.tagName === "legend") {
        rename(node, "p");
    }
}

function isKept({name}) {
    return keptData.has(name) || !droppedAttributes.test(name);
}

export function idsOf(article) {
    return new Set([...elements(article)].map((node) => attribute(node, "id")).filter(Boolean));
}

/* What was described by something that is gone. */
function forget(node, ids) {
    for (const name of relations.filter((name) => attribute(node, name) !== undefined)) {
        const left = attribute(node, name).split(/\s+/).filter((id) => ids.has(id));
        setAttribute(node, name, left.length > 0 ? left.join(" ") : undefined);
    }
}

export function simplified(article) {
    for (const node of [...elements(article)]) {
        simplify(node);
    }
    const ids = idsOf(article);
    for (const node of elements(article)) {
        node.attrs = node.attrs.filter(isKept);
        forget(node, ids);
    }
    return article;
}

/* Links and pictures. `book` says where things are: book.link(part, address) is an address, or null for a
   place that no book can lead to; book.picture(part, address) likewise. */
export function connect(article, part, book) {
    for (const node of [...elements(article)]) {
        if (node.tagName === "a" && attribute(node, "href") !== undefined) {
            connectLink(node, book.link(part, attribute(node, "href")));
        } else if (node.tagName === "img") {
            connectPicture(node, book.picture(part, attribute(node, "src") ?? ""));
        }
    }
}

function connectLink(node, address) {
    if (address === null) {
        unwrap(node);
    } else {
        setAttribute(node, "href", address);
    }
}

/* A picture that is not in the book leaves its words. */
function connectPicture(node, address) {
    if (address === null) {
        replace(node, textNode(attribute(node, "alt") ?? ""));
    } else {
        setAttribute(node, "src", address);
    }
}

/* What the package must say of the file. */
export function propertiesOf(article) {
    const names = new Set([...elements(article)].map((node) => node.tagName));
    return [names.has("math") && "mathml", names.has("svg") && "svg"].filter(Boolean);
}
