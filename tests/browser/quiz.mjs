/* Quizzes are answered by keyboard: what was chosen is judged in words, beside it and in a sentence.
   Without JavaScript the key tells all of it. */

const page = "01-everything.html";

class Trial {
    faults = [];

    constructor(tab, id) {
        this.tab = tab;
        this.quiz = tab.locator(id);
        this.button = this.quiz.getByRole("button");
        this.status = this.quiz.getByRole("status");
        this.whys = this.quiz.locator(".why");
    }

    /* `read`: what there is; tried for a while, as a page may be slow. */
    async expect(what, wanted, read) {
        let got = await read();
        for (let i = 0; i < 50 && got !== wanted; i++) {
            await this.tab.waitForTimeout(20);
            got = await read();
        }
        got === wanted || this.faults.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
    }

    async press(...keys) {
        for (const key of keys) {
            await this.tab.keyboard.press(key);
        }
    }

    async says(sentence, button, whys) {
        await this.expect("the sentence", sentence, () => this.status.innerText());
        await this.expect("the button", button, () => this.button.innerText());
        await this.expect("what stands beside the answers", whys.join("|"),
            async () => (await this.whys.allInnerTexts()).map((text) => text.trim().replace(/\s+/g, " ")).join("|"));
    }

    /* Colour alone would not do: signs, which are no text. */
    async signs(wanted) {
        await this.expect("signs", wanted, () => this.whys.locator("p:first-child").evaluateAll((verdicts) =>
            verdicts.map((verdict) => getComputedStyle(verdict, "::before").content[1]).join("")));
    }

    chosen() {
        return this.quiz.locator("input:checked").count();
    }
}

async function oneRight(tab) {
    const trial = new Trial(tab, "#loom-quiz");
    await trial.quiz.locator("input").first().focus();
    await trial.press("Enter");
    await trial.says("Choose an answer first.", "Check", []);
    await trial.press("Space", "Tab", "Enter");
    await trial.says("Not quite.", "Try again", ["Wrong. That is the weft."]);
    await trial.press("Enter");
    await trial.says("", "Check", []);
    await trial.expect("answers chosen after Try again", 0, () => trial.chosen());
    await trial.press("ArrowDown", "Enter");
    await trial.says("Right.", "Try again", ["Right. It is stretched first, with a shaft for each thread."]);
    return trial.faults;
}

async function severalRight(tab) {
    const trial = new Trial(tab, "section.quiz:not(#loom-quiz)");
    await trial.quiz.locator("input").first().focus();
    await trial.press("Space", "Tab", "Space", "Enter");
    await trial.says("Not quite: 1 of 2 right answers chosen, and 1 wrong one.", "Try again", ["Right.", "Wrong. Never."]);
    await trial.signs("\u2713\u2717");
    await trial.press("Space"); // a choice that is changed is no longer judged
    await trial.says("", "Check", []);
    await trial.press("Tab", "Space", "Tab", "Space");
    await trial.says("Right.", "Try again", ["Right.", "Right. Always."]);
    return trial.faults;
}

async function withoutScript(tab) {
    const trial = new Trial(tab, "#loom-quiz");
    const key = trial.quiz.locator(".key > ol");
    await trial.expect("buttons", 0, () => trial.button.count());
    await trial.expect("the key is shown before it is asked for", false, () => key.isVisible());
    await trial.quiz.locator("summary").focus();
    await trial.press("Enter");
    await trial.expect("the key is shown after Enter", true, () => key.isVisible());
    for (const words of ["Wrong. That is the weft.", "Right. It is stretched first"]) {
        await trial.expect(`the key has "${words}"`, true,
            async () => (await key.innerText()).replace(/\s+/g, " ").includes(words));
    }
    return trial.faults;
}

export async function quizzes(tab, site, report, how, javaScript) {
    await tab.goto(site.address(page));
    if (!javaScript) {
        report.judge("a quiz tells its answers", await withoutScript(tab), how);
        return;
    }
    report.judge("a quiz with one right answer is answered by keyboard", await oneRight(tab));
    report.judge("a quiz with several right answers is answered by keyboard", await severalRight(tab));
}
