/* Where things of the site are in the book. All files of a book lie in one folder, named with letters that
   every reader can open; pictures in a folder below. */

import {existsSync, statSync} from "node:fs";
import {extname, join} from "node:path";

/* What every reader shows: the core media types of EPUB. */
export const pictureTypes = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".svg": "image/svg+xml",
};

/* A name of its own for each key: the key's letters, with a number when it is taken. */
class Names {
    #taken = new Map();

    of(key, extension) {
        if (!this.#taken.has(key)) {
            const stem = key.replace(/\.[^./]*$/, "").replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+/, "") || "file";
            const used = new Set(this.#taken.values());
            let name = stem + extension;
            for (let n = 2; used.has(name); n++) {
                name = `${stem}-${n}${extension}`;
            }
            this.#taken.set(key, name);
        }
        return this.#taken.get(key);
    }

    get entries() {
        return [...this.#taken];
    }
}

export class Contents {
    #site;
    #chapters = new Names();
    #pictures = new Names();
    #ids = new Map(); // of each chapter's page

    constructor(site) {
        this.#site = site;
        for (const reserved of ["cover", "nav"]) {
            this.#chapters.of(`:${reserved}`, ".xhtml");
        }
        for (const part of site.parts) {
            this.fileOf(part);
        }
    }

    fileOf(part) {
        return this.#chapters.of(part.page, ".xhtml");
    }

    setIds(part, ids) {
        this.#ids.set(part.page, ids);
    }

    /* Where an address leads, as {path, id, url, isHere} with the site at "site:///"; null: nowhere. */
    #place(part, address) {
        const base = new URL(part.page.split("/").map(encodeURIComponent).join("/"), "site:///");
        try {
            const url = new URL(address, base);
            const [path, id] = [url.pathname.slice(1), url.hash.slice(1)].map(decodeURIComponent);
            return {path, id, url, isHere: url.protocol === "site:"};
        } catch {
            return null;
        }
    }

    /* A place in the book, on the published site, or anywhere else; null: nothing can lead there. */
    link(part, address) {
        const place = this.#place(part, address);
        if (!place?.isHere) {
            return place && address;
        }
        const {path, id, url} = place;
        const ids = this.#ids.get(path);
        if (!ids) {
            return this.#site.url ? new URL(url.pathname.slice(1) + url.hash, this.#site.url).href : null;
        }
        const hash = ids.has(id) ? url.hash : "";
        return path === part.page && hash ? hash : this.#chapters.of(path, ".xhtml") + hash;
    }

    /* Pictures of other hosts are not in the book. */
    picture(part, address) {
        const place = this.#place(part, address);
        const file = place?.isHere && join(this.#site.folder, place.path);
        const extension = extname(place?.path ?? "").toLowerCase();
        if (!file || !pictureTypes[extension] || !existsSync(file) || !statSync(file).isFile()) {
            return null;
        }
        return `pictures/${this.#pictures.of(place.path, extension)}`;
    }

    /* [path in the site, name in the book] */
    get pictures() {
        return this.#pictures.entries;
    }
}
