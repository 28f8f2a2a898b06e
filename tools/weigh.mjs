#!/usr/bin/env node
/* weigh.mjs SITE: what the chapters of a built site weigh, the heaviest first; exit status 1 when one of them is
   too heavy. */

import {resolve} from "node:path";
import {Site} from "../tests/browser/site.mjs";
import {chapters, most, weigh} from "../tests/browser/weight.mjs";

const site = new Site(resolve(process.argv[2] ?? "site"));
const rows = chapters(site).map((page) => weigh(site.folder, page)).sort((a, b) => b.total - a.total);
const columns = ["html", "styles", "scripts", "total"];
const print = (page, cells) => console.log(page.padEnd(32) + cells.map((cell) => String(cell).padStart(9)).join(""));

print("bytes, gzip -9", columns);
for (const row of rows) {
    print(row.page, [...columns.map((column) => row[column]), ...(row.total > most ? ["too heavy"] : [])]);
}
console.log(`at most ${most}`);
process.exitCode = rows.some((row) => row.total > most) ? 1 : 0;
