import { afterEach, expect, test, vi } from "vitest";
import { useBackend } from "./useBackend.ts";
import { availableThreads } from "./wasmThreads.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";

afterEach(() => vi.unstubAllGlobals());

const CHROMIUM =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
const FIREFOX =
  "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

function stubMachine(
  crossOriginIsolated: boolean,
  hardwareConcurrency: number,
  userAgent = CHROMIUM,
) {
  vi.stubGlobal("crossOriginIsolated", crossOriginIsolated);
  vi.stubGlobal("navigator", { hardwareConcurrency, userAgent });
}

test("a page that is not isolated computes on one thread", () => {
  stubMachine(false, 8);
  expect(availableThreads()).toBe(1);
});

test.each([
  [1, 1],
  [2, 2],
  [4, 4],
  [16, 4],
])("an isolated page with %i cores asks for %i threads", (cores, threads) => {
  stubMachine(true, cores);
  expect(availableThreads()).toBe(threads);
});

test("Firefox, where a worker may never come of it, computes on one thread", () => {
  stubMachine(true, 8, FIREFOX);
  expect(availableThreads()).toBe(1);
});

test("where memory cannot be shared, the backend comes up on one thread", async () => {
  expect(await useBackend("wasm", WASM_FOLDER, 2)).toBe(1);
});
