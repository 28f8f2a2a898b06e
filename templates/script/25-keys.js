/* Keys. Each is a row here or of a later script; 90-help.js lists them all. A key of one letter can be
   in the way of somebody who dictates or slips (WCAG 2.1.4), so all single keys can be switched off. */

(() => {
    const rows = [];
    let areOff = drawloom.local.get("keys") === "off";

    /* On any of `keys` (values of event.key) do `action`; `words` say what that is. */
    drawloom.key = (keys, words, action) => rows.push({keys, words, action});
    drawloom.keys = {
        rows,
        areOff: () => areOff,
        turn(on) {
            areOff = !on;
            drawloom.local.set("keys", on ? null : "off");
        },
    };

    /* The field of a window that has just been closed has the focus for a moment longer. */
    const isTyping = (element) => element.isContentEditable ||
        (element.matches("input, textarea, select") && element.checkVisibility());

    /* Arrows belong to what scrolls or has steps of its own; a page that is zoomed scrolls itself. */
    const isZoomed = () => document.documentElement.scrollWidth > innerWidth || visualViewport?.scale > 1;
    const isFree = (element) => element === document.body ||
        (element.matches("a, button:not([role]), summary") && !element.closest("svg, .tl"));
    const isTaken = ({key, target, shiftKey}) => key.startsWith("Arrow") && (shiftKey || !isFree(target) || isZoomed());

    addEventListener("keydown", (event) => {
        const {key, target} = event;
        if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
        if (areOff || isTyping(target) || document.querySelector("dialog[open]")) return;
        const row = rows.find(({keys}) => keys.includes(key));
        if (!row || isTaken(event)) return;
        event.preventDefault();
        row.action();
    });

    /* The neighbours of a chapter, and the contents. */
    const neighbour = (rel, keys, words) => {
        const link = document.querySelector(`a[rel~="${rel}"]`);
        if (link) drawloom.key(keys, words, () => link.click());
    };
    neighbour("prev", ["ArrowLeft", "p"], "the chapter before");
    neighbour("next", ["ArrowRight", "n"], "the next chapter");

    const contents = document.querySelector("nav.contents");
    if (contents) drawloom.key(["t"], "the contents", () => {
        if (!contents.checkVisibility()) contents.showPopover();
        (contents.querySelector("[aria-current]") ?? contents.querySelector("a"))?.focus();
    });
})();
