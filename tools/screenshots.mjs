/* screenshots SITE FOLDER: the pictures of the chief pages that README shows, from the built course. */

import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [site, folder] = process.argv.slice(2);

const show = (selector) => (tab) => tab.locator(selector).first().evaluate((element) => element.scrollIntoView());

async function search(tab) {
    await tab.keyboard.press("/");
    await tab.locator(".search[open]").waitFor();
    await tab.keyboard.type("race condition");
    await tab.locator(".search [role=option]").first().waitFor();
}

/* name, page, width, height, colour scheme, what is done in the page first */
const shots = [
    ["cover", "index.html", 1280, 900, "light"],
    ["program", "03-sharing.html", 1280, 900, "light", show("#counter")],
    ["timeline", "04-locks.html", 1280, 900, "dark", show("#transfer .timeline")],
    ["search", "03-sharing.html", 1280, 900, "light", search],
    ["phone", "02-threads.html", 360, 740, "dark", show(".sample")],
];

const browser = await chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"]});
try {
    for (const [name, page, width, height, colorScheme, act] of shots) {
        const tab = await browser.newPage({viewport: {width, height}, colorScheme, reducedMotion: "reduce"});
        await tab.goto(pathToFileURL(resolve(site, page)).href);
        if (act) {
            await act(tab);
        }
        await tab.waitForTimeout(300);
        await tab.screenshot({path: join(folder, `${name}.png`)});
        await tab.close();
    }
} finally {
    await browser.close();
}
