/* offline.mjs SITE: a small site as a reader meets it on a server, with the network and without. */

import {readFileSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {chromium} from "playwright-core";
import {Report} from "./report.mjs";
import {serve} from "./serve.mjs";

const folder = resolve(process.argv[2]);
const report = new Report();
const that = (test, holds, why = "it is not so") => report.judge(test, holds ? [] : [why]);
const equal = (test, got, wanted) =>
    that(test, got === wanted, `${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);

/* What the console says of a page that a browser was led to. */
function listen(tab) {
    const heard = [];
    tab.on("console", (message) => ["error", "warning"].includes(message.type()) && heard.push(`${message.text()} ${message.location().url}`));
    tab.on("pageerror", (error) => heard.push(error.message));
    return heard;
}

async function heading(tab) {
    return (await tab.textContent("h1")).trim();
}

/* The worker is there, has filled its storage, and answers for this page. */
async function settled(tab) {
    await tab.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller) {
            await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, {once: true}));
        }
    });
}

function keptFiles(tab) {
    return tab.evaluate(async () => {
        const cache = await caches.open((await caches.keys())[0]);
        return (await cache.keys()).map((request) => request.url);
    });
}

async function structure(tab, address) {
    const data = async (page) => {
        await tab.goto(address + page);
        return JSON.parse(await tab.textContent("script[type='application/ld+json']"));
    };
    const course = await data("");
    equal("the course says what it is called", course.name, "Sharing </script><b>& more");
    equal("the course lists its chapters", course.hasPart.map((part) => part.url).join(" "),
        "https://example.org/course/01.html https://example.org/course/part/02.html");
    const chapter = await data("part/02.html");
    equal("a chapter has its place in the course", `${chapter.position} ${chapter.isPartOf.url}`,
        "2 https://example.org/course/");
    equal("a page has its own address", await tab.getAttribute("link[rel=canonical]", "href"),
        "https://example.org/course/part/02.html");
    equal("a chapter without a description has its first words", await tab.getAttribute("meta[name=description]", "content"),
        "Words of the second chapter.");
    const picture = await tab.getAttribute("meta[property='og:image']", "content");
    const bytes = readFileSync(join(folder, picture.replace("https://example.org/course/", "")));
    equal("the picture is 1200 by 630", `${bytes.readUInt32BE(16)} ${bytes.readUInt32BE(20)}`, "1200 630");
}

async function missing(tab, address) {
    for (const place of ["nowhere.html", "part/deep/er/nowhere"]) {
        const response = await tab.goto(address + place);
        equal("what is missing is missing", response.status(), 404);
        equal("404.html is shown at any depth", await heading(tab), "Page not found");
        that("404.html is dressed at any depth", await tab.evaluate(() => document.styleSheets[0]?.cssRules.length > 10));
        await tab.click("main .chapters a >> nth=1");
        equal("404.html leads to chapters from any depth", await heading(tab), "Second");
    }
}

async function manifest(context, tab, address) {
    await tab.goto(address + "part/02.html");
    await tab.waitForSelector("link[rel=manifest]", {state: "attached"});
    const session = await context.newCDPSession(tab);
    const {url, data, errors} = await session.send("Page.getAppManifest");
    equal("a page in a folder names the manifest", url, address + "site.webmanifest");
    report.judge("the manifest has no fault", errors.map(({message}) => message));
    equal("the manifest has the course's title", JSON.parse(data ?? "{}").name, "Sharing </script><b>& more");
    const {installabilityErrors} = await session.send("Page.getInstallabilityErrors");
    report.judge("the site can be installed", installabilityErrors.map(({errorId}) => errorId)
        .filter((id) => id !== "in-incognito")); // where Playwright's contexts live
}

async function offline(context, tab, address) {
    await tab.goto(address);
    await settled(tab);
    await context.setOffline(true);
    await tab.reload();
    equal("the first page is there without a network", await heading(tab), "Sharing </script><b>& more");
    await tab.goto(address + "01.html");
    await tab.click("a[rel=next]");
    await tab.waitForURL(address + "part/02.html");
    equal("the next chapter is there without a network", await heading(tab), "Second");
    that("it has its style", await tab.evaluate(() => document.styleSheets[0]?.cssRules.length > 10));
    const response = await tab.goto(address + "results.json").catch(() => null);
    equal("what was not kept says so", response?.status(), 503);
    await context.setOffline(false);
}

/* Another build: one page is otherwise, so the list in sw.js is, as drawloom would write it. */
function rebuild() {
    const page = join(folder, "01.html");
    writeFileSync(page, readFileSync(page, "utf8").replaceAll("More of them.", "A second build."));
    const list = readFileSync(join(folder, "sw.js"), "utf8");
    writeFileSync(join(folder, "sw.js"), list.replace(/("01\.html": ")[^"]*/, "$10123456789abcdef"));
}

async function update(context, tab, address) {
    await tab.goto(address);
    await settled(tab);
    const before = await keptFiles(tab);
    rebuild();
    await tab.goto(address + "01.html");
    that("online, a new build is seen at once", (await tab.textContent("main")).includes("second build"));
    await tab.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const changed = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, {once: true}));
        await registration.update();
        await changed;
    });
    await tab.waitForFunction(async () => {
        const cache = await caches.open((await caches.keys())[0]);
        const kept = (await cache.keys()).map((request) => request.url).filter((url) => url.includes("/01.html?"));
        return kept.length === 1 && kept[0].endsWith("0123456789abcdef");
    });
    const after = await keptFiles(tab);
    equal("only the changed page is kept anew", after.filter((url) => !before.includes(url)).length, 1);
    await context.setOffline(true);
    await tab.reload();
    that("the new build is there without a network", (await tab.textContent("main")).includes("second build"));
    await context.setOffline(false);
}

const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"]});
const server = await serve(folder, {gzip: true, base: "/course/"});
try {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const heard = listen(tab);
    await structure(tab, server.address);
    await manifest(context, tab, server.address);
    await offline(context, tab, server.address);
    await update(context, tab, server.address);
    // the page that was not kept has no icon of its own
    report.judge("nothing is complained of", heard.filter((words) => !/status of 503|favicon\.ico$/.test(words)));
    await missing(await context.newPage(), server.address);
} catch (error) {
    report.judge("the walk comes to its end", [error.stack]);
} finally {
    await browser.close();
    await server.close();
}
process.exitCode = report.print() ? 0 : 1;
