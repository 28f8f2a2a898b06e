/* Timelines: lines of code and bars that belong together, moving among bars by keyboard, zooming. A page
   can do without: then titles tell what a bar is, and the picture is as wide as its place. */
(() => {
    "use strict";

    const MOST_ZOOM = 5;
    const fine = new Map(); /* what a finer drawing is for: by the path that its script gives */

    /* --- lines and bars --- */

    const linesOf = (timeline, number) => {
        const card = timeline.closest(".sample");
        return card ? card.querySelectorAll(`pre[data-first] .l[data-n="${number}"]`) : [];
    };

    const barsOf = (card, number) => card.querySelectorAll(`.tl [data-l="${number}"]`);

    const mark = (elements, on) => {
        for (const element of elements) element.classList.toggle("on", on);
    };

    const markFrom = (timeline, bar, on) => {
        const number = bar && bar.dataset.l;
        if (number) mark(linesOf(timeline, number), on);
    };

    /* --- what a bar is --- */

    const titleOf = (bar) => bar.querySelector("title")?.textContent ?? "";

    const tell = (timeline, bar) => {
        timeline.tip.textContent = bar ? titleOf(bar) : "";
        timeline.tip.hidden = !bar;
        if (!bar) return;
        const at = bar.getBoundingClientRect();
        const frame = timeline.root.getBoundingClientRect();
        const left = Math.max(at.left, frame.left) - frame.left;
        timeline.tip.style.top = `${at.bottom - frame.top + 6}px`;
        timeline.tip.style.left = `${Math.max(0, Math.min(left, frame.width - timeline.tip.offsetWidth))}px`;
    };

    const choose = (timeline, bar) => {
        if (timeline.here) {
            timeline.here.classList.remove("here");
            markFrom(timeline.root, timeline.here, false);
        }
        timeline.here = bar;
        if (bar) {
            bar.classList.add("here");
            markFrom(timeline.root, bar, true);
            show(timeline, bar);
        }
        tell(timeline, bar);
    };

    /* Scroll as little as it takes. */
    const show = (timeline, bar) => {
        const view = timeline.view.getBoundingClientRect();
        const at = bar.getBoundingClientRect();
        if (at.left < view.left || at.left > view.right - 20) {
            timeline.view.scrollLeft += at.left - view.left - view.width / 4;
        }
    };

    /* --- moving --- */

    const lanesOf = (timeline) =>
        [...timeline.view.querySelectorAll("g.t:not(.marks)")]
            .map((lane) => [...lane.children].filter((child) => child.querySelector(":scope > title")))
            .filter((bars) => bars.length > 0);

    const middle = (bar) => {
        const at = bar.getBoundingClientRect();
        return at.left + at.width / 2;
    };

    const nearest = (bars, x) =>
        bars.reduce((best, bar) => (Math.abs(middle(bar) - x) < Math.abs(middle(best) - x) ? bar : best));

    const step = (timeline, across, down) => {
        const lanes = lanesOf(timeline);
        const row = lanes.findIndex((bars) => bars.includes(timeline.here));
        if (row < 0) return choose(timeline, lanes[0]?.[0] ?? null);
        const bars = lanes[Math.max(0, Math.min(lanes.length - 1, row + down))];
        const column = bars.indexOf(timeline.here) + across;
        choose(timeline, down ? nearest(bars, middle(timeline.here)) : bars[Math.max(0, Math.min(bars.length - 1, column))]);
    };

    /* --- zooming --- */

    /* Called by the script that a finer drawing comes in. */
    globalThis.drawloomTimeline = (path, html) => {
        for (const timeline of fine.get(path) ?? []) {
            const view = timeline.view;
            const left = view.scrollLeft;
            const frame = timeline.root.querySelector(".frame");
            choose(timeline, null);
            frame.outerHTML = html;
            attach(timeline);
            timeline.view.scrollLeft = left;
        }
        fine.delete(path);
    };

    const fetchFine = (timeline) => {
        const path = timeline.root.dataset.fine;
        if (!path || timeline.isFine) return;
        timeline.isFine = true;
        fine.set(path, [...(fine.get(path) ?? []), timeline]);
        const script = document.createElement("script");
        script.src = timeline.root.dataset.script;
        document.head.append(script);
    };

    /* What is `at` (a share of what can be seen) stays there. */
    const zoom = (timeline, level, at = 0.5) => {
        const to = Math.max(0, Math.min(MOST_ZOOM, level));
        if (to === timeline.level) return;
        const view = timeline.view;
        const place = (view.scrollLeft + at * view.clientWidth) / view.scrollWidth;
        timeline.level = to;
        view.querySelector(".sheet").dataset.zoom = to;
        view.scrollLeft = place * view.scrollWidth - at * view.clientWidth;
        timeline.out.disabled = timeline.whole.disabled = to === 0;
        timeline.in.disabled = to === MOST_ZOOM;
        tell(timeline, timeline.here);
        if (to > 0) fetchFine(timeline);
    };

    const keys = {
        ArrowRight: (timeline) => step(timeline, 1, 0),
        ArrowLeft: (timeline) => step(timeline, -1, 0),
        ArrowDown: (timeline) => step(timeline, 0, 1),
        ArrowUp: (timeline) => step(timeline, 0, -1),
        Escape: (timeline) => choose(timeline, null),
        "+": (timeline) => zoom(timeline, timeline.level + 1),
        "=": (timeline) => zoom(timeline, timeline.level + 1),
        "-": (timeline) => zoom(timeline, timeline.level - 1),
        0: (timeline) => zoom(timeline, 0),
    };

    const onKey = (timeline, event) => {
        const act = keys[event.key];
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act(timeline);
    };

    const onWheel = (timeline, event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const view = timeline.view.getBoundingClientRect();
        zoom(timeline, timeline.level + (event.deltaY < 0 ? 1 : -1), (event.clientX - view.left) / view.width);
    };

    const button = (timeline, text, label, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.setAttribute("aria-label", label);
        made.addEventListener("click", () => act(timeline));
        return made;
    };

    const addButtons = (timeline) => {
        const bar = document.createElement("div");
        bar.className = "zoom";
        timeline.out = button(timeline, "−", "Zoom out", () => zoom(timeline, timeline.level - 1));
        timeline.in = button(timeline, "+", "Zoom in", () => zoom(timeline, timeline.level + 1));
        timeline.whole = button(timeline, "All", "Show the whole run", () => zoom(timeline, 0));
        timeline.out.disabled = timeline.whole.disabled = true;
        bar.append(timeline.out, timeline.in, timeline.whole);
        timeline.root.prepend(bar);
    };

    /* --- beginning --- */

    const barAt = (event) => event.target.closest(".t [data-l], .t > *:has(> title)");

    /* The view is another element after the finer drawing has come. */
    const attach = (timeline) => {
        const view = (timeline.view = timeline.root.querySelector(".view"));
        view.querySelector(".sheet").dataset.zoom = timeline.level;
        view.addEventListener("keydown", (event) => onKey(timeline, event));
        view.addEventListener("wheel", (event) => onWheel(timeline, event), { passive: false });
        view.addEventListener("blur", () => choose(timeline, null));
        view.addEventListener("pointerover", (event) => markFrom(timeline.root, barAt(event), true));
        view.addEventListener("pointerout", (event) => markFrom(timeline.root, barAt(event), false));
        view.addEventListener("click", (event) => choose(timeline, barAt(event)));
        view.addEventListener("scroll", () => tell(timeline, timeline.here));
    };

    const begin = (root) => {
        const timeline = { root, level: 0, here: null, isFine: false };
        timeline.tip = document.createElement("p");
        timeline.tip.className = "tip";
        timeline.tip.hidden = true;
        timeline.tip.setAttribute("role", "status");
        root.append(timeline.tip);
        addButtons(timeline);
        attach(timeline);
    };

    const followCode = (card) => {
        const over = (on) => (event) => {
            const line = event.target.closest(".l[data-n]");
            if (line) mark(barsOf(card, line.dataset.n), on);
        };
        for (const code of card.querySelectorAll("pre[data-first]")) {
            code.addEventListener("pointerover", over(true));
            code.addEventListener("pointerout", over(false));
        }
    };

    for (const root of document.querySelectorAll(".tl")) begin(root);
    for (const card of document.querySelectorAll(".sample:has(.tl)")) followCode(card);
})();
