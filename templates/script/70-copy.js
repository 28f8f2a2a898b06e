/* Copying a program from its card. What is copied is the file, however little of it is shown. */

(() => {
    const {make, icon, announce} = drawloom;
    const pages = "M9 9h11v11H9zM5 15H4V4h11v1";
    const done = "M5 12.5l4.5 4.5L19 7.5";

    /* Of the first file; templates/code.html says how it stands in the page. */
    drawloom.sourceOf = (card) =>
        [...card.querySelector(".code").querySelectorAll("pre")].map((part) => part.textContent).join("");

    /* A page on file: is no secure context for every browser: then the old way, by a selection. */
    const copyBySelection = (text) => {
        const area = make("textarea", {value: text, className: "unseen", readOnly: true});
        const focused = document.activeElement;
        document.body.append(area);
        area.select();
        const ok = document.execCommand("copy");
        area.remove();
        focused?.focus({preventScroll: true});
        return ok;
    };
    const copy = async (text) => {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {
            return copyBySelection(text);
        }
    };

    const addButton = (bar) => {
        const card = bar.closest(".sample");
        const word = make("span", {textContent: "Copy"});
        const button = make("button", {type: "button", className: "copy"}, icon(pages), word);
        const show = (path, text) => {
            button.firstElementChild.replaceWith(icon(path));
            word.textContent = text;
        };
        let timer;
        button.addEventListener("click", async () => {
            const ok = await copy(drawloom.sourceOf(card));
            show(ok ? done : pages, ok ? "Copied" : "Refused");
            announce(ok ? "Copied" : "The browser refuses to copy");
            clearTimeout(timer);
            timer = setTimeout(show, 2000, pages, "Copy");
        });
        (bar.querySelector(".actions") ?? bar).prepend(button);
    };

    for (const bar of document.querySelectorAll(".sample > .bar"))
        if (bar.closest(".sample").querySelector(".code")) addButton(bar);
})();
