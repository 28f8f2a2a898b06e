/* Are the pages valid HTML? By html-validate's own rules, but for those that ask for what can't be. */

import {join} from "node:path";
import {HtmlValidate, StaticConfigLoader} from "html-validate";

const validator = new HtmlValidate(new StaticConfigLoader({
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
        "valid-id": ["error", {relaxed: true}], // ours hold a colon, which no author's can
        "long-title": "off", // the titles of chapters and of the course are their author's
        "no-trailing-whitespace": "off", // programs and what they print are shown as they are
    },
}));

function sentences({results}) {
    return results.flatMap(({messages}) => messages).map(({ruleId, line, message, selector}) =>
        `${ruleId}, line ${line}: ${message}${selector ? ` (${selector})` : ""}`);
}

export async function validFaults(html) {
    return sentences(await validator.validateString(html));
}

export async function valid(site, report) {
    for (const page of site.pages) {
        report.judge(`${page} is valid`, sentences(await validator.validateFile(join(site.folder, page))));
    }
}
