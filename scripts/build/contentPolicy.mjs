/**
 * What the built site may load and run; docs/reliability.md says why each exception is there. Read by the build, the preview, `serve.mjs` and the
 * service worker, so that there is one text.
 */

const write = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");

const COMMON = {
  "default-src": ["'none'"],
  "connect-src": ["'self'"],
};

/** For the page: no inline script, no inline style, nothing from elsewhere, no eval of any kind. */
export const PAGE_POLICY = write({
  ...COMMON,
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  // Pictures that a visitor saves or drops are drawn from memory.
  "img-src": ["'self'", "blob:", "data:"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
});

/**
 * For scripts that run as workers; a worker has the policy of its own file, not the page's.
 * `wasm-unsafe-eval`: compiling the WASM backends; `blob:`: tfjs hands its threads their loader as a Blob, for `new Worker` and `importScripts`.
 */
export const WORKER_POLICY = write({
  ...COMMON,
  "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'"],
  "worker-src": ["'self'", "blob:"],
});

/** Where the hub keeps its files: it answers with the address of another of its hosts. */
const HUB_HOSTS = [
  "https://huggingface.co",
  "https://*.huggingface.co",
  "https://*.hf.co",
];

/** For the import's worker, which fetches DINOv2-small when the visitor says so; the engine's and the page may ask nobody. */
export const IMPORT_POLICY = write({
  ...{ "default-src": ["'none'"], "connect-src": ["'self'", ...HUB_HOSTS] },
  "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'"],
  "worker-src": ["'self'", "blob:"],
});

/** @param {string} pathname Of a file of the site; a folder's ends with "/". */
export function policyOf(pathname) {
  if (!/\.m?js$/.test(pathname)) return PAGE_POLICY;
  return IMPORT_WORKER.test(pathname) ? IMPORT_POLICY : WORKER_POLICY;
}

/** As vite.config.ts names it. */
const IMPORT_WORKER = /\/worker-import-[^/]*\.js$/;

/** Makes the page cross-origin isolated, which WASM threads need (SharedArrayBuffer). Everything works without it, on one thread. */
export const ISOLATION_HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
