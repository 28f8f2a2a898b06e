/* The files of an EPUB that say what is in it: container, package, navigation, cover (EPUB 3.3). */

import {createHash} from "node:crypto";
import {escape} from "./xhtml.mjs";

const namespaceOfUrls = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

/* A name-based UUID (RFC 9562, version 5): the same course is the same book, whenever it is made. */
export function uuid(name) {
    const bytes = createHash("sha1").update(namespaceOfUrls).update(name).digest().subarray(0, 16);
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`;

export function page({title, lang, body, head = ""}) {
    const language = escape(lang);
    return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head>
<title>${escape(title)}</title>
<link rel="stylesheet" href="book.css"/>${head}
</head>
<body>
${body}
</body>
</html>
`;
}

const accessibility = (mathml) => [
    ["accessMode", "textual"],
    ["accessMode", "visual"],
    ["accessModeSufficient", "textual"],
    ["accessibilityFeature", "alternativeText"],
    ["accessibilityFeature", "longDescription"],
    ...mathml ? [["accessibilityFeature", "MathML"]] : [],
    ["accessibilityFeature", "readingOrder"],
    ["accessibilityFeature", "structuralNavigation"],
    ["accessibilityFeature", "tableOfContents"],
    ["accessibilityHazard", "none"],
    ["accessibilitySummary", "All pictures have descriptions, and tables of what they show."],
].map(([property, value]) => `<meta property="schema:${property}">${value}</meta>`);

/* items: {name, type, properties, isInSpine} of all files but the package itself. */
export function packageOf(site, items) {
    const optional = (name, value) => (value ? [`<dc:${name}>${escape(value)}</dc:${name}>`] : []);
    const mathml = items.some(({properties}) => properties?.includes("mathml"));
    const metadata = [
        `<dc:identifier id="book">urn:uuid:${uuid(`${site.url ?? ""}\n${site.title}`)}</dc:identifier>`,
        `<dc:title>${escape(site.title)}</dc:title>`,
        `<dc:language>${escape(site.lang)}</dc:language>`,
        ...optional("creator", site.author),
        ...optional("description", site.description),
        ...optional("source", site.url),
        `<meta property="dcterms:modified">${site.modified.toISOString().replace(/\.\d+/, "")}</meta>`,
        ...accessibility(mathml),
    ];
    const entry = ({name, type, properties}, i) => {
        const words = properties?.length ? ` properties="${properties.join(" ")}"` : "";
        return `<item id="item-${i}" href="${name}" media-type="${type}"${words}/>`;
    };
    const spine = items.flatMap(({isInSpine}, i) => (isInSpine ? [`<itemref idref="item-${i}"/>`] : []));
    return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="${escape(site.lang)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.join("\n")}
</metadata>
<manifest>
${items.map(entry).join("\n")}
</manifest>
<spine>
${spine.join("\n")}
</spine>
</package>
`;
}

const labelOf = ({number, title}) => escape(`${number} ${title}`.trim());

/* Two levels: chapters, and the sections that `contents` can lead to. */
export function navigationOf(site, contents) {
    const section = (part) => (its) => {
        const href = contents.link(part, `#${encodeURIComponent(its.id)}`);
        return `<li><a href="${escape(href.startsWith("#") ? contents.fileOf(part) + href : href)}">${labelOf(its)}</a></li>`;
    };
    const chapter = (part) => {
        const below = part.sections.map(section(part)).join("\n");
        return `<li><a href="${contents.fileOf(part)}">${labelOf(part)}</a>${below && `\n<ol>\n${below}\n</ol>\n`}</li>`;
    };
    const first = site.parts[0] ? contents.fileOf(site.parts[0]) : "cover.xhtml";
    return page({title: "Contents", lang: site.lang, body: `<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">
<h1 id="contents">Contents</h1>
<ol>
${site.parts.map(chapter).join("\n")}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks">
<ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>
<li><a epub:type="bodymatter" href="${first}">Start</a></li>
</ol>
</nav>`});
}
