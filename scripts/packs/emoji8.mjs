/** `emoji8`: eight categories of emoji in four vendors' drawing styles. */
import * as fs from "node:fs";
import path from "node:path";
import { conceptOfName } from "./emojiConcepts.mjs";
import { npmTarball } from "./fetch.mjs";
import { areaDownsample, loadResvg, rasterise } from "./rasterise.mjs";
import { filesOfTarball } from "./tar.mjs";
import { PACKS, hashFraction, sha256, writePack } from "./writePack.mjs";

/** Slug, and the category's name in the Iconify metadata. Flags are left out: their classes would be countries. */
const CLASSES = [
  ["smileys-emotion", "Smileys & Emotion"],
  ["people-body", "People & Body"],
  ["animals-nature", "Animals & Nature"],
  ["food-drink", "Food & Drink"],
  ["travel-places", "Travel & Places"],
  ["activities", "Activities"],
  ["objects", "Objects"],
  ["symbols", "Symbols"],
];

const MODIFICATION =
  "Selected emoji without skin-tone variants, rasterised from SVG at 32 x 32 pixels on white";

/** Noto first: where vendors file a drawing under different categories, its category holds. */
const DOMAINS = [
  {
    domain: "noto",
    name: "@iconify-json/noto",
    title: "Noto Emoji (Google)",
    version: "1.2.9",
    url: "https://github.com/googlefonts/noto-emoji",
    licence: "Apache-2.0",
    integrity:
      "sha512-DQiuXENbun41ch+XPSV55H9FaWKpHTyz46YIKtSaKYD4fIDDzL1tR6H4np/T38jfrTAeI3rcKF0mqHYeZVAuaw==",
  },
  {
    domain: "fluent",
    name: "@iconify-json/fluent-emoji-flat",
    title: "Fluent Emoji, flat (Microsoft)",
    version: "1.2.6",
    url: "https://github.com/microsoft/fluentui-emoji",
    licence: "MIT",
    integrity:
      "sha512-RY47RgPb47fYUiyrA64sIOL0+UU02s29sXpNBbIQRBUlPlfNFTKUmZDERGuxDs/7yNGWqQYvuaSYM1M4fRXlUw==",
  },
  {
    domain: "noto-v1",
    name: "@iconify-json/noto-v1",
    title: "Noto Emoji, first version (Google)",
    version: "1.2.5",
    url: "https://github.com/googlefonts/noto-emoji",
    licence: "Apache-2.0",
    integrity:
      "sha512-/DsVMius69Q0fRS53z7QK1TROSuar606jiIx+laXtdsYGMXpf6LtHBx6CGfoo3UHHb/XpBsw+1L1x3eyPqMuVA==",
  },
  {
    domain: "twemoji",
    name: "@iconify-json/twemoji",
    title: "Twemoji (Twitter and contributors)",
    version: "1.2.5",
    url: "https://github.com/jdecked/twemoji",
    licence: "CC-BY-4.0",
    integrity:
      "sha512-uKpuIEV0v6K5BW3Mjdyl+XKFVAbbcPxAgifKvEMtZoUZB5+YiY5zaMm2uNNCxyXzAWU9yNLlj41WU6/mvgALsw==",
  },
];

const SIDE = 32;
/** Drawn four times as large and averaged: thin outlines keep their weight, which resvg at 32 pixels loses. */
const SUPERSAMPLING = 4;

/** Drawings on which resvg-wasm 2.6.2 stops with "unreachable", at any size; the other vendors' drawings of them are kept. */
const NOT_DRAWN = new Set([
  "noto/package",
  "noto-v1/ambulance",
  "noto-v1/bullet-train",
  "noto-v1/cocktail-glass",
  "noto-v1/hot-beverage",
  "noto-v1/lady-beetle",
  "noto-v1/man-lifting-weights",
  "noto-v1/person-lifting-weights",
]);

/** Shares of the concepts, by a hash of the concept's name. */
const TEST_SHARE = 0.24;
const VALIDATION_SHARE = 0.1;

/** @param {string} concept @returns {import("./writePack.mjs").Split} */
function splitOfConcept(concept) {
  const fraction = hashFraction(`emoji8/${concept}`);
  if (fraction < TEST_SHARE) return "test";
  return fraction < TEST_SHARE + VALIDATION_SHARE ? "validation" : "train";
}

/**
 * @typedef {{ body: string, width?: number, height?: number, left?: number, top?: number }} Icon
 * @typedef {{ width?: number, height?: number, icons: Record<string, Icon> }} IconSet
 */

/** A square drawing: one that is not (Fluent's swan) is centred in it. @param {IconSet} set @param {Icon} icon */
function svgOfIcon(set, icon) {
  const width = icon.width ?? set.width ?? 16;
  const height = icon.height ?? set.height ?? 16;
  const side = Math.max(width, height);
  const box = `${icon.left ?? 0} ${icon.top ?? 0} ${width} ${height}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${side}" height="${side}" viewBox="${box}">${icon.body}</svg>`;
}

/** Names of a vendor's skin-tone variants. @param {Record<string, string>} chars Code points to name. */
const tonedNames = (chars) =>
  new Set(
    Object.entries(chars)
      .filter(([codes]) => /1f3f[b-f]/.test(codes))
      .map(([, name]) => name),
  );

/** Makes public/packs/emoji8; concepts.json beside it says what each image shows, in the order of images.bin. */
export async function makeEmoji8() {
  await loadResvg();
  /** @type {Map<string, number>} Class of a name, by the first vendor that has it. */
  const labelOfName = new Map();
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {(import("./writePack.mjs").Image & { concept: string })[]} */
  const images = [];

  for (const [domain, source] of DOMAINS.entries()) {
    const files = filesOfTarball(npmTarball(source), [
      "icons.json",
      "metadata.json",
      "chars.json",
    ]);
    /** @param {string} name */
    const json = (name) => JSON.parse(String(files.get(name)));
    /** @type {IconSet} */
    const set = json("icons.json");
    const toned = tonedNames(json("chars.json"));
    /** @type {Record<string, string[]>} */
    const categories = json("metadata.json").categories;
    for (const [label, [, category = ""]] of CLASSES.entries()) {
      for (const name of categories[category] ?? []) {
        const icon = set.icons[name];
        if (!icon || toned.has(name) || name.includes("-skin-tone")) continue;
        if (NOT_DRAWN.has(`${source.domain}/${name}`)) continue;
        const large = rasterise(svgOfIcon(set, icon), SIDE * SUPERSAMPLING);
        const pixels = areaDownsample(
          large.rgb,
          { height: large.height, width: large.width, channels: 3 },
          SUPERSAMPLING,
        );
        const key = sha256(pixels);
        if (seen.has(key)) continue;
        seen.add(key);
        if (!labelOfName.has(name)) labelOfName.set(name, label);
        const concept = conceptOfName(name);
        images.push({
          pixels,
          label: labelOfName.get(name) ?? label,
          domain,
          split: splitOfConcept(concept),
          concept,
        });
      }
    }
  }

  const ordered = /** @type {typeof images} */ (
    writePack(
      {
        id: "emoji8",
        title: "Emoji in four styles",
        description:
          "Eight categories of emoji as drawn by four vendors. What an emoji shows never crosses the split; the vendor is the domain.",
        image: { height: SIDE, width: SIDE, channels: 3 },
        classes: CLASSES.map(([slug = ""]) => slug),
        classTitles: CLASSES.map(([, title = ""]) => title),
        domains: DOMAINS.map(({ domain }) => domain),
        sources: DOMAINS.map(
          ({ name, title, version, url, licence, integrity }) => ({
            name: `${title}, npm package ${name}`,
            version,
            url,
            licence,
            integrity,
            modification: MODIFICATION,
          }),
        ),
        licence: "Apache-2.0 AND MIT AND CC-BY-4.0",
      },
      images,
    )
  );
  const concepts = [...new Set(ordered.map(({ concept }) => concept))].sort();
  const position = new Map(concepts.map((concept, i) => [concept, i]));
  fs.writeFileSync(
    path.join(PACKS, "emoji8", "concepts.json"),
    `${JSON.stringify({
      concepts,
      conceptOfImage: ordered.map(({ concept }) => position.get(concept)),
    })}\n`,
  );
}
