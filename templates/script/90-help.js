/* What keys there are, and whether single ones do anything. The last script, so it knows them all. */

(() => {
    const {make, keys} = drawloom;
    const names = {ArrowLeft: "←", ArrowRight: "→"};
    const cap = (key, i) => [i > 0 ? " or " : "", make("kbd", {textContent: names[key] ?? key})];
    const list = make("dl", {});
    const box = make("input", {type: "checkbox"});
    const help = drawloom.dialog("keys", "Keys",
        make("h2", {textContent: "Keys"}),
        list,
        make("label", {}, box, " Single keys do this"),
        make("p", {textContent: "Without them, Ctrl K or ⌘ K still opens the search."}));

    const open = () => {
        list.replaceChildren(...keys.rows.flatMap((row) =>
            [make("dt", {}, ...row.keys.flatMap(cap)), make("dd", {textContent: row.words})]));
        box.checked = !keys.areOff();
        help.showModal();
    };
    box.addEventListener("change", () => keys.turn(box.checked));
    drawloom.key(["?"], "these keys", open);
    drawloom.tool({className: "help", title: "Keys", "aria-label": "Keys"},
        drawloom.icon("M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8")).addEventListener("click", open);
})();
