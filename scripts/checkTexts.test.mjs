import { expect, test } from "vitest";
import { findTexts } from "./checkTexts.mjs";

const found = (source) =>
  findTexts("View.tsx", source).map(([line, what]) => `${line}: ${what}`);

test("finds texts in markup, in spoken attributes and in code", () => {
  expect(
    found(`import { overview as t } from "../texts/en/overview.ts";
const a = <p className="wide title">Losses</p>;
const b = <button aria-label="close" title={\`Step \${n} of all\`} />;
const words = { head: "A head of its own" };
const c = <p>{t.title}: {x ? "Trained so far" : "no"}</p>;`),
  ).toEqual([
    "2: Losses",
    "3: close",
    "3: Step",
    "3: of all",
    "4: A head of its own",
    "5: 't' is read at import",
    "5: Trained so far",
  ]);
});

test("leaves alone what is no text, and texts that are read when they are shown", () => {
  expect(
    found(`import { overview as t } from "../texts/en/overview.ts";
export function View() {
  if (event.key === "ArrowLeft") throw new RangeError("View: 'x' must be 1");
  const isWide = matchMedia("(min-width: 40rem)").matches;
  return <p className="wide title" data-kind={kind}>{t.title} {n} ·</p>;
}`),
  ).toEqual([]);
});
