/* Quizzes that answer. The page has a key behind each quiz, which says of every answer whether it is
   right, and why; what it says of those that were chosen is put beside them. The key stays: a reader
   may open it at any time. Nothing is kept and nothing is sent. */
(() => {
    "use strict";

    const words = (right, wanted, wrong) => {
        if (right === wanted && wrong === 0) return "Right.";
        if (wanted === 1) return "Not quite.";
        const also = wrong > 0 ? `, and ${wrong} wrong ${wrong === 1 ? "one" : "ones"}` : "";
        return `Not quite: ${right} of ${wanted} right answers chosen${also}.`;
    };

    /* What the key says; ids are left to the key. */
    const explanation = (entry) => {
        const box = drawloom.make("div", {className: "why"}, ...entry.cloneNode(true).childNodes);
        box.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
        return box;
    };

    const prepare = (quiz, fieldset) => {
        const inputs = [...fieldset.querySelectorAll("input")];
        const rows = inputs.map((input) => input.closest("li"));
        const key = [...quiz.querySelectorAll(":scope > .key > ol > li")];
        const isRight = (i) => key[i].className === "yes";
        const button = drawloom.make("button", {type: "button", textContent: "Check"});
        const said = drawloom.make("span", {role: "status"});
        let checked = false;

        const forget = () => {
            for (const row of rows) {
                row.className = "";
                row.querySelector(".why")?.remove();
            }
            checked = false;
            button.textContent = "Check";
            said.textContent = "";
        };

        const check = () => {
            const chosen = inputs.flatMap((input, i) => (input.checked ? [i] : []));
            forget();
            if (chosen.length === 0) {
                said.textContent = "Choose an answer first.";
                return;
            }
            for (const i of chosen) {
                rows[i].className = key[i].className;
                rows[i].append(explanation(key[i]));
            }
            const right = chosen.filter(isRight).length;
            checked = true;
            button.textContent = "Try again";
            said.textContent = words(right, key.filter((_, i) => isRight(i)).length, chosen.length - right);
        };

        const again = () => {
            forget();
            for (const input of inputs) input.checked = false;
            inputs[0].focus();
        };

        button.addEventListener("click", () => (checked ? again() : check()));
        fieldset.addEventListener("change", forget);
        fieldset.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && event.target.matches("input")) check();
        });
        fieldset.after(drawloom.make("p", {className: "checking"}, button, said));
    };

    for (const quiz of document.querySelectorAll(".quiz")) {
        const fieldset = quiz.querySelector(":scope > fieldset");
        if (fieldset) prepare(quiz, fieldset);
    }
})();
