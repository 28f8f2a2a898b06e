/* What the other scripts stand on. They are parts of one classic script, so this constant is seen by
   all of them, and by nothing else. */
"use strict";

const drawloom = (() => {
    const site = new URL("../", document.currentScript.src);

    /* Storage of a browser: `local` or `session`. It can be refused or full; then nothing is kept, and
       that is no error. */
    const store = (name) => ({
        get(key) {
            try {
                return window[name].getItem("drawloom:" + key);
            } catch {
                return null;
            }
        },
        set(key, value) {
            try {
                if (value === null) window[name].removeItem("drawloom:" + key);
                else window[name].setItem("drawloom:" + key, value);
            } catch {
                // not kept
            }
        },
    });

    /* An element with these properties, or attributes where a name has a hyphen, and children. */
    const make = (tag, properties, ...children) => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(properties)) {
            if (name.includes("-")) element.setAttribute(name, value);
            else element[name] = value;
        }
        element.append(...children);
        return element;
    };

    const drawing = (tag, attributes) => {
        const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        return element;
    };

    /* A picture of one line, 24 by 24; its colours are those of the text around. */
    const icon = (path) => {
        const svg = drawing("svg", {viewBox: "0 0 24 24", "aria-hidden": "true"});
        svg.append(drawing("path", {d: path}));
        return svg;
    };

    /* A button in the bar at the top. */
    const tools = document.querySelector(".top .tools");
    const tool = (properties, ...children) => {
        const button = make("button", {type: "button", ...properties}, ...children);
        tools?.append(button);
        return button;
    };

    /* Tell those who don't see it. A region has to be there before words are put into it. */
    const live = make("p", {className: "unseen", role: "status"});
    document.body.append(live);
    const announce = (words) => {
        live.textContent = "";
        setTimeout(() => (live.textContent = words), 50);
    };

    /* A window over the page. Escape closes it, and focus goes back to where it was: browsers do that. */
    const dialog = (className, title, ...children) => {
        const close = make("button", {type: "button", className: "close", title: "Close", "aria-label": "Close"},
            icon("M6 6l12 12M18 6L6 18"));
        const inside = make("div", {className: "box"}, close, ...children);
        const box = make("dialog", {className, "aria-label": title}, inside);
        close.addEventListener("click", () => box.close());
        // the box fills the window, so what is clicked beside it is the backdrop
        box.addEventListener("click", (event) => event.target === box && box.close());
        document.body.append(box);
        return box;
    };

    /* A script that few readers need. A page on file: can't import it. */
    const load = (name) => new Promise((resolve, reject) => {
        const script = make("script", {src: new URL("assets/" + name, site).href});
        script.onload = resolve;
        script.onerror = () => {
            script.remove(); // so that the next attempt loads it again
            reject(new Error(name));
        };
        document.head.append(script);
    });

    return {site, local: store("localStorage"), session: store("sessionStorage"),
        make, icon, tool, announce, dialog, load};
})();
