import { expect, test } from "vitest";
import { qrPath } from "./qrPath.ts";

test("draws the three finder patterns inside a quiet zone of four modules", () => {
  const { path, size } = qrPath("https://lab.example/")!;
  expect(size).toBe(25 + 8);
  const dark = new Set(
    [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x},${y}`),
  );
  const far = size - 4 - 7;
  for (const [x, y] of [
    [4, 4],
    [far, 4],
    [4, far],
  ] as const) {
    const side = Array.from({ length: 7 }, (_, i) => i);
    expect(side.every((i) => dark.has(`${x + i},${y}`))).toBe(true);
    expect(side.every((i) => dark.has(`${x},${y + i}`))).toBe(true);
    expect(dark.has(`${x + 1},${y + 1}`)).toBe(false);
    expect(dark.has(`${x + 3},${y + 3}`)).toBe(true);
  }
  const edge = [...dark].map((at) => at.split(",").map(Number)).flat();
  expect(Math.min(...edge)).toBe(4);
  expect(Math.max(...edge)).toBe(size - 5);
});

test("gives up on what no code can hold", () => {
  expect(qrPath("x".repeat(2000))).not.toBeNull();
  expect(qrPath("x".repeat(3000))).toBeNull();
});
