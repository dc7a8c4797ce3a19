/** `crops`: small pieces of public-domain photographs and textures, the far-OOD set of every preset. */
import * as fs from "node:fs";
import path from "node:path";
import { debianPackage } from "./fetch.mjs";
import { areaDownsample, loadResvg, rasterise } from "./rasterise.mjs";
import { hashFraction, hashOrder, writePack } from "./writePack.mjs";

const PACKAGE = {
  name: "python3-skimage",
  version: "0.19.3-8",
  sha256: "728d88c3e3440f1f3712de0805dc834d29248ff07e1eec8c0f3da07606f752f9",
};

/**
 * The pictures whose note in skimage/data/_fetchers.py names CC0 or the public domain; those with
 * "no known restrictions" (coins, ihc) or no note at all (moon, page, motorcycle) are left out.
 * Sizes in pixels, as the drawing that embeds them has to say them.
 */
const PICTURES = [
  ["astronaut", "astronaut.png", "Astronaut", 512, 512, "NASA, public domain"],
  ["brick", "brick.png", "Brick wall", 512, 512, "CC0"],
  ["camera", "camera.png", "Photographer", 512, 512, "CC0, Lav Varshney"],
  [
    "chelsea",
    "chelsea.png",
    "Cat's face",
    451,
    300,
    "CC0, Stéfan van der Walt",
  ],
  [
    "clock",
    "clock_motion.png",
    "Blurred clock",
    400,
    300,
    "public domain, Stéfan van der Walt",
  ],
  ["coffee", "coffee.png", "Coffee cup", 600, 400, "CC0, Rachel Michetti"],
  ["grass", "grass.png", "Grass", 512, 512, "CC0, linolafett"],
  ["gravel", "gravel.png", "Gravel", 512, 512, "CC0"],
  [
    "hubble",
    "hubble_deep_field.jpg",
    "Deep sky",
    1000,
    872,
    "NASA, public domain",
  ],
  ["retina", "retina.jpg", "Retina", 1411, 1411, "CC0, Mikael Häggström"],
  ["rocket", "rocket.jpg", "Rocket launch", 640, 427, "SpaceX, public domain"],
];

const SIDE = 32;
const CROP = 64;
/** No picture gives more crops than this, so that none dominates. */
const MOST_PER_PICTURE = 64;
/** Grey-level standard deviation below which a crop shows nothing (plain sky, black border). */
const FLAT = 6;

/** @param {Uint8Array} rgb */
function contrast(rgb) {
  const greys = Array.from(
    { length: rgb.length / 3 },
    (_, i) =>
      ((rgb[3 * i] ?? 0) + (rgb[3 * i + 1] ?? 0) + (rgb[3 * i + 2] ?? 0)) / 3,
  );
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  return Math.sqrt(
    greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length,
  );
}

/**
 * The picture's pixels; resvg decodes PNG and JPEG alike.
 *
 * @param {string} file @param {number} width @param {number} height
 */
function pixelsOf(file, width, height) {
  const type = file.endsWith(".png") ? "png" : "jpeg";
  const data = fs.readFileSync(file).toString("base64");
  const picture = rasterise(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/${type};base64,${data}"/></svg>`,
    width,
  );
  if (picture.height !== height) {
    throw new Error(
      `crops: ${file} should be ${height} high, got ${picture.height}`,
    );
  }
  return picture.rgb;
}

/** Makes public/packs/crops: crops that do not overlap, on a grid whose origin and order are seeded by the picture's name. */
export async function makeCrops() {
  await loadResvg();
  const folder = path.join(
    debianPackage(PACKAGE),
    "usr/lib/python3/dist-packages/skimage/data",
  );
  /** @type {import("./writePack.mjs").Image[]} */
  const images = [];
  for (const [label, [slug, file, , width, height]] of PICTURES.entries()) {
    const rgb = pixelsOf(
      path.join(folder, String(file)),
      Number(width),
      Number(height),
    );
    const w = Number(width);
    const h = Number(height);
    const left = Math.floor(
      hashFraction(`crops/${slug}/left`) * ((w % CROP) + 1),
    );
    const top = Math.floor(
      hashFraction(`crops/${slug}/top`) * ((h % CROP) + 1),
    );
    const corners = [];
    for (let y = top; y + CROP <= h; y += CROP) {
      for (let x = left; x + CROP <= w; x += CROP) corners.push({ x, y });
    }
    let taken = 0;
    for (const { x, y } of hashOrder(corners, `crops/${slug}`)) {
      if (taken === MOST_PER_PICTURE) break;
      const crop = new Uint8Array(CROP * CROP * 3);
      for (let row = 0; row < CROP; row++) {
        const start = ((y + row) * w + x) * 3;
        crop.set(rgb.subarray(start, start + CROP * 3), row * CROP * 3);
      }
      if (contrast(crop) < FLAT) continue;
      const pixels = areaDownsample(
        crop,
        { height: CROP, width: CROP, channels: 3 },
        CROP / SIDE,
      );
      images.push({ pixels, label, split: "test" });
      taken++;
    }
  }
  writePack(
    {
      id: "crops",
      title: "Photo and texture crops",
      description:
        "Pieces of eleven public-domain photographs and textures, 64 pixels wide, shown at 32. For testing only: there is no training split.",
      image: { height: SIDE, width: SIDE, channels: 3 },
      classes: PICTURES.map(([slug]) => String(slug)),
      classTitles: PICTURES.map(([, , title]) => String(title)),
      domains: [],
      sources: PICTURES.map(([, file, title, , , licence]) => ({
        name: `${title} (${file}), from scikit-image, Debian package ${PACKAGE.name}`,
        version: PACKAGE.version,
        url: "https://github.com/scikit-image/scikit-image",
        licence: String(licence),
        integrity: `sha256-${PACKAGE.sha256}`,
        modification:
          "Cut into pieces of 64 x 64 pixels that do not overlap, nearly flat ones left out, averaged to 32 x 32",
      })),
      licence: "CC0-1.0 AND public domain",
    },
    images,
  );
}
