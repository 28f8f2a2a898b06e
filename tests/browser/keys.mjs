/* What page.js adds for readers beside the search: keys, colours, the place in the course, cards. In each
   case with storage, and with a browser that refuses it. */

import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {watch} from "./visit.mjs";

const first = "01-everything.html";
const second = "02-hostile.html";

/* A page's script can't tell this from a browser that keeps nothing. */
function refuseStorage() {
    for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {get() {
            throw new DOMException("refused", "SecurityError");
        }});
    }
}

const name = (tab) => decodeURIComponent(new URL(tab.url()).pathname.split("/").pop());

async function turn(tab, key, page) {
    await Promise.all([tab.waitForURL(new RegExp(page), {timeout: 3000}).catch(() => {}), tab.keyboard.press(key)]);
    return name(tab);
}

async function keys(tab, site, expect, stored) {
    await tab.goto(site.address(first));
    expect("→ is the next chapter", second, await turn(tab, "ArrowRight", second));
    expect("← is the one before", first, await turn(tab, "ArrowLeft", first));
    expect("n is the next", second, await turn(tab, "n", second));
    expect("p is the one before", first, await turn(tab, "p", first));
    await tab.keyboard.press("Shift+ArrowRight");
    await tab.keyboard.press("Alt+n");
    await tab.locator(".code").first().focus();
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("/");
    await tab.locator(".search[open]").waitFor();
    await tab.keyboard.type("np?t");
    await tab.keyboard.press("ArrowRight");
    expect("what is typed or scrolls is no key", first, name(tab));
    expect("but text", "np?t", await tab.getByRole("combobox").inputValue());
    await tab.keyboard.press("Escape");
    await tab.keyboard.press("t");
    expect("t leads to the contents", true, await tab.evaluate(() => !!document.activeElement.closest("nav.contents")));

    await tab.keyboard.press("Escape");
    await tab.keyboard.press("?");
    const box = tab.locator(".keys[open] input");
    expect("? lists the keys", true, (await tab.locator(".keys[open] kbd").allTextContents()).includes("/"));
    await box.uncheck();
    await tab.keyboard.press("Escape");
    if (stored) await tab.reload(); // else it is kept for this page
    await tab.keyboard.press("n");
    await tab.keyboard.press("/");
    await tab.waitForTimeout(200);
    expect("keys that are switched off do nothing", first, name(tab));
    expect("nor open the search", 0, await tab.locator(".search[open]").count());
    await tab.getByRole("button", {name: "Keys"}).click();
    await box.check();
    await tab.keyboard.press("Escape");
    expect("they can be switched on again", second, await turn(tab, "n", second));
}

async function colours(tab, site, expect, stored) {
    const paper = () => tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await tab.emulateMedia({colorScheme: "light"});
    await tab.goto(site.address(first));
    const light = await paper();
    const button = tab.getByRole("button", {name: /^Colours/});
    expect("the system's colours at first", "Colours: as the system has it", await button.getAttribute("aria-label"));
    await button.click();
    await button.click();
    const dark = await paper();
    expect("the third state is dark", "Colours: dark", await button.getAttribute("aria-label"));
    expect("and looks so", true, dark !== light);
    await tab.locator(".unseen[role=status]").getByText("Colours: dark").waitFor({timeout: 2000, state: "attached"})
        .catch(() => expect("the change is announced", true, false));
    await tab.reload();
    expect("the choice lasts", stored ? dark : light, await paper());
    await tab.emulateMedia({colorScheme: "dark"});
    expect("the system's dark is the same", dark, await paper());
    if (!stored) return;
    await button.click();
    await tab.emulateMedia({colorScheme: "light"});
    expect("then comes the system's again", light, await paper());
}

async function place(tab, site, expect, stored) {
    await tab.setViewportSize({width: 1400, height: 700});
    await tab.goto(site.address(first));
    const current = tab.locator("nav.headings [aria-current=true]");
    const line = () => tab.locator(".top progress").evaluate((line) => line.value);
    const settle = () => tab.evaluate(() =>
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await settle();
    expect("the line is empty at the top", 0, await line());
    await tab.evaluate(() => document.getElementById("samples").scrollIntoView());
    await settle();
    expect("the section is marked", "#samples", await current.getAttribute("href"));
    expect("one only", 1, await current.count());
    expect("the line has grown", true, await line() > 0);
    await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await settle();
    expect("the line is full at the end", 1, await line());
    expect("the last heading is marked at the end", true,
        await current.evaluate((link) => link === [...document.querySelectorAll("nav.headings a")].at(-1)));
    expect("the chapter is marked as read", "read",
        await tab.locator("nav.contents .here > a .read").getAttribute("aria-label"));

    await tab.goto(site.address(second));
    expect("long words of headings are broken", true,
        await tab.locator("nav.headings").evaluate((list) => list.scrollWidth <= list.clientWidth));
    await tab.evaluate(() => document.querySelectorAll("h2")[0].scrollIntoView());
    await settle();
    await tab.goto(site.address("index.html"));
    const marks = await tab.locator("ol.chapters .read").count();
    expect("the course's page has the mark", stored ? 1 : 0, marks);
    const link = tab.locator(".continue a");
    expect("and the place to go on", stored ? 1 : 0, await link.count());
    if (!stored) return;
    expect("which is text", 0, await link.locator(":is(script, img, b)").count());
    await link.click();
    expect("it leads to the chapter that was left", second, name(tab));
    expect("and to the section", true, new URL(tab.url()).hash !== "");
}

async function addresses(tab, site, expect) {
    const inView = (selector) => tab.locator(selector).first().evaluate((element) => {
        const {top, bottom, height} = element.getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight;
    });
    await tab.goto(site.address(first) + "#double-done");
    expect("a fold is opened for what is in it", true, await tab.locator("#double-done").isVisible());
    expect("and that is shown", true, await inView("#double-done"));
    await tab.goto(site.address(first) + "#folded:3");
    expect("line 3 of a folded program is marked", "    return n / 2;\n", await tab.locator(".l.target").textContent());
    expect("and shown", true, await inView(".l.target"));
    await tab.evaluate(() => (location.hash = "#hello:5"));
    await tab.locator("#hello .l.target").waitFor({timeout: 2000}).catch(() => {});
    expect("one line is marked at a time", 1, await tab.locator(".l.target").count());
    for (const odd of ["#%", "#hello:0", "#hello:99999999999", "#nothing:3", "#:3", "#%00", "#a\"]"]) {
        await tab.evaluate((odd) => (location.hash = odd), odd);
    }
    expect("addresses that lead nowhere mark nothing", 0, await tab.locator(".l.target").count());

    await tab.goto(site.address(second));
    await tab.goto(site.address(first));
    await tab.evaluate(() => (location.hash = "#hello:5"));
    await tab.goBack();
    expect("the way back to the address without # unmarks", 0, await tab.locator(".l.target").count());
    await tab.evaluate(() => (location.hash = "#double-done"));
    await tab.locator("#double-done").waitFor({timeout: 2000}).catch(() => {});
    expect("and folds are opened as before", true, await tab.locator("#double-done").isVisible());
}

/* What lies over the text goes when a place in it was chosen. */
async function panel(tab, site, expect) {
    await tab.setViewportSize({width: 360, height: 640});
    await tab.goto(site.address(first));
    const contents = tab.locator("nav.contents");
    await tab.getByRole("button", {name: "Contents"}).click();
    expect("the contents open", true, await contents.isVisible());
    await contents.locator("a[href*='#samples']").first().click();
    expect("and close where they have led", false, await contents.isVisible());
    expect("to the place", "#samples", new URL(tab.url()).hash);
    await tab.setViewportSize({width: 1400, height: 700});
}

/* What lies on the disk is what is copied and opened. */
async function cards(tab, site, expect) {
    await tab.goto(site.address(first));
    await tab.evaluate(() => {
        globalThis.copied = [];
        Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => copied.push(text)}});
    });
    for (const id of ["hello", "many", "hidden", "folded", "long"]) {
        const card = tab.locator(`#${id}`);
        const file = await card.locator(".download").first().evaluate((link) => link.href);
        const source = readFileSync(fileURLToPath(file), "utf8");
        await card.locator(".copy").click();
        expect(`${id}: copied is the file`, source, await tab.evaluate(() => copied.at(-1)));
        expect(`${id}: that is said`, "Copied", await card.locator(".copy").textContent());
        const link = card.locator("a.explorer");
        if (await link.count() === 0) continue;
        const {language, options} = JSON.parse(await link.getAttribute("data-explorer"));
        await link.focus();
        const href = await link.getAttribute("href");
        expect(`${id}: a plain address`, true, /^https:\/\/godbolt\.org\/clientstate\/[\w%]+$/.test(href));
        const [session] = JSON.parse(atob(decodeURIComponent(href.split("/").pop()))).sessions;
        expect(`${id}: Compiler Explorer gets the program`, source, session.source);
        expect(`${id}: in its language`, language, session.language);
        expect(`${id}: with its flags`, options, session.compilers[0].options);
        expect(`${id}: and runs it with them`, options, session.executors[0].compiler.options);
    }
    await tab.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
        document.addEventListener("copy", () => copied.push(document.activeElement.value), {once: true});
    });
    await tab.locator("#hello .copy").click();
    await tab.locator("#hello .copy").getByText(/opied/).waitFor();
    expect("without the clipboard's interface it is copied by hand", true,
        (await tab.evaluate(() => copied.at(-1))).includes("puts(\"hello\")"));
    expect("focus stays on the button", true,
        await tab.locator("#hello .copy").evaluate((button) => button === document.activeElement));
}

export async function reader(browser, site, report) {
    for (const stored of [true, false]) {
        const context = await browser.newContext({reducedMotion: "reduce"}); // scrolling takes no time
        if (!stored) await context.addInitScript(refuseStorage);
        const tab = await context.newPage();
        const heard = watch(tab);
        const judge = async (words, test) => {
            const faults = [];
            const expect = (what, wanted, got) =>
                wanted === got || faults.push(`not so: ${what} (${JSON.stringify(got)})`);
            await test(tab, site, expect, stored);
            await tab.waitForLoadState(); // what is left before would be heard as failed
            const ours = heard.splice(0).filter((line) => !/^failed: .*icon\.svg$/.test(line)); // the page was left
            report.judge(words, [...faults, ...ours], stored ? "" : "storage is refused");
        };
        await judge("keys: chapters turn, and all can be switched off", keys);
        await judge("colours: the choice lasts", colours);
        await judge("place: what is read is marked, and found again", place);
        await judge("addresses: what is folded is opened, lines are marked", addresses);
        await judge("contents: the panel does not stay", panel);
        await judge("cards: copied and opened elsewhere is the program", cards);
        await context.close();
    }
}
