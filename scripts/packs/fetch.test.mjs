import * as fs from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AssetError, checkIntegrity, download } from "./fetch.mjs";

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));

let folder, part, server;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "fetch-"));
  part = path.join(folder, "file.part");
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A server of BYTES; returns its URL. */
const serving = (listener) =>
  new Promise((resolve) => {
    server = createServer(listener);
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${server.address().port}/file.tgz`),
    );
  });

/** Answers ranges, as registries do, and breaks off the first answer after 400 bytes. */
function breakingServer(ranges) {
  return (request, response) => {
    ranges.push(request.headers.range);
    const start = Number(
      /bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0,
    );
    if (start >= BYTES.length) return response.writeHead(416).end();
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": BYTES.length - start,
    });
    if (ranges.length > 1) return response.end(BYTES.subarray(start));
    response.write(BYTES.subarray(0, 400), () => response.destroy());
  };
}

test("goes on where a download broke off, and asks only for what is missing", async () => {
  const ranges = [];
  const url = await serving(breakingServer(ranges));
  await expect(download(url, part, () => {})).rejects.toThrow(
    /^download of .* stopped after 400 of 1000 bytes .* run the command again to go on$/,
  );
  expect(fs.statSync(part).size).toBe(400);
  const progress = [];
  await download(url, part, (done, total) => progress.push([done, total]));
  expect(ranges).toEqual([undefined, "bytes=400-"]);
  expect(fs.readFileSync(part).equals(BYTES)).toBe(true);
  expect(progress.at(-1)).toEqual([1000, 1000]);
  await download(url, part, () => {});
  expect(fs.readFileSync(part).equals(BYTES)).toBe(true);
});

test("begins anew when the server does not know ranges", async () => {
  fs.writeFileSync(part, "an earlier attempt");
  const url = await serving((_request, response) => response.end(BYTES));
  await download(url, part, () => {});
  expect(fs.readFileSync(part).equals(BYTES)).toBe(true);
});

test("says plainly that it cannot be reached, or what the server answered", async () => {
  const offline = download("http://127.0.0.1:1/file.tgz", part, () => {});
  await expect(offline).rejects.toBeInstanceOf(AssetError);
  await expect(
    download("http://127.0.0.1:1/file.tgz", part, () => {}),
  ).rejects.toThrow(/stopped after 0 of unknown bytes \(fetch failed: /);
  const url = await serving((_request, response) =>
    response.writeHead(503).end(),
  );
  await expect(download(url, part, () => {})).rejects.toThrow(
    /\(the server answered 503\)/,
  );
});

test("keeps the pinned file, and deletes any other with both hashes in the message", () => {
  const file = path.join(folder, "abc.tgz");
  fs.writeFileSync(file, "abc");
  const sha256 =
    "sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const sha512 =
    "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";
  checkIntegrity("abc@1", file, sha256);
  checkIntegrity("abc@1", file, sha512);
  expect(() => checkIntegrity("abc@1", file, "sha256-00")).toThrow(
    `abc@1 (${file}) must have integrity sha256-00, got ${sha256}; the file was deleted, run the command again`,
  );
  expect(fs.existsSync(file)).toBe(false);
});
