/* How an EPUB is made: every chapter's page is parsed, freed of what needs a browser, and written as XHTML;
   styles, letters and pictures are put beside; and epubcheck has the last word. Equal sites make equal
   bytes: nothing in the book is from the clock or the machine. */

import {existsSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {extname, join} from "node:path";
import {connect, idsOf, propertiesOf, simplified} from "./chapter.mjs";
import {Contents, pictureTypes} from "./contents.mjs";
import {coverPage, coverPicture} from "./cover.mjs";
import {redraw} from "./drawings.mjs";
import {BookError} from "./error.mjs";
import {numberLines} from "./listing.mjs";
import {container, navigationOf, packageOf, page} from "./package.mjs";
import {run} from "./program.mjs";
import {articleOf} from "./site.mjs";
import {styleOf} from "./style.mjs";
import {serialize} from "./xhtml.mjs";
import {zip} from "./zip.mjs";

const xhtml = "application/xhtml+xml";
const letters = ["serif.woff2", "serif-italic.woff2", "mono.woff2"];

/* Ids of all chapters are known before the first link is judged. */
function chaptersOf(site, contents) {
    const articles = site.parts.map((part) => numberLines(redraw(simplified(articleOf(site, part)))));
    site.parts.forEach((part, i) => contents.setIds(part, idsOf(articles[i])));
    return site.parts.map((part, i) => {
        connect(articles[i], part, contents);
        const body = articles[i].childNodes.map((node) => serialize(node)).join("").trim();
        return {
            name: contents.fileOf(part),
            type: xhtml,
            properties: propertiesOf(articles[i]),
            isInSpine: true,
            bytes: page({title: part.title, lang: site.lang, body: `<section epub:type="chapter">\n${body}\n</section>`}),
        };
    });
}

function fontsOf(site) {
    return letters.filter((name) => existsSync(join(site.folder, "assets", name)))
        .map((name) => ({name: `fonts/${name}`, type: "font/woff2", bytes: readFileSync(join(site.folder, "assets", name))}));
}

function picturesOf(site, contents) {
    return contents.pictures.map(([path, name]) => ({
        name: `pictures/${name}`, type: pictureTypes[extname(name)], bytes: readFileSync(join(site.folder, path)),
    }));
}

function itemsOf(site, templates) {
    const contents = new Contents(site);
    const chapters = chaptersOf(site, contents);
    return [
        {name: "cover.svg", type: "image/svg+xml", properties: ["cover-image"], bytes: coverPicture(site)},
        {name: "cover.xhtml", type: xhtml, isInSpine: true, bytes: coverPage(site)},
        {name: "nav.xhtml", type: xhtml, properties: ["nav"], isInSpine: true, bytes: navigationOf(site, contents)},
        ...chapters,
        {name: "book.css", type: "text/css", bytes: styleOf(templates)},
        ...fontsOf(site),
        ...picturesOf(site, contents),
    ];
}

/* A reader knows the format by what stands at the beginning of the file: mimetype, as it is. */
export function archive(site, templates) {
    const items = itemsOf(site, templates);
    const files = [
        {name: "mimetype", bytes: "application/epub+zip", isStored: true},
        {name: "META-INF/container.xml", bytes: container},
        {name: "EPUB/package.opf", bytes: packageOf(site, items)},
        ...items.map(({name, bytes}) => ({name: `EPUB/${name}`, bytes})),
    ];
    return zip(files.map((file) => ({...file, bytes: Buffer.from(file.bytes)})));
}

/* Debian's program is a jar, which not every kernel starts by itself. */
async function check(file) {
    const jar = "/usr/share/java/epubcheck.jar";
    if (!existsSync(jar)) {
        throw new BookError("epubcheck is missing: apt install epubcheck");
    }
    const {status, stdout, stderr} = await run("java", ["-jar", jar, "--failonwarnings", file], "default-jre");
    if (status !== 0) {
        throw new BookError(`epubcheck has found faults:\n${`${stderr}${stdout}`.trim()}`);
    }
}

export async function makeEpub(site, out, templates) {
    const part = `${out.replace(/\.epub$/, "")}.part.epub`; // epubcheck wants the name to end so
    try {
        writeFileSync(part, archive(site, templates));
        await check(part);
        renameSync(part, out);
        return `${site.parts.length} chapters, checked by epubcheck`;
    } finally {
        rmSync(part, {force: true});
    }
}
