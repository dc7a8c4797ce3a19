import { afterEach, expect, test, vi } from "vitest";
import { useBackend } from "./useBackend.ts";
import { availableThreads } from "./wasmThreads.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";

afterEach(() => vi.unstubAllGlobals());

function stubMachine(
  crossOriginIsolated: boolean,
  hardwareConcurrency: number,
) {
  vi.stubGlobal("crossOriginIsolated", crossOriginIsolated);
  vi.stubGlobal("navigator", { hardwareConcurrency });
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

test("where memory cannot be shared, the backend comes up on one thread", async () => {
  expect(await useBackend("wasm", WASM_FOLDER, 2)).toBe(1);
});
