/* Bars of a timeline by keyboard, their lines in the code and the other way round, and zooming. */

const page = "05-timelines.html";

async function bars(tab, card, expect) {
    await card.locator(".view").focus();
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("ArrowDown");
    expect("one bar is chosen", 1, await card.locator(".here").count());
    expect("its words are shown", true, /^T1: .* · /.test(await card.locator(".tip").textContent()));
    for (let i = 0; i < 20 && (await card.locator(".l.on").count()) === 0; i++) {
        await tab.keyboard.press("ArrowRight");
    }
    expect("a bar marks its line", true, (await card.locator(".l.on").count()) > 0);
    await tab.keyboard.press("Escape");
    expect("Escape leaves the bars", 0, await card.locator(".here, .l.on").count());
}

async function lines(tab, card, expect) {
    const stop = card.locator("[data-part=code] .l[tabindex='0']");
    expect("lines with bars are one stop", 1, await stop.count());
    await stop.focus();
    expect("a line marks its bars", true, (await card.locator(".tl .on").count()) > 0);
    const place = () => card.evaluate((element) => [...element.querySelectorAll(".l")].indexOf(document.activeElement));
    const first = await place();
    await tab.keyboard.press("ArrowDown");
    expect("an arrow leads to another line", true, (await place()) > first);
    await tab.locator("h1").click();
    expect("nothing stays marked", 0, await card.locator(".tl .on").count());
}

async function zoom(tab, card, expect) {
    const width = () => card.locator(".view").evaluate((view) => Math.round(view.scrollWidth / view.clientWidth));
    expect("the whole run is shown at first", 1, await width());
    await card.getByLabel("Zoom in").click();
    await card.locator(".view").focus();
    await tab.keyboard.press("+");
    expect("two steps are four times as wide", 4, await width());
    await tab.keyboard.press("0");
    expect("0 shows the whole again", 1, await width());
}

export async function timelines(browser, site, report) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const faults = [];
    const expect = (what, wanted, got) => wanted === got || faults.push(`not so: ${what} (${got})`);
    await tab.goto(site.address(page));
    const card = tab.locator("#embrace");
    await bars(tab, card, expect);
    await lines(tab, card, expect);
    await zoom(tab, card, expect);
    await context.close();
    report.judge("timelines: bars, lines and zoom by keyboard", faults);
}
