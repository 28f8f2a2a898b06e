/* The ways into the search. All of it is loaded only then: assets/search.js and finder.js, MiniSearch
   and the index. */

(() => {
    const {load, tool, icon, make} = drawloom;
    let loading;

    const fail = (error) => {
        loading = null;
        drawloom.dialog("keys", "Search", make("p", {
            textContent: `The search does not work: ${error.message} could not be loaded.`})).showModal();
    };
    const open = () => {
        loading ??= Promise.all([load("finder.js"), load("search.js")]);
        return loading.then(() => drawloom.search(), fail);
    };

    tool({className: "find", title: "Search", "aria-label": "Search", "aria-keyshortcuts": "Control+K Meta+K"},
        icon("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20"),
        make("span", {textContent: "Search"})).addEventListener("click", open);
    drawloom.key(["/"], "the search, as Ctrl K", open);
    addEventListener("keydown", (event) => {
        if (event.key !== "k" || event.ctrlKey === event.metaKey || event.altKey || event.shiftKey) return;
        event.preventDefault(); // the browser's own search
        if (!document.querySelector("dialog[open]:not(.search)")) open();
    });
})();
