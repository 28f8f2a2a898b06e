/* Formulas are drawn by the browser itself, stand where they belong, and can be reached when they are
   wider than the window. */

const page = "01-everything.html";

function drawn() {
    const faults = [];
    const fault = (math, what) => faults.push(`${math.getAttribute("alttext")}: ${what}`);
    const all = [...document.querySelectorAll("math")];
    all.length >= 4 || faults.push(`${all.length} formulas, not 4 or more`);
    for (const math of all) {
        const box = math.getBoundingClientRect();
        const isDisplayed = math.getAttribute("display") === "block";
        const around = math.closest(".math")?.getBoundingClientRect();
        math.namespaceURI === "http://www.w3.org/1998/Math/MathML" || fault(math, "is no MathML");
        math.hasAttribute("alttext") || fault(math, "has no TeX");
        (box.width > 5 && box.height > 5) || fault(math, "is not drawn");
        isDisplayed === Boolean(around) || fault(math, "is neither in a line nor alone");
        !around || box.left >= around.left || fault(math, "begins where nobody can scroll to");
    }
    document.querySelector("math mfrac").getBoundingClientRect().height > 25 || faults.push("a fraction is flat");
    document.querySelector("h4 math") || faults.push("there is none in the heading");
    document.querySelector("code.tex") && faults.push("there is one that was not made");
    return faults;
}

/* The first that is wider than its place. */
async function scrolls(tab) {
    const isWide = (element) => element.scrollWidth > element.clientWidth;
    for (const formula of await tab.locator(".math").all()) {
        if (await formula.evaluate(isWide)) {
            await formula.focus();
            await tab.keyboard.press("ArrowRight");
            for (let i = 0; i < 50; i++) {
                if ((await formula.evaluate((element) => element.scrollLeft)) > 0) {
                    return [];
                }
                await tab.waitForTimeout(100);
            }
            return ["the right arrow key does not move it"];
        }
    }
    return ["no formula is wider than a phone"];
}

export async function formulas(tab, site, report, how) {
    const window = tab.viewportSize();
    await tab.goto(site.address(page));
    report.judge("formulas are drawn", await tab.evaluate(drawn), how);
    await tab.setViewportSize({width: 360, height: 740});
    report.judge("wide formulas scroll by keyboard", await scrolls(tab).catch((error) => [error.message]), how);
    await tab.setViewportSize(window);
}
