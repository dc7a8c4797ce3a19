import "./allocations.ts";
import * as fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { expect, test } from "vitest";
import { checkConfig } from "../../src/protocol/configRules.ts";
import { presetById } from "../../src/protocol/presets.ts";
import { decodeLink, encodeLink } from "../../src/store/configLink.ts";
import { readView } from "../../src/store/address.ts";
import { readUrl, shareUrl } from "../../src/store/urlState.ts";
import { campaign, neverThrows } from "./campaign.ts";
import { damagedBytes, damagedValue, jsonText } from "./damage.ts";

const HOME = "https://lab.test/";
const content = [
  { seed: 7, "student.width": 32, "method.temperatures": [0.1, 0.2] },
  ["amber otter 3", { seed: 8, "data.heldOut": ["food-drink"] }],
  ["brisk fox 4", { "optimiser.learningRate": 0.01 }],
];

/** A link of the format that needs no check text, so that damage of what it holds gets as far as it can. */
function linkOf(value: unknown): string {
  const packed = deflateSync(strToU8(jsonText(value)));
  const base64 = Buffer.from(packed).toString("base64url");
  return `1.${base64}`;
}

/** Longest list of reasons, and longest reason, that a page would show. */
const MOST_ISSUES = 800;
const LONGEST_ISSUE = 1000;

function readPage(href: string): void {
  const state = readUrl(href);
  readView(href);
  if (checkConfig(state.config, null).length > 0)
    throw new Error("must end in settings that make sense");
  const { issues } = state;
  if (issues.length > MOST_ISSUES) throw new Error(`${issues.length} issues`);
  if (issues.some(({ length }) => length > LONGEST_ISSUE))
    throw new Error("must explain in sentences");
  const { presetId, config, linkedRuns } = state;
  shareUrl(href, {
    ...{ presetId, config, view: "overview", step: state.linkedStep },
    ...{ runs: linkedRuns, isEmbedded: false, hide: [], lock: [] },
  });
}

test("reads damaged links, or says why not", async () => {
  const [difference, ...runs] = content as [
    Record<string, unknown>,
    ...[string, Record<string, unknown>][],
  ];
  const text = encodeLink(
    difference,
    runs.map(([name, changes]) => ({ name, difference: changes })),
  );
  expect(decodeLink(text).ok).toBe(true);
  const texts = fc.oneof(
    damagedBytes(strToU8(text)).map((bytes) =>
      String.fromCharCode(...bytes.subarray(0, 20_000)),
    ),
    damagedBytes(deflateSync(strToU8(jsonText(content)))).map(
      (packed) => `1.${Buffer.from(packed).toString("base64url")}`,
    ),
    fc.string({ unit: "binary" }).map((rest) => `2.${rest}`),
  );
  await campaign(
    "text of a link",
    texts,
    (link) => readPage(`${HOME}#s=${encodeURIComponent(link)}`),
    neverThrows,
  );
});

test("reads links with any content field by field", async () => {
  const preset = presetById("emoji-quick").config;
  const strange = {
    ...{ "__proto__.polluted": 1, "student.__proto__.x": 2, __proto__: null },
    ...{ "constructor.prototype.polluted": 1, student: preset.student },
  };
  const values = fc.oneof(
    damagedValue(content),
    damagedValue([{ ...strange }, ...content]),
    damagedValue(content[0]),
  );
  await campaign(
    "content of a link",
    values,
    (value) => readPage(`${HOME}#s=${linkOf(value)}`),
    neverThrows,
  );
});

test("reads addresses with any parameters", async () => {
  const names = [
    ...["preset", "backend", "view", "step", "embed", "hide", "lock", "s"],
    "projector",
  ];
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("1", "all", "setup", "student.patch", "__proto__", "-1"),
    fc
      .array(fc.constantFrom("seed", "x", "all"), { maxLength: 999 })
      .map(String),
    fc.nat(1e9).map((n) => "9".repeat(n % 5000)),
  );
  const hrefs = fc
    .array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 })
    .map((entries) => {
      const url = new URL(HOME);
      for (const [name, text] of entries) url.searchParams.append(name, text);
      return url.href;
    });
  await campaign("parameters of an address", hrefs, readPage, neverThrows);
});
