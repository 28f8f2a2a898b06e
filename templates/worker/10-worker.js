/* The service worker: keeps the site on the reader's device, to be read without a network. drawloom puts
   `site` before this text: `files`, the hash of each file by its path, and `first`, the paths of those
   that are kept before anybody asks for them.

   Who is online sees what the server has: the network is asked first, so that no page meets the style or
   the script of another build. What is kept is the second choice; a page that came from there gets all
   its files from there. A kept file is named by its hash: a new build fetches what changed, beside what
   the old one needs until it is gone. */
"use strict";

const scope = new URL(self.registration.scope);
const storage = "drawloom " + scope.pathname;
const patience_ms = 4000; // a network that takes longer than this for a page is none
const keptClients = new Set(); // pages that came from what is kept

const addressOf = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), scope).href;
const keyOf = (path) => `${addressOf(path)}?${site.files[path]}`;

function decode(pathname) {
    try {
        return decodeURIComponent(pathname);
    } catch {
        return undefined;
    }
}

/* Which file of the site an address means; undefined: none. */
function pathOf(address) {
    const {origin, pathname} = new URL(address);
    const path = decode(pathname.slice(scope.pathname.length));
    if (origin !== scope.origin || !pathname.startsWith(scope.pathname) || path === undefined) return undefined;
    return [path, path + "index.html", path + ".html"].find((name) => Object.hasOwn(site.files, name));
}

/* A browser shows no page that a server led it to by another address. */
function undirected(response) {
    const {status, statusText, headers} = response;
    return response.redirected ? new Response(response.body, {status, statusText, headers}) : response;
}

async function keep(path, response) {
    const cache = await caches.open(storage);
    await cache.put(keyOf(path), undirected(response));
}

async function kept(path) {
    const cache = await caches.open(storage);
    return cache.match(keyOf(path), {ignoreVary: true});
}

async function fetchFirst(path) {
    const response = await fetch(addressOf(path), {cache: "no-cache"});
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    await keep(path, response);
}

/* Without all of these there is no new version: the browser tries again later. */
async function fill() {
    const waiting = [...site.first];
    const fetchSome = async () => {
        for (let path; (path = waiting.shift());) {
            if (!await kept(path)) await fetchFirst(path);
        }
    };
    await Promise.all([fetchSome(), fetchSome(), fetchSome(), fetchSome()]);
}

async function sweep() {
    const wanted = new Set(Object.keys(site.files).map(keyOf));
    const cache = await caches.open(storage);
    for (const request of await cache.keys()) {
        if (!wanted.has(request.url)) await cache.delete(request);
    }
}

/* What is not kept from the beginning is kept once a reader has seen it. */
async function ask(request, path) {
    const response = await fetch(request);
    if (response.status === 200 && !site.first.includes(path) && !await kept(path)) {
        await keep(path, response.clone());
    }
    return response;
}

function sorry() {
    const words = "You are offline, and this page was not kept on this device.";
    return new Response(words, {status: 503, headers: {"Content-Type": "text/plain; charset=utf-8"}});
}

async function answerPage({request, resultingClientId}, path) {
    const asked = ask(request, path);
    const late = new Promise((resolve, reject) => setTimeout(reject, patience_ms));
    try {
        return await Promise.race([asked, late]);
    } catch {
        const copy = await kept(path);
        if (copy) keptClients.add(resultingClientId);
        return copy ?? asked.catch(sorry);
    }
}

async function answer({request, clientId}, path) {
    const copy = keptClients.has(clientId) && await kept(path);
    if (copy) return copy;
    try {
        return await ask(request, path);
    } catch (error) {
        const second = await kept(path);
        if (second) return second;
        throw error;
    }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(sweep().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
    const {request} = event;
    const path = request.method === "GET" && pathOf(request.url);
    if (path) event.respondWith(request.mode === "navigate" ? answerPage(event, path) : answer(event, path));
});
