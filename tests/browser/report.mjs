/* The tests of a run, by name, with what is wrong. One test may be judged many times (each width, each
   colour scheme): it passes when nothing was found in any of them. */

const most = 12; // faults shown of one test: the rest is seldom different

export class Report {
    #tests = new Map();

    judge(test, faults, where = "") {
        const found = this.#tests.get(test) ?? new Map();
        this.#tests.set(test, found);
        for (const fault of faults) {
            found.set(fault, [...found.get(fault) ?? [], where]);
        }
    }

    /* Prints a line for each test; true when all passed. */
    print() {
        for (const [test, found] of this.#tests) {
            for (const [fault, places] of [...found].slice(0, most)) {
                const where = places[0] && ` (${places[0]}${places.length > 1 ? `, and ${places.length - 1} more` : ""})`;
                console.log(`# ${fault}${where}`.replaceAll("\n", "\\n"));
            }
            if (found.size > most) {
                console.log(`# and ${found.size - most} more`);
            }
            console.log(`${found.size ? "not ok" : "ok"} ${test}`);
        }
        return [...this.#tests.values()].every((found) => found.size === 0);
    }
}
