/* The cover: the title and the author on a band of threads. */

import {page} from "./package.mjs";
import {escape} from "./xhtml.mjs";

const [width, height] = [1200, 1800];

/* Lines of at most so many letters; a word that is longer has one of its own. */
function lines(words, most) {
    const [first, ...rest] = words.split(/\s+/);
    return rest.reduce((all, word) => {
        const longer = `${all.at(-1)} ${word}`;
        return longer.length <= most ? [...all.slice(0, -1), longer] : [...all, word];
    }, [first]);
}

function text(words, {most, size, y, weight}) {
    const rows = lines(words, most);
    const longest = Math.max(...rows.map((row) => row.length));
    const fitted = Math.min(size, (width - 240) / (0.52 * longest));
    return rows.map((row, i) => `<text x="120" y="${Math.round(y + i * fitted * 1.15)}" font-family="Georgia, serif" ` +
        `font-size="${Math.round(fitted)}" font-weight="${weight}" fill="#1f2127">${escape(row)}</text>`).join("\n");
}

/* Warp of one colour, weft of another: over two and under two, a step further in each row. */
function cloth() {
    const [across, down, step] = [30, 12, 40];
    const threads = [];
    for (let row = 0; row < down; row++) {
        for (let column = 0; column < across; column++) {
            if ((column + row) % 4 < 2) {
                threads.push(`M${column * step + 4} ${row * step + 4}h${step - 8}v${step - 8}h${8 - step}z`);
            }
        }
    }
    return `<rect width="${width}" height="${down * step}" fill="#27468c"/><path fill="#dfb661" d="${threads.join("")}"/>`;
}

export function coverPicture({title, author}) {
    return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<title>${escape(author ? `${title}, by ${author}` : title)}</title>
<rect width="${width}" height="${height}" fill="#fbf9f4"/>
${cloth()}
${text(title, {most: 16, size: 130, y: 760, weight: 500})}
${author && text(author, {most: 32, size: 60, y: 1640, weight: 400})}
</svg>
`;
}

export function coverPage({title, author, lang}) {
    const words = escape(author ? `${title}, by ${author}` : title);
    return page({title, lang, body: `<section epub:type="cover" class="cover"><img src="cover.svg" alt="${words}"/></section>`});
}
