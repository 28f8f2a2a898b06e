/* A built site: what a book must know of it. The order of chapters, their titles and sections are the
   contents of its print page. */

import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {parse} from "parse5";
import {BookError} from "./error.mjs";
import {attribute, find, hasClass, text} from "./tree.mjs";

const isA = (name) => (node) => node.tagName === name;
const children = (node, name) => (node?.childNodes ?? []).filter(isA(name));
const wordsOf = (node) => (node ? text(node).trim().replace(/\s+/g, " ") : "");

function readPage(folder, path) {
    const file = join(folder, path);
    if (!existsSync(file)) {
        throw new BookError(`there is no ${file}: build the course first`);
    }
    return parse(readFileSync(file, "utf8"));
}

/* An entry of the contents: {id, number, title}. */
function entryOf(item) {
    const [link] = children(item, "a");
    const number = wordsOf(find(link, (node) => hasClass(node, "number")));
    const title = wordsOf(link);
    return {
        id: decodeURIComponent(attribute(link, "href").slice(1)),
        number,
        title: title.slice(number.length).trim(),
    };
}

/* A chapter, from its entry "NAME." with the entries "NAME.ID" below it. */
function partOf(item) {
    const {id, number, title} = entryOf(item);
    const sections = children(children(item, "ol")[0], "li").map(entryOf)
        .map((section) => ({...section, id: section.id.slice(id.length)}));
    return {page: id.slice(0, -1) + ".html", number, title, sections};
}

/* When the newest result was made, so that the same results make the same book. */
function newest(folder) {
    const {samples} = JSON.parse(readFileSync(join(folder, "results.json"), "utf8"));
    const times = samples.map((sample) => sample.measured_at).filter(Boolean).map(Date.parse).filter(Number.isFinite);
    return new Date(Math.max(0, ...times));
}

export function openSite(folder) {
    const print = readPage(folder, "print.html");
    const index = readPage(folder, "index.html");
    const cover = find(print, (node) => hasClass(node, "cover"));
    const contents = find(print, (node) => hasClass(node, "toc"));
    if (!cover || !contents) {
        throw new BookError(`${join(folder, "print.html")} has no cover or no contents`);
    }
    const canonical = find(index, (node) => node.tagName === "link" && attribute(node, "rel") === "canonical");
    return {
        folder,
        title: wordsOf(find(cover, isA("h1"))),
        author: wordsOf(find(cover, (node) => hasClass(node, "author"))),
        description: wordsOf(find(cover, (node) => hasClass(node, "lead"))),
        lang: attribute(find(print, isA("html")), "lang") || "en",
        url: canonical && attribute(canonical, "href"), // null: nobody knows where it will be
        modified: newest(folder),
        parts: children(find(contents, isA("ol")), "li").map(partOf),
    };
}

/* The text of a chapter: its page's <article>. */
export function articleOf(site, part) {
    const main = find(readPage(site.folder, part.page), isA("main"));
    const article = main && find(main, isA("article"));
    if (!article) {
        throw new BookError(`${join(site.folder, part.page)} has no article`);
    }
    return article;
}
