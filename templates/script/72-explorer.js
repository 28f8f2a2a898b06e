/* The link that opens a program in Compiler Explorer. Its address holds everything: the state that
   godbolt.org/clientstate/ takes is described in docs/API.md of compiler-explorer. As the address is
   longer than the program, it is made when somebody is about to follow the link. */

(() => {
    /* Base64 knows bytes only, so other letters are written as JSON can: \u20ac. The letters + / =
       of base64 mean something in an address. */
    const encode = (state) => encodeURIComponent(btoa(JSON.stringify(state)
        .replace(/[\u007f-\uffff]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0"))));

    /* Nobody has the headers of the course there: their text takes the place of the lines that name them. */
    const withHeaders = (source, paths, seen = new Set()) =>
        source.replace(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)".*\n?/gm, (line, name) => {
            const text = drawloom.headers?.[paths[name]];
            if (text === undefined) return line;
            if (seen.has(name)) return "";
            seen.add(name);
            return `/* ${name} */\n${withHeaders(text, paths, seen)}/* end of ${name} */\n`;
        });

    const stateOf = (link, asked) => {
        const {language, compiler, options = "", arguments: words = "", stdin = "", headers = {}} = asked;
        const tool = {id: compiler, options, libs: []};
        return {sessions: [{
            id: 1,
            language,
            source: withHeaders(drawloom.sourceOf(link.closest(".sample")), headers),
            compilers: [tool],
            executors: [{
                compiler: tool, arguments: words, stdin,
                argumentsVisible: words !== "", stdinVisible: stdin !== "", compilerOutputVisible: true,
            }],
        }]};
    };

    const complete = async (link) => {
        const asked = JSON.parse(link.dataset.explorer);
        if (asked.headers && !drawloom.headers) await drawloom.load("headers.js");
        link.href = "https://godbolt.org/clientstate/" + encode(stateOf(link, asked));
    };

    for (const link of document.querySelectorAll("a.explorer[data-explorer]")) {
        let done;
        const begin = () => (done ??= complete(link));
        for (const event of ["pointerenter", "pointerdown", "focus"]) link.addEventListener(event, begin);
        link.addEventListener("click", (event) => {
            if (link.href.length > 30) return;
            event.preventDefault();
            begin().then(() => link.click());
        });
        link.href = "https://godbolt.org/"; // a link without an address can't be reached by the keyboard
        link.rel = "noopener noreferrer";
        link.hidden = false;
    }
})();
