/* The window of the search: a field that leads a list (the combobox pattern of ARIA). Focus stays in
   the field; arrows move a mark through the list. Loaded when somebody searches (35-search.js). */
"use strict";

(() => {
    const {make, session, icon} = drawloom;
    const most = 30; // results shown
    const lens = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20";

    const field = make("input", {
        type: "search", autocomplete: "off", spellcheck: false, enterKeyHint: "go", maxLength: 200,
        role: "combobox", "aria-label": "Search for", "aria-autocomplete": "list", "aria-controls": "search:list",
        "aria-expanded": "false", placeholder: "Words, functions, identifiers",
        autocapitalize: "off",
    });
    const status = make("p", {className: "status", role: "status"});
    const list = make("div", {id: "search:list", role: "listbox", "aria-label": "Results"});
    const box = drawloom.dialog("search", "Search", make("div", {className: "field"}, icon(lens), field), status, list);
    let find; // once the index is there
    let active;

    const activate = (option) => {
        active?.setAttribute("aria-selected", "false");
        active = option;
        active?.setAttribute("aria-selected", "true");
        active?.scrollIntoView({block: "nearest"});
        if (active) field.setAttribute("aria-activedescendant", active.id);
        else field.removeAttribute("aria-activedescendant");
    };

    const withMarks = (texts) => texts.map((text, i) => (i % 2 ? make("mark", {textContent: text}) : text));

    const optionOf = (result, i) => make("a",
        {id: "search:" + i, role: "option", tabIndex: -1, href: result.href, "aria-selected": "false"},
        make("span", {className: "kind", textContent: result.kind}),
        make("span", {className: "title"}, ...withMarks(drawloom.marked(result.title, result.terms))),
        make("span", {className: "place", textContent: result.place}),
        make("span", {className: "excerpt " + result.kind}, ...withMarks(drawloom.excerpt(result))));

    const places = (count) => (count === 1 ? "1 place" : `${count} places`);
    const sentence = ({results: {length}, whole}) => {
        if (length === 0)
            return "Nothing was found. Fewer words, or only the first letters of one, find more.";
        if (whole < length)
            return `${whole ? places(whole) : "No place"} with all of these words, ${length - whole} with some`;
        return length > most ? `The best ${most} of ${places(length)}` : places(length);
    };

    const show = (results, words) => {
        active = undefined;
        list.replaceChildren(...results.slice(0, most).map(optionOf));
        list.scrollTop = 0;
        field.setAttribute("aria-expanded", String(results.length > 0));
        activate(list.firstElementChild);
        status.textContent = words;
    };

    const search = () => {
        const query = field.value.trim();
        session.set("query", query);
        if (!find) return;
        if (!query) return show([], "All chapters: what they say, and their programs.");
        const found = find(query);
        show(found.results, sentence(found));
    };

    const open = async () => {
        if (box.open) return field.select();
        box.showModal();
        field.value ||= session.get("query") ?? "";
        field.select();
        if (find) return search();
        status.textContent = "Loading the index …";
        try {
            find = await drawloom.finder();
        } catch (error) {
            status.textContent = `The search does not work: ${error.message} could not be loaded. ` +
                "Open the search again to try once more.";
            return;
        }
        search();
    };

    const steps = {ArrowDown: 1, ArrowUp: -1};
    field.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        const options = [...list.children];
        if (steps[event.key] && options.length > 0) {
            event.preventDefault();
            activate(options.at((options.indexOf(active) + steps[event.key]) % options.length));
        } else if (event.key === "Enter" && active) {
            event.preventDefault();
            active.click();
        } else if (event.key === "Escape") {
            // a field of this type would only be emptied
            event.preventDefault();
            box.close();
        }
    });
    field.addEventListener("input", search);
    // a result may be in this page: its place must not stay behind the window
    list.addEventListener("click", (event) => {
        if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) box.close();
    });

    drawloom.search = open;
})();
