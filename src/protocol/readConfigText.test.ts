import { expect, test } from "vitest";
import { PACKS } from "../../tests/support/fakeEngine.ts";
import { presetById } from "./presets.ts";
import { readConfigText } from "./readConfigText.ts";

const { config } = presetById("emoji-quick");
const issuesOf = (value: unknown, packs = null as typeof PACKS | null) => {
  const read = readConfigText(
    typeof value === "string" ? value : JSON.stringify(value),
    packs,
  );
  return read.ok
    ? []
    : read.issues.map(({ path, message }) => `${path}: ${message}`);
};

test("reads settings as they are saved, and those of a result", () => {
  const bare = readConfigText(JSON.stringify(config), null);
  const result = readConfigText(JSON.stringify({ format: 1, config }), null);
  expect(bare).toEqual({ ok: true, config });
  expect(result).toEqual({ ok: true, config });
});

test("names the field at fault", () => {
  const student = { ...config.student, width: "wide" };
  expect(issuesOf({ ...config, student })[0]).toMatch(/^student\.width: /);
  expect(issuesOf({ ...config, extra: 1 })).toEqual([
    "extra: is not a setting",
  ]);
  const heads = { ...config.student, heads: 5 };
  expect(issuesOf({ ...config, student: heads })[0]).toMatch(
    /^student\.heads: must divide the width/,
  );
  const data = { ...config.data, pack: "own-cats-12345678" };
  expect(issuesOf({ ...config, data }, PACKS)[0]).toMatch(
    /^data\.pack: there is no pack 'own-cats-12345678' here/,
  );
});

test("says what else it is given", () => {
  expect(issuesOf("  ")).toEqual([": must be JSON, got nothing"]);
  expect(issuesOf("<svg>")[0]).toContain('text beginning "<svg>"');
  expect(issuesOf([])[0]).toContain("got a list");
  expect(issuesOf("7")[0]).toContain("got 7");
});
