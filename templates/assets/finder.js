/* What the search finds. The index (search-index.js) is a list of chapters with their parts in the order
   of reading: sections and programs. A page on file: may not fetch, so it is a script that calls
   drawloom.searchIndex. MiniSearch makes of it what can be searched, in the browser. */
"use strict";

(() => {
    const {site, load} = drawloom;

    /* A name is found by its ends, too: pthread_mutex_lock by mutex_lock and by lock; and what is
       written with a hyphen also by the word without it: speed-up by speedup. */
    const wordsOf = (text) => text.split(/[^\p{L}\p{N}_]+/u)
        .map((word) => word.replace(/^_+|_+$/g, "")).filter(Boolean);
    const joinedOf = (text) => (text.match(/\p{L}+(?:-\p{L}+)+/gu) ?? []).map((word) => word.replaceAll("-", ""));
    const withEnds = (word) => {
        const ends = [word];
        for (const {index} of word.matchAll(/_(?=[^_])/g)) ends.push(word.slice(index + 1));
        return ends;
    };
    const termsOf = (text) => [...wordsOf(text).flatMap(withEnds), ...joinedOf(text)];

    /* What is asked for, without the words that stand everywhere, unless there are no others. */
    const common = new Set(("a an and are as at be but by can do does from has have how i in is it its my of on " +
        "or so that the their there this to was what when where which who why will with you").split(" "));
    const askedOf = (query) => {
        const words = wordsOf(query);
        const rare = words.filter((word) => !common.has(word.toLowerCase()));
        return rare.length > 0 ? rare : words;
    };

    /* Numbers are what people say aloud: "3.4", "Program 3.1", "section A.2". */
    const kinds = new Map([["", ["text", "program"]], ["program", ["program"]], ["sample", ["program"]],
        ["section", ["text"]], ["chapter", ["text"]]]);
    const hasNumber = (query) => {
        const [, word = "", number] = /^(?:([a-z]+)\s+)?((?:\d+|[a-z])(?:\.\d+)*)$/i.exec(query) ?? [];
        const wanted = number && kinds.get(word.toLowerCase());
        return (document) => wanted?.includes(document.kind) && document.number === number.toUpperCase();
    };

    /* Slips are seldom in the first letter: "default" is no "segfault". */
    const beginsAlike = ({terms, queryTerms}) => queryTerms.every((asked) =>
        terms.some((term) => term[0] === asked[0]));

    /* The documents of the chapters. A part's place is the way to it: chapter › section. */
    function* documentsOf(chapters) {
        const titled = ({number, title}) => (number ? `${number} ${title}` : title);
        let id = 0;
        for (const chapter of chapters) {
            let above = [];
            for (const part of chapter.parts) {
                const depth = part.level ?? Infinity;
                above = above.filter(({level}) => level < depth);
                yield {
                    id: id++,
                    kind: part.kind,
                    number: part.number,
                    title: titled(part),
                    place: above.map(titled).join(" › "),
                    names: part.names ?? part.id ?? "", // ids say what a section is about: "fork"
                    text: part.text,
                    href: new URL(chapter.page, site).href + (part.id ? "#" + encodeURIComponent(part.id) : ""),
                };
                if (part.level) above.push(part);
            }
        }
    }

    let chapters;
    drawloom.searchIndex = (list) => (chapters = list);

    const many = 300; // documents; more are put in by and by, so that the page stays alive
    const few = 5; // results; then places with only some of the words follow
    const weight = {term: 4, text: 2, program: 1}; // what explains a name comes before what uses it

    async function build() {
        await Promise.all([load("minisearch.js"), load("search-index.js")]);
        const documents = [...documentsOf(chapters)];
        const index = new MiniSearch({
            fields: ["title", "names", "place", "text"],
            tokenize: termsOf,
            searchOptions: {
                tokenize: askedOf,
                prefix: true,
                maxFuzzy: 2, // names have long beginnings in common
                weights: {fuzzy: 0.1, prefix: 0.4},
                boost: {title: 4, names: 3, place: 0.5},
                boostDocument: (id) => weight[documents[id].kind],
                filter: beginsAlike,
            },
        });
        if (documents.length > many) await index.addAllAsync(documents);
        else index.addAll(documents);
        return (query) => find(documents, index, query);
    }

    const fuzzy = (word) => (word.length > 3 ? 0.2 : false);

    /* What has the number, then what has all the words; if that is little, what nearly has them, and what
       has some of them. */
    const find = (documents, index, query) => {
        const found = new Map();
        const add = (list) => list.forEach((result) => found.has(result.id) || found.set(result.id, result));
        const numbered = documents.filter(hasNumber(query)).sort((a, b) => weight[b.kind] - weight[a.kind]);
        add(numbered.map(({id}) => ({id, terms: [], queryTerms: []})));
        add(index.search(query, {combineWith: "AND"}));
        if (found.size < few) add(index.search(query, {combineWith: "AND", fuzzy}));
        const whole = found.size;
        if (whole < few) add(index.search(query, {fuzzy}));
        const results = [...found.values()].map(({id, terms, queryTerms}) => ({...documents[id], terms, queryTerms}));
        return {whole, results};
    };

    /* Promises a function: query to results, best first; each is a document and the terms in it that
       fit. The first `whole` of them have all words, the others some. */
    let promise;
    drawloom.finder = () => (promise ??= build().catch((error) => {
        promise = null;
        throw error;
    }));

    /* Excerpts: lists of texts, every second one a word that was found. */
    const pattern = (term) => [...term].join("-?"); // letters, digits and "_" only; "speedup" stands as speed-up
    const longestFirst = (a, b) => b.length - a.length;
    const finding = (terms) => terms.length === 0 ? /(?!)/g : new RegExp(
        `(?<![\\p{L}\\p{N}])(${[...terms].sort(longestFirst).map(pattern).join("|")})(?![\\p{L}\\p{N}_])`, "giu");
    const marked = (text, terms) => text.split(finding(terms));

    const before = 40;
    const length = 180;

    /* What words are worth that were found: each counts once, most if it is what was asked for. */
    const plain = (word) => word.toLowerCase().replaceAll("-", "");
    const worth = (found, asked) => [...new Set(found.map(plain))].reduce((sum, word) =>
        sum + (asked.includes(word) ? 4 : asked.some((beginning) => word.startsWith(beginning)) ? 2 : 1), 0);

    const best = (list, value) => {
        const values = list.map(value);
        return list[values.indexOf(Math.max(...values))];
    };

    /* Where the excerpt of `length` letters begins that is worth most. */
    const bestStart = (text, terms, asked) => {
        const hits = [...text.matchAll(finding(terms))].slice(0, 300);
        const near = ({index}) => hits.filter((hit) => hit.index >= index && hit.index < index + length - before);
        return best(hits, (hit) => worth(near(hit).map(([word]) => word), asked))?.index ?? 0;
    };

    const ofText = (text, terms, asked) => {
        const hit = bestStart(text, terms, asked);
        const start = hit > before ? text.indexOf(" ", hit - before) + 1 || hit : 0;
        const rest = text.slice(start, start + length);
        const end = start + length < text.length ? rest.lastIndexOf(" ") : -1;
        return marked((start > 0 ? "… " : "") + (end > 0 ? rest.slice(0, end) + " …" : rest), terms);
    };

    /* Of a program, the line that is worth most. */
    const ofProgram = (text, terms, asked) => {
        const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
        const line = best(lines, (line) => worth(line.match(finding(terms)) ?? [], asked)) ?? "";
        return marked(line.slice(0, length), terms);
    };

    drawloom.excerpt = ({kind, text, terms, queryTerms}) =>
        (kind === "program" ? ofProgram : ofText)(text, terms, queryTerms);
    drawloom.marked = marked;
})();
