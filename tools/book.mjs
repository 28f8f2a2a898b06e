#!/usr/bin/env node
/* book.mjs pdf|epub COURSE OUT: a course as one book, from the site that "drawloom build COURSE" made.

   Exit status: 0 the book is there; 1 it could not be made, or is not what it must be; 2 wrong usage.
   Environment: CHROMIUM, the browser that prints (/usr/bin/chromium). */

import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {makeEpub} from "./book/epub.mjs";
import {BookError} from "./book/error.mjs";
import {makePdf} from "./book/pdf.mjs";
import {openSite} from "./book/site.mjs";

const makers = {pdf: makePdf, epub: makeEpub};
const templates = join(dirname(fileURLToPath(import.meta.url)), "../templates");

async function main([kind, course, out, ...more]) {
    if (!Object.hasOwn(makers, kind ?? "") || !course || !out || more.length > 0) {
        console.error("usage: book.mjs pdf|epub COURSE OUT");
        return 2;
    }
    try {
        const site = openSite(join(resolve(course), "site"));
        // as for pages: a course's own templates come first
        const said = await makers[kind](site, resolve(out), [join(resolve(course), "templates"), templates]);
        console.log(`${out}: ${said}`);
        return 0;
    } catch (error) {
        console.error(`book: ${error instanceof BookError ? error.message : error.stack}`);
        return 1;
    }
}

process.exitCode = await main(process.argv.slice(2));
