/* Timelines: lines of code and bars that belong together, moving among bars by keyboard, zooming. A page
   can do without: then titles tell what a bar is, and the picture is as wide as its place. */
(() => {
    "use strict";

    const MOST_ZOOM = 5;
    const fine = new Map(); /* the timeline that a finer drawing is for: by the path that its script gives */

    /* --- lines and bars --- */

    /* A listing holds every line of its file, folded or not: a line's number is its place. */
    const linesOf = (root, number) => {
        const code = root.closest(".sample")?.querySelector(".code[data-first]");
        const line = code?.querySelectorAll(".l")[number - 1];
        return line ? [line] : [];
    };

    const barsOf = (card, number) => card.querySelectorAll(`.tl [data-l="${number}"]`);

    /* What is pointed at is "over", what the keyboard chose is "on": neither ends the other's mark. */
    const mark = (elements, how, on) => {
        for (const element of elements) element.classList.toggle(how, on);
    };

    const markFrom = (timeline, bar, how, on) => {
        const number = bar?.dataset.l;
        if (number) mark(linesOf(timeline.root, number), how, on);
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
            markFrom(timeline, timeline.here, "on", false);
        }
        timeline.here = bar;
        if (bar) {
            bar.classList.add("here");
            markFrom(timeline, bar, "on", true);
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

    const hasTitle = (element) => element.firstElementChild?.localName === "title";

    const top = (element) => element.getBoundingClientRect().top;

    /* From top to bottom, which is not the order in which they are drawn. */
    const lanesOf = (timeline) =>
        [...timeline.view.querySelectorAll("g.t:not(.marks)")]
            .sort((a, b) => top(a) - top(b))
            .map((lane) => [...lane.children].filter(hasTitle))
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
        const column = Math.max(0, Math.min(bars.length - 1, bars.indexOf(timeline.here) + across));
        choose(timeline, down ? nearest(bars, middle(timeline.here)) : bars[column]);
    };

    /* --- zooming --- */

    /* The finer drawing takes the place of the first one; what is chosen and what can be seen stay. */
    const refine = (timeline, html) => {
        const { view, here } = timeline;
        const left = view.scrollLeft;
        const row = lanesOf(timeline).findIndex((bars) => bars.includes(here));
        const x = here && middle(here);
        const drawing = document.createElement("template");
        drawing.innerHTML = html;
        choose(timeline, null);
        for (const part of [".names", ".sheet"]) {
            timeline.root.querySelector(part).replaceWith(drawing.content.querySelector(part));
        }
        view.querySelector(".sheet").dataset.zoom = timeline.level;
        view.scrollLeft = left;
        const bars = lanesOf(timeline)[row];
        if (bars) choose(timeline, nearest(bars, x));
    };

    /* Called by the script that a finer drawing comes in. */
    globalThis.drawloomTimeline = (path, html) => {
        const timeline = fine.get(path);
        fine.delete(path);
        if (timeline) refine(timeline, html);
    };

    const fetchFine = (timeline) => {
        const { fine: path, script: address } = timeline.root.dataset;
        if (!path || timeline.isFine) return;
        timeline.isFine = true;
        fine.set(path, timeline);
        const script = document.createElement("script");
        script.src = address;
        document.head.append(script);
    };

    /* As a share of the whole picture. */
    const placeOf = (timeline, at) => {
        const view = timeline.view;
        const left = view.getBoundingClientRect().left;
        const x = at === undefined && timeline.here ? middle(timeline.here) - left : (at ?? 0.5) * view.clientWidth;
        return (view.scrollLeft + x) / view.scrollWidth;
    };

    /* What is `at` (a share of what can be seen) stays there; without it the chosen bar comes into the middle. */
    const zoom = (timeline, level, at) => {
        const to = Math.max(0, Math.min(MOST_ZOOM, level));
        if (to === timeline.level) return;
        const view = timeline.view;
        const place = placeOf(timeline, at);
        at ??= 0.5;
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

    /* A touchpad tells of one gesture in many small steps. */
    const wheelStep = 60;

    const onWheel = (timeline, event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : wheelStep;
        timeline.turned += event.deltaY * unit;
        if (Math.abs(timeline.turned) < wheelStep) return;
        timeline.turned = 0;
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
        timeline.whole = button(timeline, "All", "All of the run", () => zoom(timeline, 0));
        timeline.out.disabled = timeline.whole.disabled = true;
        bar.append(timeline.out, timeline.in, timeline.whole);
        timeline.root.prepend(bar);
    };

    /* --- beginning --- */

    const barAt = (event) => event.target.closest(".t [data-l], .t > *:has(> title)");

    const listen = (timeline) => {
        const { root, view } = timeline;
        /* whoever comes near wants to know what the bars are */
        root.addEventListener("pointerenter", () => fetchFine(timeline), { once: true });
        view.addEventListener("focus", () => fetchFine(timeline), { once: true });
        view.addEventListener("keydown", (event) => onKey(timeline, event));
        view.addEventListener("wheel", (event) => onWheel(timeline, event), { passive: false });
        view.addEventListener("blur", () => choose(timeline, null));
        view.addEventListener("pointerover", (event) => markFrom(timeline, barAt(event), "over", true));
        view.addEventListener("pointerout", (event) => markFrom(timeline, barAt(event), "over", false));
        view.addEventListener("click", (event) => choose(timeline, barAt(event)));
        view.addEventListener("scroll", () => tell(timeline, timeline.here));
        view.setAttribute("aria-description", "Arrow keys go from bar to bar, plus and minus zoom, zero shows all.");
    };

    const begin = (root) => {
        const timeline = { root, view: root.querySelector(".view"), level: 0, here: null, isFine: false, turned: 0 };
        timeline.tip = document.createElement("p");
        timeline.tip.className = "tip";
        timeline.tip.hidden = true;
        timeline.tip.setAttribute("role", "status");
        root.append(timeline.tip);
        addButtons(timeline);
        listen(timeline);
    };

    /* The lines that have bars are one stop of the tab key; arrows lead from one to the next. */
    const walkLines = (code, lines) => {
        const steps = { ArrowDown: 1, ArrowUp: -1 };
        const stop = (line) => {
            for (const each of lines) each.tabIndex = each === line ? 0 : -1;
        };
        stop(lines.find((line) => line.checkVisibility()) ?? lines[0]);
        code.addEventListener("keydown", (event) => {
            const step = steps[event.key];
            if (!step || !lines.includes(event.target)) return;
            event.preventDefault();
            let at = lines.indexOf(event.target) + step;
            while (lines[at] && !lines[at].checkVisibility()) at += step;
            if (!lines[at]) return;
            stop(lines[at]);
            lines[at].focus();
        });
    };

    const followCode = (card) => {
        for (const code of card.querySelectorAll(".code[data-first]")) {
            const all = [...code.querySelectorAll(".l")];
            const bars = (line) => barsOf(card, all.indexOf(line) + 1);
            const follow = (how, on) => (event) => {
                const line = event.target.closest(".l");
                if (line) mark(bars(line), how, on);
            };
            code.addEventListener("pointerover", follow("over", true));
            code.addEventListener("pointerout", follow("over", false));
            code.addEventListener("focusin", follow("on", true));
            code.addEventListener("focusout", follow("on", false));
            walkLines(code, all.filter((line) => bars(line).length > 0));
        }
    };

    for (const root of document.querySelectorAll(".tl")) begin(root);
    for (const card of document.querySelectorAll(".sample:has(.tl)")) followCode(card);
})();
