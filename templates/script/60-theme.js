/* The switch of colours. assets/theme.js has set what was chosen before. */

(() => {
    const root = document.documentElement;
    const system = "system";
    const states = {
        [system]: ["as the system has it", "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18"],
        light: ["light", "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2" +
            "M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5"],
        dark: ["dark", "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"],
    };
    const names = Object.keys(states);
    const button = drawloom.tool({className: "theme"});
    const current = () => root.dataset.theme ?? system;
    const words = () => `Colours: ${states[current()][0]}`;

    const show = () => {
        button.replaceChildren(drawloom.icon(states[current()][1]));
        button.setAttribute("aria-label", words());
        button.title = words();
    };

    const choose = (name) => {
        if (name === system || !states[name]) delete root.dataset.theme;
        else root.dataset.theme = name;
        show();
    };

    button.addEventListener("click", () => {
        choose(names[(names.indexOf(current()) + 1) % names.length]);
        drawloom.local.set("theme", root.dataset.theme ?? null);
        drawloom.announce(words());
    });
    // the other windows follow
    addEventListener("storage", (event) => event.key === "drawloom:theme" && choose(event.newValue));
    show();
})();
