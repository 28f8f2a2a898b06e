/* A static web server for a built site, on a free port of this machine, that does what public hosts do:
   types, compression, conditional requests, index.html for folders, 404.html for what is not there. */

import {createHash} from "node:crypto";
import {readFileSync, statSync} from "node:fs";
import {createServer} from "node:http";
import {extname, join, normalize} from "node:path";
import {brotliCompressSync, constants, gzipSync} from "node:zlib";

const types = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
};
const plain = "text/plain; charset=utf-8"; // programs to download: .c, .py, Makefile
const isCompressible = (type) => /^text\/|json|xml|svg/.test(type);

/* The file of the folder that an address means; null: none. */
function find(folder, pathname) {
    let path;
    try {
        path = normalize(decodeURIComponent(pathname));
    } catch {
        return null;
    }
    const file = join(folder, path.endsWith("/") ? path + "index.html" : path);
    return statSync(file, {throwIfNoEntry: false})?.isFile() ? file : null;
}

function isFolder(folder, pathname) {
    return statSync(join(folder, normalize(decodeURIComponent(pathname))), {throwIfNoEntry: false})?.isDirectory();
}

/* Bytes and headers of a file; what was compressed once is kept. */
function load(file, coding, kept) {
    const bytes = readFileSync(file);
    const tag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 20)}${coding ? "-" + coding : ""}"`;
    const compress = {
        br: () => brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 5}}),
        gzip: () => gzipSync(bytes),
    };
    if (coding && !kept.has(tag)) kept.set(tag, compress[coding]());
    return {body: coding ? kept.get(tag) : bytes, tag};
}

function codingFor(request, type, options) {
    const accepted = request.headers["accept-encoding"] ?? "";
    const usable = ["br", "gzip"].filter((name) => options[name] && accepted.includes(name));
    return isCompressible(type) ? usable[0] : undefined;
}

function send(request, response, status, file, {options, kept}) {
    const type = types[extname(file)] ?? plain;
    const coding = codingFor(request, type, options);
    const {body, tag} = load(file, coding, kept);
    const headers = {
        "Content-Type": type,
        "Cache-Control": options.cache,
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        ...(coding && {"Content-Encoding": coding}),
    };
    if (status === 200 && request.headers["if-none-match"] === tag) {
        response.writeHead(304, headers).end();
        return;
    }
    response.writeHead(status, {...headers, "Content-Length": body.length});
    response.end(request.method === "HEAD" ? undefined : body);
}

function refuse(response, status, words, headers = {}) {
    response.writeHead(status, {"Content-Type": plain, ...headers}).end(words + "\n");
}

function answer(request, response, server) {
    const {folder, options} = server;
    const {pathname, search} = new URL(request.url, "http://localhost");
    if (request.method !== "GET" && request.method !== "HEAD") {
        refuse(response, 405, "only GET and HEAD", {Allow: "GET, HEAD"});
        return;
    }
    if (!pathname.startsWith(options.base)) {
        refuse(response, 404, `the site begins at ${options.base}`);
        return;
    }
    const place = "/" + pathname.slice(options.base.length);
    const file = find(folder, place);
    const missing = join(folder, "404.html");
    if (file) send(request, response, 200, file, server);
    else if (!place.endsWith("/") && find(folder, place + "/") && isFolder(folder, place))
        response.writeHead(301, {Location: pathname + "/" + search}).end();
    else if (find(folder, "/404.html")) send(request, response, 404, missing, server);
    else refuse(response, 404, "not found");
}

/* Serve `folder`. Options: `gzip` and `br` compress for those who accept it, `base` is the path at which the
   site begins, `cache` is what Cache-Control says, `port` 0 is a free one. Resolves to `address`, which ends
   in the base, and `close()`, which ends what is under way. */
export async function serve(folder, options = {}) {
    const server = {
        folder,
        options: {gzip: false, br: false, base: "/", cache: "no-cache", port: 0, ...options},
        kept: new Map(),
    };
    const http = createServer((request, response) => answer(request, response, server));
    await new Promise((resolve, reject) => {
        http.once("error", reject);
        http.listen(server.options.port, "127.0.0.1", resolve);
    });
    return {
        address: `http://localhost:${http.address().port}${server.options.base}`,
        close() {
            http.closeAllConnections();
            return new Promise((resolve) => http.close(resolve));
        },
    };
}
