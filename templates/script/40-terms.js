/* Definitions of terms open by style alone (36-terms.css). Here: Escape closes the one that is open,
   until the pointer or the focus has left; and where there is no pointer that hovers, the first tap on a
   term opens its definition and the second follows the link. */

(() => {
    const shown = () => document.querySelector(".term:is(:hover, :focus-within, .open):not(.closed)");
    const close = (term) => term?.classList.remove("open", "closed");

    addEventListener("keydown", (event) => {
        const term = event.key === "Escape" && shown();
        if (!term) return;
        term.classList.remove("open");
        term.classList.add("closed");
        event.preventDefault();
        event.stopImmediatePropagation(); // what else Escape closes stays for the next time
    }, true);

    for (const term of document.querySelectorAll(".term:has(.definition)")) {
        const leave = () => {
            if (!term.matches(":hover, :focus-within")) close(term);
        };
        term.addEventListener("pointerleave", leave);
        term.addEventListener("focusout", () => setTimeout(leave));
        term.firstElementChild.addEventListener("click", (event) => {
            if (event.pointerType !== "touch" || term.classList.contains("open")) return;
            document.querySelectorAll(".term.open").forEach(close);
            term.classList.add("open");
            event.preventDefault();
        });
    }

    addEventListener("pointerdown", (event) => {
        for (const term of document.querySelectorAll(".term.open"))
            if (!term.contains(event.target)) close(term);
    });
})();
