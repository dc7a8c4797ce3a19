import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { EngineError } from "../protocol/engineError.ts";
import { fetchReader, MissingFileError } from "./readFile.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A reader of a local server that answers as `listener` does. */
async function readerOf(listener: RequestListener) {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) =>
    listening.listen(0, "127.0.0.1", resolve),
  );
  const { port } = listening.address() as AddressInfo;
  return fetchReader(`http://127.0.0.1:${port}/lab/`);
}

const failureOf = (reading: Promise<unknown>) =>
  reading.then(
    () => expect.unreachable("the read should have failed"),
    (error: unknown) => error as EngineError,
  );

test("fetches below the base URL and reports bytes as they come", async () => {
  const paths: (string | undefined)[] = [];
  const bytes = Buffer.alloc(300_000, 7);
  const readFile = await readerOf((request, response) => {
    paths.push(request.url);
    response.writeHead(200, { "content-length": bytes.length });
    response.end(bytes);
  });
  const progress: number[][] = [];
  const got = await readFile("packs/crops/images.bin", (done, total) =>
    progress.push([done, total]),
  );
  expect(paths).toEqual(["/lab/packs/crops/images.bin"]);
  expect(Buffer.from(got).equals(bytes)).toBe(true);
  expect(progress.at(-1)).toEqual([300_000, 300_000]);
  const steps = progress.map(([done]) => done);
  expect(steps).toEqual([...steps].sort((a, b) => a! - b!));
});

test("calls a file missing when the server says 404, or answers with its page", async () => {
  const readFile = await readerOf((request, response) => {
    if (request.url?.endsWith("page.bin")) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end("<!doctype html>");
    } else {
      response.writeHead(404).end();
    }
  });
  const missing = await failureOf(readFile("packs/gone.bin"));
  expect(missing).toBeInstanceOf(MissingFileError);
  expect(missing.message).toMatch(
    /^expected a file, got status 404 from http:.*packs\/gone\.bin$/,
  );
  const page = await failureOf(readFile("packs/page.bin"));
  expect(page).toBeInstanceOf(MissingFileError);
});

test("says how far a broken download came", async () => {
  const readFile = await readerOf((_request, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write(Buffer.alloc(400), () => response.destroy());
  });
  const failure = await failureOf(readFile("packs/crops/images.bin"));
  expect(failure).toBeInstanceOf(EngineError);
  expect(failure.code).toBe("network");
  expect(failure.message).toMatch(
    /^fetchReader: packs\/crops\/images\.bin must be 1000 bytes long, got 400 before the download stopped .*; try again$/,
  );
});

test("calls a refused connection and a failing server a network error", async () => {
  const readFile = await readerOf((_request, response) => {
    response.writeHead(503).end();
  });
  const failing = await failureOf(readFile("packs/index.json"));
  expect(failing.code).toBe("network");
  expect(failing.message).toBe(
    "fetchReader: packs/index.json must be answered with status 200, got 503",
  );
  const nowhere = fetchReader("http://127.0.0.1:1/");
  const refused = await failureOf(nowhere("packs/index.json"));
  expect(refused.code).toBe("network");
  expect(refused.message).toMatch(
    /^fetchReader: packs\/index\.json could not be fetched \(.*\); is the connection up\?$/,
  );
});
