/* Reading without a network: the browser may install the site, and a service worker keeps it. Pages on
   file: need neither, and who saves data is not made to load all pages. */
"use strict";

(() => {
    if (!/^https?:$/.test(location.protocol)) return;
    document.head.append(drawloom.make("link", {rel: "manifest", href: new URL("site.webmanifest", drawloom.site).href}));
    if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return;
    const register = () => navigator.serviceWorker.register(new URL("sw.js", drawloom.site)).catch(() => {
        // Not in this browser, or not in a private window: the site works without.
    });
    const rested = () => (window.requestIdleCallback ?? setTimeout)(register);
    if (document.readyState === "complete") rested();
    else addEventListener("load", rested);
})();
