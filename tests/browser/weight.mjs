/* What a page weighs: bytes, compressed by gzip -9, of it and of all styles and scripts that it loads at
   once. Fonts come later and stay in the browser's cache, and search is loaded by who searches. */

import {readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {gzipSync} from "node:zlib";

export const most = 70 * 1024;

const loads = /<(?:script\b[^>]*\ssrc|link rel="stylesheet" href)="([^"]+)"/g;

function size(path) {
    return gzipSync(readFileSync(path), {level: 9}).length;
}

/* {page, html, styles, scripts, total} of a page. */
export function weigh(folder, page) {
    const path = join(folder, page);
    const addresses = [...readFileSync(path, "utf8").matchAll(loads)].map(([, address]) => join(dirname(path), address));
    const sum = (extension) => addresses.filter((address) => address.endsWith(extension))
        .reduce((bytes, address) => bytes + size(address), 0);
    const row = {page, html: size(path), styles: sum(".css"), scripts: sum(".js")};
    return {...row, total: row.html + row.styles + row.scripts};
}

/* The pages of chapters, which are those with an article. */
export function chapters({folder, pages}) {
    return pages.filter((page) => /<body class="chapter"/.test(readFileSync(join(folder, page), "utf8")));
}

export function weightFaults({total}, limit = most) {
    return total > limit ? [`it weighs ${total} bytes, ${total - limit} too many`] : [];
}

export function weights(site, report) {
    for (const page of chapters(site)) {
        report.judge(`${page} is light`, weightFaults(weigh(site.folder, page)));
    }
}
