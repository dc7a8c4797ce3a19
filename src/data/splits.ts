/** Which images a run trains on, is tested on, and is shown as near- and far-OOD. Follows from the config alone. */
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { Split } from "../protocol/packs.ts";
import { seededRng, shuffledIndices } from "../tensor/rng.ts";
import type { ImageOptions } from "./image32.ts";
import type { Pack } from "./pack.ts";

/** Some images of one pack. */
export type ImageSet = {
  pack: Pack;
  /** Positions in the pack, ascending. */
  indices: Uint32Array;
  options: ImageOptions;
};

/** An OOD set with the name that results give it: `class:<slug>` or `pack:<id>`. */
export type NamedImageSet = ImageSet & { name: string };

export type RunSplits = {
  /** Labels trained on: the pack's classes without the held-out ones, ascending. */
  idLabels: readonly number[];
  idTrain: ImageSet;
  /** The ID images that the run is measured on: those of the split asked for. */
  idHeldOut: ImageSet;
  /** Images of each held-out class in that split. */
  near: readonly NamedImageSet[];
  /** Images of each far pack in that split, or its test images where the split is empty; grey when the ID pack is. */
  far: readonly NamedImageSet[];
};

/**
 * Divides the packs as the config says.
 *
 * @param data The config's `data` group.
 * @param seed The config's seed; decides which training images are used when there are more than `data.images`.
 * @param packs Packs loaded, by id.
 * @param heldOut The split that the run is measured on.
 * @throws {EngineError} `bad-config` naming the field: unknown class, far pack equal to the ID pack, more images than there are;
 *   `pack-missing` if a pack is not among `packs`.
 */
export function runSplits(
  data: RunConfig["data"],
  seed: number,
  packs: ReadonlyMap<string, Pack>,
  heldOut: "test" | "validation" = "test",
): RunSplits {
  const idPack = packOf(data.pack, packs);
  const { classes, image } = idPack.manifest;
  for (const slug of data.heldOut) {
    if (!classes.includes(slug)) {
      throw refused(
        "data.heldOut",
        `${data.pack} has no class '${slug}'; it has ${classes.join(", ")}`,
      );
    }
  }
  if (data.far.includes(data.pack)) {
    throw refused(
      "data.far",
      `must differ from the training pack, got '${data.pack}' twice`,
    );
  }
  const idLabels = trainingLabels(classes, data.heldOut);
  const options = { grey: image.channels === 1 };
  const idSet = (split: Split): ImageSet => ({
    pack: idPack,
    indices: indicesOf(idPack, split, idLabels),
    options,
  });
  const train = idSet("train");
  if (data.images > train.indices.length) {
    throw refused(
      "data.images",
      `${data.pack} has ${train.indices.length} training images in the classes not held out, got ${data.images}`,
    );
  }
  return {
    idLabels,
    idTrain: {
      ...train,
      indices: stratifiedChoice(
        train.indices,
        idPack.labels,
        data.images,
        seed,
      ),
    },
    idHeldOut: idSet(heldOut),
    near: data.heldOut.map((slug) => ({
      name: `class:${slug}`,
      pack: idPack,
      indices: indicesOf(idPack, heldOut, [classes.indexOf(slug)]),
      options,
    })),
    far: data.far.map((id) => {
      const pack = packOf(id, packs);
      const split = pack.manifest.counts[heldOut] > 0 ? heldOut : "test";
      const indices = indicesOf(pack, split, null);
      return { name: `pack:${id}`, pack, indices, options };
    }),
  };
}

/** Labels of the classes that are not held out, ascending. */
export const trainingLabels = (
  classes: readonly string[],
  heldOut: readonly string[],
): number[] =>
  [...classes.keys()].filter((label) => !heldOut.includes(classes[label]!));

/** Images of a split with one of the given labels (null: any), ascending. */
function indicesOf(
  pack: Pack,
  split: Split,
  labels: readonly number[] | null,
): Uint32Array {
  const { start, end } = pack.splitRange(split);
  const found: number[] = [];
  for (let i = start; i < end; i++) {
    if (!labels || labels.includes(pack.labels[i]!)) found.push(i);
  }
  return Uint32Array.from(found);
}

/**
 * A seeded choice of `count` images in which every class keeps its share, to the nearest image.
 *
 * A smaller choice under the same seed lies within a larger one, but for rounding: fewer images means less data, not other data.
 *
 * @param indices Ascending positions.
 * @param labels Label of every image of the pack.
 * @param count At most `indices.length`.
 * @returns [count], ascending.
 */
export function stratifiedChoice(
  indices: Uint32Array,
  labels: Uint8Array,
  count: number,
  seed: number,
): Uint32Array {
  const byLabel = new Map<number, number[]>();
  for (const index of indices) {
    const label = labels[index]!;
    const members = byLabel.get(label);
    if (members) members.push(index);
    else byLabel.set(label, [index]);
  }
  const strata = [...byLabel]
    .sort(([a], [b]) => a - b)
    .map(([label, members]) => {
      const share = (count * members.length) / indices.length;
      return { label, members, quota: Math.floor(share), rest: share % 1 };
    });
  // Largest remainder: the images that rounding left over go to the classes that lost most by it.
  let left = count - strata.reduce((sum, { quota }) => sum + quota, 0);
  for (const stratum of strata.toSorted((a, b) => b.rest - a.rest)) {
    if (left-- <= 0) break;
    stratum.quota++;
  }
  const chosen = strata.flatMap(({ label, members, quota }) => {
    const rng = seededRng(seed, `training images/${label}`);
    const order = shuffledIndices(members.length, rng);
    return Array.from(order.subarray(0, quota), (i) => members[i]!);
  });
  return Uint32Array.from(chosen).sort();
}

function packOf(id: string, packs: ReadonlyMap<string, Pack>): Pack {
  const pack = packs.get(id);
  if (pack) return pack;
  const present = [...packs.keys()].join(", ") || "none";
  throw new EngineError(
    "pack-missing",
    `runSplits: there must be a pack '${id}', got ${present}`,
  );
}

const refused = (path: string, message: string) =>
  new EngineError("bad-config", `runSplits: ${path}: ${message}`, [
    { path, message },
  ]);
