import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { ClaimsResult } from "../../protocol/claimResults.ts";
import { de } from "../../texts/de.tsx";
import { layOver } from "../../texts/rooms.ts";
import { outcomeText } from "./outcomeText.ts";

const { claims } = JSON.parse(
  readFileSync("public/results/claims.json", "utf8"),
) as ClaimsResult;
const tables = claims.flatMap((claim) => claim.tables);

afterEach(() => layOver({}));

test("captions are German in German, and as they were in English", () => {
  expect(tables.length).toBeGreaterThan(10);
  for (const { caption } of tables) expect(outcomeText(caption)).toBe(caption);
  layOver(de);
  for (const { caption } of tables) {
    expect(outcomeText(caption)).not.toBe(caption);
  }
});

test("heads and cells are put together from their parts", () => {
  layOver(de);
  expect(outcomeText("95 % angle error ↓")).toBe("95-%-Winkelfehler ↓");
  expect(outcomeText("CosPress' student beside From scratch, supervised")).toBe(
    "Schüler von CosPress neben Von Grund auf, überwacht",
  );
  expect(outcomeText("0.029 (-0.078 to 0.135)")).toBe(
    "0.029 (-0.078 to 0.135)",
  );
});
