import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "./serve.mjs";

let folder, site;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "serve-"));
  const dist = path.join(folder, "dist");
  await mkdir(path.join(dist, "assets"), { recursive: true });
  await writeFile(path.join(folder, "secret.txt"), "secret");
  await writeFile(path.join(dist, "index.html"), "<h1>lab</h1>");
  await writeFile(path.join(dist, "assets", "a-1.js"), "export {};".repeat(99));
  await writeFile(
    path.join(dist, "assets", "worker-import-1.js"),
    "export {};",
  );
  await writeFile(path.join(dist, "lab.wasm"), "not really");
  await writeFile(path.join(dist, "pack.bin"), "1234");
  site = await serve({ folder: dist, base: "/lab/" });
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** Unlike fetch, sends the path as it stands. */
const get = (pathname, headers = {}) =>
  new Promise((resolve, reject) => {
    const { port } = new URL(site.url);
    request({ port, path: pathname, headers }, (response) => {
      response.resume();
      resolve(response);
    })
      .on("error", reject)
      .end();
  });

test("serves the page below the base, isolated", async () => {
  const response = await fetch(site.url);
  expect(await response.text()).toBe("<h1>lab</h1>");
  expect(response.headers.get("cross-origin-opener-policy")).toBe(
    "same-origin",
  );
  expect(response.headers.get("cross-origin-embedder-policy")).toBe(
    "require-corp",
  );
});

test("forbids the page what only workers need", async () => {
  const policy = async (path) =>
    (await fetch(site.url + path)).headers.get("content-security-policy");
  expect(await policy("")).toContain("script-src 'self';");
  expect(await policy("")).not.toMatch(/unsafe|https?:|\*/);
  expect(await policy("assets/a-1.js")).toContain("'wasm-unsafe-eval'");
  expect(await policy("assets/a-1.js")).not.toMatch(/'unsafe|https?:|\*/);
  // The hub's, and for the import alone.
  const hosts = (await policy("assets/worker-import-1.js")).match(
    /https?:[^ ;]*/g,
  );
  expect(hosts).toEqual([
    ...["https://huggingface.co", "https://*.huggingface.co"],
    "https://*.hf.co",
  ]);
});

test("sends the way from the base without its slash", async () => {
  const response = await get("/lab");
  expect(response.statusCode).toBe(308);
  expect(response.headers.location).toBe("/lab/");
});

test("finds nothing beside the base or outside the folder", async () => {
  for (const pathname of [
    "/",
    "/index.html",
    "/lab/missing.js",
    "/lab/assets",
    "/lab/../secret.txt",
    "/lab/%2e%2e/secret.txt",
    "/lab/..%2fsecret.txt",
    "/lab/assets/../../secret.txt",
  ]) {
    expect((await get(pathname)).statusCode, pathname).toBe(404);
  }
  expect((await get("/lab/%ff")).statusCode).toBe(400);
  expect((await get("/lab/%00")).statusCode).toBe(400);
});

test("names WebAssembly by its type and lets hashed files be kept for good", async () => {
  const wasm = await get("/lab/lab.wasm");
  expect(wasm.headers["content-type"]).toBe("application/wasm");
  expect(wasm.headers["cache-control"]).toBe("no-cache");
  const script = await get("/lab/assets/a-1.js");
  expect(script.headers["cache-control"]).toContain("immutable");
});

test("compresses text as the visitor's browser accepts it, and no packs", async () => {
  const encodingOf = async (pathname, accept) =>
    (await get(pathname, { "accept-encoding": accept })).headers[
      "content-encoding"
    ];
  expect(await encodingOf("/lab/assets/a-1.js", "gzip, deflate, br")).toBe(
    "br",
  );
  expect(await encodingOf("/lab/assets/a-1.js", "gzip")).toBe("gzip");
  expect(await encodingOf("/lab/assets/a-1.js", "br;q=0, gzip")).toBe("gzip");
  expect(await encodingOf("/lab/assets/a-1.js", "identity")).toBeUndefined();
  expect(await encodingOf("/lab/pack.bin", "br")).toBeUndefined();
  const response = await fetch(new URL("assets/a-1.js", site.url));
  expect(await response.text()).toBe("export {};".repeat(99));
});

test("answers 304 to who has the file already", async () => {
  const { headers } = await get("/lab/pack.bin");
  const again = await get("/lab/pack.bin", { "if-none-match": headers.etag });
  expect(again.statusCode).toBe(304);
});

test("says that a port is taken", async () => {
  const port = Number(new URL(site.url).port);
  await expect(serve({ folder, port })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});
