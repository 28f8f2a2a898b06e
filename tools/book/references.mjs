/* What leads from one place of the print page to another. These functions run inside of the page.

   The page of a place is only known once it is printed: Chromium names a destination in the PDF for every
   element that some link leads to. So that it tells the pages of the references as well, each has an id,
   and a link to it that nobody sees. */

/* Gives every reference an id. Returns {id, target, isFar}; isFar: it is on another page however the text
   is laid out, because chapters begin on pages of their own. */
export function markReferences() {
    const aside = ".sample *, .figure *, .term *, .term, .anchor, .note-ref, .note-back, .box-title *";
    const links = [...document.querySelectorAll("main a[href^='#']")].filter((link) => !link.matches(aside));
    const hidden = document.createElement("div");
    hidden.hidden = true;
    const references = links.map((link, i) => {
        link.id ||= `reference:${i}`;
        const back = document.createElement("a");
        back.href = `#${link.id}`;
        hidden.append(back);
        const target = decodeURIComponent(link.hash.slice(1));
        const part = document.getElementById(target)?.closest(".part");
        return {id: link.id, target, isFar: Boolean(part) && part !== link.closest(".part")};
    });
    document.body.append(hidden);
    document.title = document.querySelector("h1").textContent;
    return references;
}

/* pages: [id of a reference, page] */
export function showPages(pages) {
    for (const [id, page] of pages) {
        document.getElementById(id).dataset.page = page;
    }
}
