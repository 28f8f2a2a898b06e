/* Where the reader is: in the chapter, and in the course. Of a course is kept, in this browser only,
   which chapters were read to their end, and the place that was left last. */

(() => {
    const {make, icon, local, site} = drawloom;
    const key = "course:" + site.pathname; // all pages on file: share one storage
    const page = location.pathname.slice(site.pathname.length);
    const article = document.querySelector("body.chapter article");

    const load = () => {
        try {
            const {read, at} = JSON.parse(local.get(key));
            return {read: Array.isArray(read) ? read : [], at};
        } catch {
            return {read: []};
        }
    };
    const course = load();
    const pageOf = (link) => new URL(link.href).pathname.slice(site.pathname.length);

    /* Chapters that were read: a check mark, which is over the text's side so that nothing moves. */
    const check = (link) => {
        if (link.querySelector(".read")) return;
        link.classList.add("has-read");
        link.append(make("span", {className: "read", role: "img", "aria-label": "read"}, icon("M5 12.5l4.5 4.5L19 7.5")));
    };
    const links = [...document.querySelectorAll("nav.contents > ol > li > a, ol.chapters a")];
    const showRead = () => links.filter((link) => course.read.includes(pageOf(link))).forEach(check);
    showRead();

    /* The course's page leads back: to the place that was left or, where that chapter is done, to the
       next one that is not. */
    const goOn = () => {
        const here = links.findIndex((link) => pageOf(link) === course.at?.page);
        if (here < 0) return null;
        if (!course.read.includes(course.at.page)) return [links[here], course.at];
        const others = [...links.slice(here + 1), ...links.slice(0, here)];
        const next = others.find((link) => !course.read.includes(pageOf(link)));
        return next && [next, {}];
    };
    const list = document.querySelector("ol.chapters");
    const target = list && goOn();
    if (target) {
        const [link, {id, title}] = target;
        const words = ["number", "name"].map((part) => link.querySelector("." + part)?.textContent ?? "");
        list.before(make("p", {className: "continue"}, make("a",
            {href: link.href + (id ? "#" + encodeURIComponent(id) : "")}, "Continue with ",
            make("strong", {textContent: words.join(" ").trim()}), title ? `: ${title}` : "")));
    }
    if (!article) return;

    const line = make("progress", {max: 1, value: 0, "aria-hidden": "true"});
    document.querySelector(".top")?.append(line);

    /* A heading is being read from when it has come into the upper third. Where the page can't be moved
       further, the last ones never come so far: as the end comes nearer, the third becomes the whole. */
    const marks = [...document.querySelectorAll("nav.headings a")]
        .map((link) => ({link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1)))}))
        .filter(({heading}) => heading);
    let current;

    const markHeading = (left) => {
        const edge = innerHeight * (1 - 0.67 * Math.min(1, left / innerHeight));
        const now = marks.findLast(({heading}) => heading.getBoundingClientRect().top <= edge);
        if (now === current) return;
        current?.link.removeAttribute("aria-current");
        current = now;
        current?.link.setAttribute("aria-current", "true");
        if (current) keepInSight(current.link);
    };

    /* The list may be longer than the window; scrollIntoView would move the page as well. */
    const keepInSight = (link) => {
        const nav = link.closest("nav");
        const {top, bottom} = link.getBoundingClientRect();
        const box = nav.getBoundingClientRect();
        if (top < box.top) nav.scrollTop -= box.top - top;
        else if (bottom > box.bottom) nav.scrollTop += bottom - box.bottom;
    };

    const remember = (isAtEnd) => {
        Object.assign(course, load()); // another window may have come further
        course.at = {page, id: current?.heading.id, title: current?.link.textContent};
        if (isAtEnd && !course.read.includes(page)) course.read.push(page);
        local.set(key, JSON.stringify(course));
        showRead();
    };

    let planned = false;
    let wasAt;
    const look = () => {
        planned = false;
        const {top, bottom, height} = article.getBoundingClientRect();
        const left = Math.max(0, bottom - innerHeight);
        line.value = height > innerHeight ? Math.min(1, Math.max(0, -top) / (height - innerHeight)) : 1;
        markHeading(Math.max(0, document.documentElement.scrollHeight - scrollY - innerHeight));
        const at = `${left === 0} ${current?.link.hash}`;
        if (at === wasAt || document.visibilityState !== "visible") return;
        wasAt = at;
        remember(left === 0);
    };
    const plan = () => {
        if (!planned) requestAnimationFrame(look);
        planned = true;
    };
    addEventListener("scroll", plan, {passive: true});
    addEventListener("resize", plan, {passive: true});
    plan();
})();
