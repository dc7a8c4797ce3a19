/** The site on a plain static host, that sends no header beyond the type of a file. */
import { createServer, type Server } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { LabPage, labPath } from "./labPage.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Behind sw.js, so that the browser finds another version of it. */
let version = "";
let host: Server;
let home: string;

test.use({ serviceWorkers: "allow" });

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const file = pathname === "/" ? "index.html" : pathname.slice(1);
    readFile(path.join("dist", file)).then(
      (bytes) => {
        const type = TYPES[path.extname(file)] ?? "application/octet-stream";
        response.setHeader("Content-Type", type);
        response.end(
          file === "sw.js"
            ? Buffer.concat([bytes, Buffer.from(version)])
            : bytes,
        );
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  home = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
});

test.afterAll(() => {
  host.closeAllConnections();
  host.close();
});

test("after one visit the lab trains offline, isolated, and offers a new version without taking it", async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await lab.open(`${home}${labPath("wasm")}`);
  const isIsolated = () => page.evaluate(() => crossOriginIsolated);
  expect(await isIsolated()).toBe(false);
  // Installed with all that the default preset needs.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

  await context.setOffline(true);
  await page.reload();
  await expect(lab.status).toContainText("idle, step 0 of", {
    timeout: 60_000,
  });
  expect(await isIsolated()).toBe(true);
  await lab.takeStep();
  await context.setOffline(false);
  // A pack that the preset does not need waits until it is chosen.
  expect(
    await page.evaluate(async () => {
      const names = await caches.keys();
      const cache = await caches.open(names[0]!);
      const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
      return [
        kept.some((name) => name.startsWith("/packs/emoji8/")),
        kept.some((name) => name.startsWith("/packs/fashion-mnist/")),
      ];
    }),
  ).toEqual([true, false]);

  version = "// another one";
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  const notice = page.getByRole("region", { name: "New version" });
  await expect(notice).toContainText("It can wait until your run is over");
  await expect(lab.status).toContainText("paused, step 1 of");
  page.on("dialog", (dialog) => void dialog.accept());
  await notice.getByRole("button", { name: "Use it now" }).click();
  await expect(lab.status).toContainText("idle, step 0 of", {
    timeout: 60_000,
  });
  await expect(notice).toHaveCount(0);
  expect(lab.problems).toEqual([]);
});
