/* Other programs. A book is made by few, each of one Debian package. */

import {execFile} from "node:child_process";
import {BookError} from "./error.mjs";

/* What a program prints, and its exit status. */
export function run(program, args, debianPackage) {
    return new Promise((resolve, reject) => {
        execFile(program, args, {maxBuffer: 1 << 28}, (error, stdout, stderr) => {
            if (error?.code === "ENOENT") {
                reject(new BookError(`${program} is missing: apt install ${debianPackage}`));
            } else {
                resolve({status: error ? error.code ?? error.signal : 0, stdout, stderr});
            }
        });
    });
}
