/* Solutions open by mouse and by keyboard, with and without JavaScript. */

const page = "01-everything.html";

export async function solutions(tab, site, report, how) {
    await tab.goto(site.address(page));
    const summary = tab.locator(".solution > summary").first();
    const faults = [];
    const expect = async (what, open) => {
        const visible = await tab.getByText("heddle").isVisible();
        visible === open || faults.push(`${open ? "does not show" : "shows"} ${what}`);
    };
    await expect("a solution before it is asked for", false);
    await summary.click();
    await expect("a solution after a click", true);
    await summary.click();
    await expect("a solution after a second click", false);
    await tab.locator(".exercise .box-title a").first().focus();
    for (let i = 0; i < 20 && !(await summary.evaluate((element) => element === document.activeElement)); i++) {
        await tab.keyboard.press("Tab");
    }
    await tab.keyboard.press("Enter");
    await expect("a solution after Tab and Enter", true);
    await tab.keyboard.press("Space");
    await expect("a solution after Space", false);
    report.judge("solutions open by mouse and by keyboard", faults, how);
}
