/* Before the first paint: the reader's choice of light or dark, and that there are scripts. So this
   file is loaded at the top of <head> and blocks; everything else is in page.js and waits. */
"use strict";

(() => {
    const root = document.documentElement;
    root.classList.add("script");
    try {
        const theme = localStorage.getItem("drawloom:theme");
        if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    } catch {
        // Storage can be refused, as on file: in some browsers. The system's colours are fine.
    }
})();
