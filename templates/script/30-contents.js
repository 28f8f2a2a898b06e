/* The contents as a panel lie over the text: they go when a place in them was chosen, which may be one of
   this page. */

(() => {
    const contents = document.getElementById("page:contents");
    contents?.addEventListener("click", (event) => {
        if (event.target.closest("a") && contents.hidePopover && contents.matches(":popover-open"))
            contents.hidePopover();
    });
})();
