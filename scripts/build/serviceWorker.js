/**
 * Keeps the site in the browser, so that it works offline after the first visit; on hosts that cannot send headers it also brings those that isolate
 * the page. The build puts FILES (SHA-256 of each file, its first HASH_LENGTH digits, by path below the site), LATER (paths that wait until they are
 * asked for), HASH_LENGTH, the policies and ISOLATION_HEADERS in front of this text.
 *
 * Each file lies in the cache under its address and hash: a new version fetches what changed and nothing else, and the page never mixes two versions.
 * A new version waits until the page says "take-over", which it does when the visitor asks for it.
 */
/* global FILES, LATER, HASH_LENGTH, PAGE_POLICY, WORKER_POLICY, IMPORT_POLICY, ISOLATION_HEADERS */

const CACHE = `cospress-lab ${self.registration.scope}`;
const SCOPE = new URL(self.registration.scope);

/** Where a list of the files of the version before this one lies: other tabs may still run it. */
const FORMER = new URL("former-version.json", SCOPE).href;

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) =>
  event.waitUntil(tidyUp().then(() => self.clients.claim())),
);
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null) return;
  event.respondWith(answer(request, path));
});

/** Path below the site, index.html for the site itself; null elsewhere. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) {
    return null;
  }
  const path = decodeURIComponent(pathname.slice(SCOPE.pathname.length));
  return path === "" ? "index.html" : path;
}

const keyOf = (path) => `${new URL(path, SCOPE).href}?${FILES[path]}`;

async function fetchAll() {
  const cache = await caches.open(CACHE);
  const known = new Set((await cache.keys()).map(({ url }) => url));
  for (const path of Object.keys(FILES)) {
    if (LATER.includes(path) || known.has(keyOf(path))) continue;
    // Revalidated: what the browser holds from this visit is not fetched twice.
    const response = await fetch(new URL(path, SCOPE), { cache: "no-cache" });
    await keep(cache, path, response);
  }
}

/** @throws {Error} If it is not the file of this version: a site half of which is newer is not kept. */
async function keep(cache, path, response) {
  const bytes = response.ok ? await response.arrayBuffer() : null;
  if (bytes === null || (await hashOf(bytes)) !== FILES[path]) {
    throw new Error(
      `keep: ${path} must have the hash ${FILES[path]}, got status ${response.status} or other content`,
    );
  }
  const type = response.headers.get("Content-Type");
  const headers = type ? { "Content-Type": type } : {};
  await cache.put(keyOf(path), new Response(bytes, { headers }));
}

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0"))
    .join("")
    .slice(0, HASH_LENGTH);
}

/** Drops what neither this version nor the one before has. */
async function tidyUp() {
  const cache = await caches.open(CACHE);
  const mine = Object.keys(FILES).map(keyOf);
  const former = await cache.match(FORMER);
  const kept = new Set([
    FORMER,
    ...mine,
    ...(former ? await former.json() : []),
  ]);
  for (const request of await cache.keys()) {
    if (!kept.has(request.url)) await cache.delete(request);
  }
  await cache.put(FORMER, new Response(JSON.stringify(mine)));
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  if (!Object.hasOwn(FILES, path)) {
    // Of the former version, or nothing of ours.
    const former = await cache.match(new URL(path, SCOPE), {
      ignoreSearch: true,
    });
    return former ? withHeaders(former, path) : fetch(request);
  }
  const known = await cache.match(keyOf(path));
  if (known) return withHeaders(known, path);
  const response = await fetch(request);
  const copy = response.clone();
  await keep(cache, path, copy).catch(() => {
    // The page checks what it loads by itself; there is only nothing to keep.
  });
  return withHeaders(response, path);
}

/** As contentPolicy.mjs has it. */
function policyOf(path) {
  if (!/\.m?js$/.test(path)) return PAGE_POLICY;
  return path.includes("/worker-import-") ? IMPORT_POLICY : WORKER_POLICY;
}

/** As a server would send it that can send headers. */
function withHeaders(response, path) {
  if (!response.ok) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) {
    headers.set(name, value);
  }
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Content-Security-Policy", policyOf(path));
  // What a network response says of its body no longer holds once it is unpacked.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
