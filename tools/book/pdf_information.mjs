/* Title and author of a PDF. Chromium writes the title only, so the dictionary that holds them is written
   anew behind the end of the file, as an incremental update (ISO 32000-1, 7.5.6): the object, a table of
   references with its place, and a trailer that points to the one before. */

import {BookError} from "./error.mjs";

/* Text in UTF-16 with a byte order mark, as hexadecimal digits: it needs no escapes. */
function pdfText(words) {
    const bytes = Buffer.from(`\ufeff${words}`, "utf16le").swap16();
    return `<${bytes.toString("hex").toUpperCase()}>`;
}

function pdfDate(date) {
    return `(D:${date.toISOString().replace(/\D/g, "").slice(0, 14)}Z)`;
}

function readTrailer(pdf) {
    const end = pdf.subarray(-2048).toString("latin1");
    const found = /trailer\s*<<\/Size (\d+)\s*\/Root (\d+ \d+ R)\s*\/Info (\d+) 0 R>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(end);
    if (!found) {
        throw new BookError("this version of Chromium writes PDF files of another form");
    }
    const [, size, root, info, table] = found;
    return {size, root, info, table};
}

export function withInformation(pdf, {title, author}) {
    const {size, root, info, table} = readTrailer(pdf);
    const entries = [`/Title ${pdfText(title)}`, "/Creator (drawloom)", `/CreationDate ${pdfDate(new Date())}`];
    if (author) {
        entries.push(`/Author ${pdfText(author)}`);
    }
    const object = `${info} 0 obj\n<<${entries.join("\n")}>>\nendobj\n`;
    const at = String(pdf.length).padStart(10, "0");
    const rest = `xref\n${info} 1\n${at} 00000 n \n` +
        `trailer\n<</Size ${size} /Root ${root} /Info ${info} 0 R /Prev ${table}>>\n` +
        `startxref\n${pdf.length + object.length}\n%%EOF\n`;
    return Buffer.concat([pdf, Buffer.from(object + rest, "latin1")]);
}
