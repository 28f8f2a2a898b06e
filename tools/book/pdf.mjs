/* How a PDF with page numbers in its references is made. Chromium can't say on which page the target of a
   link will be, so the page is printed more than once: the PDF of one pass has named destinations, whose
   pages are written behind the references for the next, until a pass shows what was found in it. It
   begins with numbers of two digits where there will be some, so that little moves afterwards. A
   reference that had a number keeps one: otherwise it could come and go for ever. */

import {existsSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";
import {BookError} from "./error.mjs";
import {withInformation} from "./pdf_information.mjs";
import {run} from "./program.mjs";
import {markReferences, showPages} from "./references.mjs";

const mostPasses = 4;
const longest = 20 * 60 * 1000; // a busy machine takes a minute for a hundred pages

function decoded(name) {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

/* The page of every named destination. */
export async function destinations(file) {
    const {status, stdout, stderr} = await run("pdfinfo", ["-dests", file], "poppler-utils");
    if (status !== 0) {
        throw new BookError(`pdfinfo: ${stderr.trim()}`);
    }
    const lines = [...stdout.matchAll(/^\s*(\d+) \[.*?\] "(.*)"$/gm)];
    return new Map(lines.map(([, page, name]) => [decoded(name), Number(page)]));
}

/* What stands behind the references in the next pass: their pages, unless they are on the same one. */
function numbers(references, pages, shown) {
    const far = references.filter(({id, target}) => pages.has(target) &&
        (shown.has(id) || pages.get(target) !== pages.get(id)));
    return new Map(far.map(({id, target}) => [id, pages.get(target)]));
}

function areEqual(some, others) {
    return some.size === others.size && [...some].every(([id, page]) => others.get(id) === page);
}

async function printUntilSettled(tab, file) {
    const references = await tab.evaluate(markReferences);
    let shown = new Map(references.filter(({isFar}) => isFar).map(({id}) => [id, "00"]));
    for (let pass = 1; pass <= mostPasses; pass++) {
        await tab.evaluate(showPages, [...shown]);
        await tab.pdf({path: file, format: "A4", preferCSSPageSize: true, tagged: true, outline: true});
        const found = numbers(references, await destinations(file), shown);
        if (areEqual(shown, found)) {
            return `${pass} passes, ${shown.size} page numbers`;
        }
        shown = found;
    }
    throw new BookError(`the page numbers still move after ${mostPasses} passes`);
}

async function start() {
    const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
    if (!existsSync(executablePath)) {
        throw new BookError(`${executablePath} is missing: apt install chromium`);
    }
    return chromium.launch({executablePath, args: ["--disable-gpu", "--disable-background-networking"]});
}

/* The print page of a site as a PDF. */
export async function makePdf(site, out) {
    const part = `${out}.part`;
    await run("pdfinfo", ["-v"], "poppler-utils"); // rather now than after a minute of printing
    const browser = await start();
    try {
        const context = await browser.newContext({javaScriptEnabled: false});
        const tab = await context.newPage();
        tab.setDefaultTimeout(longest);
        await tab.goto(pathToFileURL(join(site.folder, "print.html")).href);
        const said = await printUntilSettled(tab, part);
        writeFileSync(part, withInformation(readFileSync(part), site));
        renameSync(part, out);
        return said;
    } finally {
        await browser.close();
        rmSync(part, {force: true});
    }
}
