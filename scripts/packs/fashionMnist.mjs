/** `fashion-mnist`: a class-balanced part of Zalando's Fashion-MNIST, from Debian's copy of the original files. */
import * as fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { debianPackage } from "./fetch.mjs";
import { hashOrder, writePack } from "./writePack.mjs";

const PACKAGE = {
  name: "dataset-fashion-mnist",
  version: "0.0~git20200523.55506a9-1",
  sha256: "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0",
};

/** In the order of the labels 0 to 9. */
const CLASSES = [
  ["t-shirt", "T-shirt"],
  ["trouser", "Trouser"],
  ["pullover", "Pullover"],
  ["dress", "Dress"],
  ["coat", "Coat"],
  ["sandal", "Sandal"],
  ["shirt", "Shirt"],
  ["sneaker", "Sneaker"],
  ["bag", "Bag"],
  ["ankle-boot", "Ankle boot"],
];

/** Images of each class. Training and validation images come from the original training files, test images from the test files. */
const PER_CLASS = { train: 400, validation: 50, test: 100 };

const SIDE = 28;

/** IDX magic numbers: unsigned bytes in one or three dimensions. */
const MAGIC = { labels: 0x00000801, images: 0x00000803 };

/**
 * The bytes of an IDX file behind its header.
 *
 * @param {string} file @param {"labels" | "images"} kind
 */
function readIdx(file, kind) {
  const bytes = gunzipSync(fs.readFileSync(file));
  const magic = bytes.readUInt32BE(0);
  if (magic !== MAGIC[kind]) {
    throw new Error(
      `readIdx: ${file} must begin with 0x${MAGIC[kind].toString(16)} (${kind}), got 0x${magic.toString(16)}`,
    );
  }
  return bytes.subarray(kind === "labels" ? 8 : 16);
}

/** Makes public/packs/fashion-mnist; images lie in a seeded order, classes mixed. */
export function makeFashionMnist() {
  const folder = path.join(
    debianPackage(PACKAGE),
    "usr/share/datasets/fashion-mnist",
  );
  /** @param {"train" | "t10k"} part @param {readonly ("train" | "validation" | "test")[]} splits */
  const chosen = (part, splits) => {
    const pixels = readIdx(
      path.join(folder, `${part}-images-idx3-ubyte.gz`),
      "images",
    );
    const labels = readIdx(
      path.join(folder, `${part}-labels-idx1-ubyte.gz`),
      "labels",
    );
    const left = splits.map((split) => ({
      split,
      perClass: CLASSES.map(() => PER_CLASS[split]),
    }));
    /** @type {import("./writePack.mjs").Image[]} */
    const images = [];
    for (const i of hashOrder([...labels.keys()], `fashion-mnist/${part}`)) {
      const label = labels[i] ?? 0;
      const open = left.find(({ perClass }) => (perClass[label] ?? 0) > 0);
      if (!open) continue;
      open.perClass[label] = (open.perClass[label] ?? 0) - 1;
      images.push({
        pixels: pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE),
        label,
        split: open.split,
      });
    }
    return images;
  };
  writePack(
    {
      id: "fashion-mnist",
      title: "Fashion-MNIST",
      description:
        "Ten kinds of clothing in grey, 28 pixels wide, padded to 32: a class-balanced part of the original.",
      image: { height: SIDE, width: SIDE, channels: 1 },
      classes: CLASSES.map(([slug = ""]) => slug),
      classTitles: CLASSES.map(([, title = ""]) => title),
      domains: [],
      sources: [
        {
          name: `Fashion-MNIST (Zalando SE), Debian package ${PACKAGE.name}`,
          version: PACKAGE.version,
          url: "https://github.com/zalandoresearch/fashion-mnist",
          licence: "MIT",
          integrity: `sha256-${PACKAGE.sha256}`,
          modification:
            "A seeded, class-balanced choice: 4,000 training and 500 validation images of the original training files, 1,000 of the test files",
        },
      ],
      licence: "MIT",
    },
    [...chosen("train", ["train", "validation"]), ...chosen("t10k", ["test"])],
  );
  return Promise.resolve();
}
