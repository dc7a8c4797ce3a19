/**
 * Serves a built site: `node scripts/serve.mjs [--port N] [--base /lab/] [FOLDER]`.
 * Node's built-ins only. As a good host would: isolation headers, content policy, MIME types, compression, and caching of hashed files.
 */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ISOLATION_HEADERS, policyOf } from "./build/contentPolicy.mjs";

const HOST = "127.0.0.1";

const MIME_TYPES = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Types that shrink; pictures and packs are compressed already. */
const COMPRESSED = /^(text\/|application\/(json|wasm)|image\/svg)/;

/** Beyond quality 5 brotli takes seconds for a few percent. */
const BROTLI_QUALITY = 5;

const encoders = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    }),
  gzip: promisify(gzip),
};

/**
 * Starts serving `folder` below `base` (starts and ends with a slash) on 127.0.0.1; port 0 takes a free one.
 * @param {{folder: string, base?: string, port?: number, onSent?: (pathname: string, bytes: number) => void}} site
 *   `onSent` hears of every body sent whole, in bytes as they were on the wire.
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 * @throws {NodeJS.ErrnoException} EADDRINUSE when the port is taken.
 */
export async function serve({ folder, base = "/", port = 0, onSent }) {
  const root = path.resolve(folder);
  /** Compressed bodies by encoding, file and time of change. */
  const compressed = new Map();
  const server = createServer((request, response) => {
    response.on("finish", () => {
      const bytes = Number(response.getHeader("Content-Length") ?? 0);
      if (response.statusCode === 200) onSent?.(request.url ?? "", bytes);
    });
    answer({ root, base, compressed, request, response }).catch((cause) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, `serve: ${cause.message}`);
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${server.address().port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer({ root, base, compressed, request, response }) {
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) {
    response.setHeader(name, value);
  }
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "Only GET and HEAD are served here.");
  }
  const pathname = decodedPath(request.url);
  if (pathname === null) return refuse(response, 400, "Malformed address.");
  if (`${pathname}/` === base) {
    response.setHeader("Location", base);
    return refuse(response, 308, `The site lies at ${base}`);
  }
  const file = await fileBelow(root, base, pathname);
  if (!file) return refuse(response, 404, `Nothing at ${pathname}`);

  const type =
    MIME_TYPES[path.extname(file.path)] ?? "application/octet-stream";
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Security-Policy", policyOf(pathname));
  response.setHeader("ETag", file.tag);
  response.setHeader("Vary", "Accept-Encoding");
  // Files in assets/ carry a hash of their content in their name.
  response.setHeader(
    "Cache-Control",
    pathname.startsWith(`${base}assets/`)
      ? "public, max-age=31536000, immutable"
      : "no-cache",
  );
  if (request.headers["if-none-match"] === file.tag) {
    response.writeHead(304).end();
    return;
  }
  const encoding = COMPRESSED.test(type)
    ? acceptedEncoding(request.headers["accept-encoding"])
    : null;
  if (encoding) {
    const key = `${encoding} ${file.path} ${file.tag}`;
    if (!compressed.has(key)) {
      compressed.set(key, await encoders[encoding](await readFile(file.path)));
    }
    const body = compressed.get(key);
    response.setHeader("Content-Encoding", encoding);
    response.setHeader("Content-Length", body.length);
    response.end(request.method === "HEAD" ? undefined : body);
    return;
  }
  response.setHeader("Content-Length", file.size);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  createReadStream(file.path)
    .on("error", () => response.destroy())
    .pipe(response);
}

/** @returns {string | null} The address's path, decoded; null when it cannot be a file's. */
function decodedPath(url) {
  try {
    const pathname = decodeURIComponent(url.split(/[?#]/)[0]);
    return pathname.includes("\0") ? null : pathname;
  } catch {
    return null;
  }
}

/** The file that a path names, index.html for a folder; null outside of root and base. */
async function fileBelow(root, base, pathname) {
  if (!pathname.startsWith(base)) return null;
  let candidate = path.join(root, pathname.slice(base.length));
  if (candidate !== root && !candidate.startsWith(root + path.sep)) return null;
  if (pathname.endsWith("/")) candidate = path.join(candidate, "index.html");
  const found = await stat(candidate).catch(() => null);
  if (!found?.isFile()) return null;
  const tag = `"${found.size.toString(16)}-${found.mtimeMs.toString(16)}"`;
  return { path: candidate, size: found.size, tag };
}

/** @returns {"br" | "gzip" | null} */
function acceptedEncoding(header = "") {
  const accepted = header
    .split(",")
    .map((part) => part.trim().split(";"))
    .filter(([, quality]) => !/q=0(\.0*)?$/.test(quality ?? ""))
    .map(([name]) => name);
  return ["br", "gzip"].find((name) => accepted.includes(name)) ?? null;
}

function refuse(response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    options: { port: { type: "string" }, base: { type: "string" } },
    allowPositionals: true,
  });
  const { url } = await serve({
    folder: positionals[0] ?? "dist",
    base: values.base ?? "/",
    port: Number(values.port ?? 0),
  });
  console.log(`Serving ${url}`);
}
