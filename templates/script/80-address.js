/* What an address names behind its "#" is shown, whatever hides it: folds are opened, and #ID:7 is line
   7 of a program also where that line has no id of its own. */

(() => {
    const decode = (hash) => {
        try {
            return decodeURIComponent(hash.slice(1));
        } catch {
            return hash.slice(1);
        }
    };

    const lineOf = (name) => {
        const [, id, number] = /^(.+):(\d+)$/.exec(name) ?? [];
        const code = id && document.getElementById(id)?.querySelector(".code");
        return code?.querySelectorAll(".l")[number - 1];
    };

    const open = (element) => {
        let opened = false;
        for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
            opened ||= !fold.open;
            fold.open = true;
        }
        return opened;
    };

    let marked;
    const show = () => {
        const name = decode(location.hash);
        marked?.classList.remove("target");
        const element = document.getElementById(name);
        marked = name && !element ? lineOf(name) : null;
        marked?.classList.add("target");
        const target = element || marked;
        // of a fold itself the contents are wanted, too
        if (target?.matches("details")) target.open = true;
        if (target && (open(target) || marked)) target.scrollIntoView({block: marked ? "center" : "start"});
    };

    addEventListener("hashchange", show);
    if (location.hash) show();
})();
