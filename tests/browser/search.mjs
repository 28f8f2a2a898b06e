/* The search, by keyboard alone and from the file system. */

import {watch} from "./visit.mjs";

const start = "part/03-last.html"; // in a folder: addresses of results must still be right

async function results(tab) {
    return tab.locator(".search [role=option]").evaluateAll((options) => options.map((option) => ({
        title: option.querySelector(".title").textContent,
        place: option.querySelector(".place").textContent,
        kind: option.querySelector(".kind").textContent,
        excerpt: option.querySelector(".excerpt").textContent,
        marks: [...option.querySelectorAll("mark")].map((mark) => mark.textContent),
        href: option.href,
    })));
}

async function open(tab, key = "/") {
    await tab.keyboard.press(key);
    await tab.locator(".search[open]").waitFor();
    await tab.waitForFunction(() => !document.querySelector(".search .status").textContent.startsWith("Loading"));
}

async function type(tab, words) {
    await tab.keyboard.press("Control+a");
    await tab.keyboard.insertText(words);
    return results(tab);
}

async function finds(tab, expect) {
    expect("nothing of it is loaded before", 0,
        await tab.locator("script[src*=minisearch], script[src*=search-index]").count());
    await open(tab);
    expect("focus is in the field", "combobox", await tab.evaluate(() => document.activeElement.role));

    const [prose] = await type(tab, "donaudampf");
    expect("prose is found by a beginning", "text", prose?.kind);
    expect("its place is said", "1 Everything a chapter holds", prose?.place || prose?.title);
    expect("the word is marked, whole", true, prose?.marks.some((mark) => mark.startsWith("Donaudampf")));

    const [program] = await type(tab, "printf double");
    expect("words are found together", true, /printf|double/i.test(program?.marks.join()));

    for (const query of ["mutex_lock", "pthread_mutex_lock", "pthread_mutex_l", "->mutex_lock("]) {
        const found = await type(tab, query);
        expect(`${query} finds a program`, true, found.some(({kind, excerpt}) =>
            kind === "program" && excerpt.includes("pthread_mutex_lock")));
    }
    expect("a slip finds it as well", true, (await type(tab, "hedle")).some(({excerpt}) => excerpt.includes("heddle")));
    const samples = await type(tab, "a first program");
    expect("a program is found by its title", true, samples[0]?.title.includes("A first program"));
    expect("its section is its place", true, /› .*Samples/.test(samples[0]?.place));
}

/* What people ask for is not always what is written. */
async function understands(tab, expect) {
    const first = async (query) => (await type(tab, query))[0];
    const titles = async (query) => (await type(tab, query)).map(({title}) => title);
    expect("a word with a hyphen is found without it", true, (await first("storyteller"))?.marks.includes("story-teller"));
    await type(tab, "how to do scheduling");
    expect("common words are left out", "1 place", await tab.locator(".search .status").textContent());
    expect("unless they are alone", true, (await titles("the")).length > 0);
    const number = (await first("a first program")).title.split(" ")[0];
    expect("a number leads to what has it", true, (await first(number)).title.startsWith(`${number} `));
    expect("program N to the program", true, /A first program/.test((await first(`Program ${number}`))?.title));
    expect("a word like constructor is no kind", true, (await titles("constructor 3")).length >= 0);
    expect("a section is found by its id", "Taking turns", (await first("sched_yield"))?.title.replace(/^[\d.]+ /, ""));
    expect("a slip in the first letter is another word", 0, (await titles("zeddle")).length);
}

async function says(tab, expect) {
    const status = () => tab.locator(".search .status").textContent();
    await type(tab, "e");
    expect("at most 30 are shown", true, (await results(tab)).length <= 30);
    expect("the number is said", true, /^(\d+ place|The best 30 of)/.test(await status()));
    await type(tab, "qqqqzzzz");
    expect("nothing found: that is said", true, (await status()).startsWith("Nothing was found."));
    expect("and the list is closed", "false", await tab.getByRole("combobox").getAttribute("aria-expanded"));
    await type(tab, "heddle qqqqzzzz");
    expect("places with some words are said to be such", true, /^No place with all/.test(await status()));
}

async function moves(tab, expect) {
    await type(tab, "sample");
    const active = () => tab.getByRole("combobox").getAttribute("aria-activedescendant");
    expect("the first is chosen", "search:0", await active());
    await tab.keyboard.press("ArrowDown");
    expect("an arrow chooses the next", "search:1", await active());
    await tab.keyboard.press("ArrowUp");
    await tab.keyboard.press("ArrowUp");
    const last = (await results(tab)).length - 1;
    expect("before the first is the last", `search:${last}`, await active());
    expect("what is chosen is shown", true, await tab.locator(`[id="search:${last}"]`).evaluate((option) =>
        option.getBoundingClientRect().bottom <= option.parentElement.getBoundingClientRect().bottom + 1));
    await tab.keyboard.press("Escape");
    expect("Escape closes it", 0, await tab.locator(".search[open]").count());
    await tab.getByRole("button", {name: "Search"}).focus();
    await tab.keyboard.press("Enter");
    await tab.locator(".search[open]").waitFor();
    expect("the words are still there", "sample", await tab.getByRole("combobox").inputValue());
    await tab.keyboard.press("Escape");
    expect("focus is where it was", "Search", await tab.evaluate(() => document.activeElement.ariaLabel));
}

async function leads(tab, site, expect) {
    await open(tab, "Control+k");
    await type(tab, "donaudampf");
    await Promise.all([tab.waitForURL(/01-everything\.html/), tab.keyboard.press("Enter")]);
    await open(tab);
    expect("the words are kept for the next page", "donaudampf", await tab.getByRole("combobox").inputValue());
    await type(tab, "hello");
    const target = (await results(tab)).findIndex(({href}) => href.endsWith("01-everything.html#hello"));
    expect("a program of this page is found", true, target >= 0);
    for (let i = 0; i < target; i++) {
        await tab.keyboard.press("ArrowDown");
    }
    await tab.keyboard.press("Enter");
    expect("a result in the page closes the window", 0, await tab.locator(".search[open]").count());
    expect("and leads to its place", site.address("01-everything.html") + "#hello", tab.url());
}

async function hostile(tab, expect) {
    await open(tab);
    for (const query of ["alert", "script", "onerror", "</script>", "<b>", "Averyveryverylong"]) {
        expect(`"${query}" is found`, true, (await type(tab, query)).length > 0);
        expect(`"${query}" makes no elements`, 0,
            await tab.locator(".search :is(script, img, iframe, b, i)").count());
    }
    expect("letters of expressions are letters", true, (await type(tab, "a.*( [\\ $ ^ ) +?{")).length >= 0);
    expect("no result is wider than the window", true,
        await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await tab.keyboard.press("Escape");
}

async function fails(tab, site, expect) {
    await tab.route(/search-index\.js$/, (route) => route.abort());
    await tab.goto(site.address(start));
    await tab.keyboard.press("/");
    await tab.locator(".search[open]").waitFor();
    const status = tab.locator(".search .status");
    await status.getByText("could not be loaded").waitFor({timeout: 3000}).catch(() => {});
    expect("what could not be loaded is said", true, (await status.textContent()).includes("search-index.js"));
    await tab.unroute(/search-index\.js$/);
    await tab.keyboard.press("Escape");
    await open(tab);
    expect("and is tried again", true, (await type(tab, "hello")).length > 0);
}

export async function search(browser, site, report) {
    for (const [width, height] of [[1280, 800], [360, 640]]) {
        const context = await browser.newContext({viewport: {width, height}});
        const tab = await context.newPage();
        const heard = watch(tab);
        const faults = [];
        const expect = (what, wanted, got) => wanted === got || faults.push(`not so: ${what} (${JSON.stringify(got)})`);
        await tab.goto(site.address(start));
        await finds(tab, expect);
        await understands(tab, expect);
        await says(tab, expect);
        await moves(tab, expect);
        await leads(tab, site, expect);
        await hostile(tab, expect);
        report.judge("search: raises no error and asks for nothing", [...heard], `${width} px`);
        await fails(tab, site, expect);
        report.judge("search: by keyboard, from the file system", faults, `${width} px`);
        await context.close();
    }
}
