import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Tokens = ReadonlyMap<string, { light: string; dark: string }>;

/** Every token of a style sheet that is written as `--name: light-dark(#rrggbb, #rrggbb)`. */
function colourTokens(file: string): Tokens {
  const css = readFileSync(new URL(file, import.meta.url), "utf8");
  const pattern =
    /--([a-z-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g;
  return new Map(
    [...css.matchAll(pattern)].map(([, name = "", light = "", dark = ""]) => [
      name,
      { light, dark },
    ]),
  );
}

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045
      ? channel / 12.92
      : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort(
    (x, y) => y - x,
  );
  return (high + 0.05) / (low + 0.05);
}

const usual = colourTokens("theme.css");
const GROUNDS = ["ground", "surface", "sunken"];

/** Names of the tokens that fall short of `ratio` on any of `grounds` in `theme`. */
function tooFaint(
  names: readonly string[],
  grounds: readonly string[],
  theme: "light" | "dark",
  ratio: number,
  tokens: Tokens = usual,
): string[] {
  return names.flatMap((name) =>
    grounds.flatMap((ground) => {
      const fore = tokens.get(name);
      const back = tokens.get(ground);
      if (!fore || !back) return [`${name} or ${ground} is missing`];
      const got = contrast(fore[theme], back[theme]);
      return got < ratio ? [`${name} on ${ground}: ${got.toFixed(2)}`] : [];
    }),
  );
}

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  test("has text and series that read at 4.5:1 on every ground", () => {
    const hues = [...usual.keys()].filter((name) => name.startsWith("hue-"));
    expect(hues).toHaveLength(6);
    const names = ["ink", "ink-soft", "ink-faint", "accent", ...hues];
    names.push("good", "warning", "danger");
    expect(tooFaint(names, GROUNDS, theme, 4.5)).toEqual([]);
    expect(tooFaint(["accent-ink"], ["accent"], theme, 4.5)).toEqual([]);
    expect(tooFaint(["accent"], ["accent-wash"], theme, 4.5)).toEqual([]);
    expect(tooFaint(["warning"], ["warning-wash"], theme, 4.5)).toEqual([]);
    expect(tooFaint(["danger"], ["danger-wash"], theme, 4.5)).toEqual([]);
  });

  test("has text, series and borders that read at 7:1 in high contrast", () => {
    const high = colourTokens("display.css");
    const marks = [...high.keys()].filter(
      (name) =>
        !GROUNDS.includes(name) &&
        !["rule", "grid", "accent-ink"].includes(name),
    );
    expect(marks).toHaveLength(15);
    expect(tooFaint(marks, GROUNDS, theme, 7, high)).toEqual([]);
    expect(tooFaint(["accent-ink"], ["accent"], theme, 7, high)).toEqual([]);
  });

  test("has control borders and focus rings that show at 3:1 on every ground", () => {
    expect(tooFaint(["rule-strong", "focus"], GROUNDS, theme, 3)).toEqual([]);
  });
});
