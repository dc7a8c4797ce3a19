import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { plainSha256Hex, sha256Hex } from "./sha256.ts";

test("agrees with Node's SHA-256 for any bytes, with and without WebCrypto", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (given) => {
      const bytes = Uint8Array.from(given);
      const expected = createHash("sha256").update(bytes).digest("hex");
      expect(plainSha256Hex(bytes)).toBe(expected);
      expect(await sha256Hex(bytes)).toBe(expected);
    }),
    { numRuns: 100 },
  );
});

test("agrees at every length around a block's end, where the padding changes", () => {
  for (let length = 50; length < 135; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    expect(plainSha256Hex(bytes)).toBe(
      createHash("sha256").update(bytes).digest("hex"),
    );
  }
});

test("works where the browser has no WebCrypto, as on plain http", async () => {
  vi.stubGlobal("crypto", {});
  try {
    expect(await sha256Hex(new TextEncoder().encode("abc"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  } finally {
    vi.unstubAllGlobals();
  }
});
