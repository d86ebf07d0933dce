// Keeps ticket pages that were opened once, so that they open without a network. Fresh is better than kept: what the
// server says is shown wherever it answers in time, and a ticket that it no longer knows is forgotten here too.
const SHELF = "tickets";
const PATIENCE_MS = 4_000;
const PAGE = /^\/tickets\/[A-Za-z0-9_-]+(\/qr\.png|\/app\.webmanifest)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(kept(request));
  else if (PAGE.test(pathname)) event.respondWith(fresh(request, pathname));
});

/** Its address names its content: what is kept under it is right for ever. */
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function fresh(request, name) {
  const shelf = await caches.open(SHELF);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status >= 500) return (await shelf.match(name)) ?? answer;
    if (answer.ok && !answer.redirected) await shelf.put(name, answer.clone());
    else await shelf.delete(name);
    return answer;
  } catch (away) {
    const copy = await shelf.match(name);
    if (copy) return copy;
    throw away;
  }
}
