import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { nodeReader } from "../src/cli/nodeReader.ts";
import {
  loadPack,
  loadPackIndex,
  PACK_INDEX_PATH,
  type Pack,
} from "../src/data/pack.ts";
import type { ReadFile } from "../src/data/readFile.ts";
import { SPLITS, type PackManifest } from "../src/protocol/packs.ts";
import { presetById } from "../src/protocol/presets.ts";
import type { RunConfig } from "../src/protocol/config.ts";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));

/** Images kept of each class and split: enough to train on, few enough to be quick. */
const KEPT = 12;

/**
 * Serves the committed packs with the first twelve images of each class and split, and everything else of `public/` as it is:
 * real images, real teacher, seconds instead of minutes.
 */
export async function reducedReader(): Promise<ReadFile> {
  const readFile = nodeReader(PUBLIC);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const { packs } = await loadPackIndex(readFile);
  const manifests: PackManifest[] = [];
  for (const manifest of packs.filter(
    ({ id }) => id === "emoji8" || id === "crops",
  )) {
    manifests.push(reduce(await loadPack(readFile, manifest), files));
  }
  files.set(
    PACK_INDEX_PATH,
    new TextEncoder().encode(JSON.stringify({ packs: manifests })),
  );
  return async (path, onProgress) => {
    const bytes = files.get(path);
    if (!bytes) return readFile(path, onProgress);
    onProgress?.(bytes.length, bytes.length);
    return bytes.slice();
  };
}

function reduce(
  pack: Pack,
  files: Map<string, Uint8Array<ArrayBuffer>>,
): PackManifest {
  const { manifest } = pack;
  const kept: number[] = [];
  const counts = { train: 0, validation: 0, test: 0 };
  const classCounts = { ...manifest.classCounts };
  for (const split of SPLITS) {
    const { start, end } = pack.splitRange(split);
    const seen = new Map<number, number>();
    for (let i = start; i < end; i++) {
      const label = pack.labels[i]!;
      const count = seen.get(label) ?? 0;
      if (count >= KEPT) continue;
      seen.set(label, count + 1);
      kept.push(i);
      counts[split]++;
    }
    classCounts[split] = manifest.classes.map((_, i) => seen.get(i) ?? 0);
  }
  const { height, width, channels } = manifest.image;
  const store = (name: string, values: Uint8Array, size: number) => {
    const raw = new Uint8Array(kept.length * size);
    kept.forEach((from, to) =>
      raw.set(values.subarray(from * size, (from + 1) * size), to * size),
    );
    const bytes = new Uint8Array(gzipSync(raw));
    files.set(`packs/${manifest.id}/${name}`, bytes);
    return {
      path: name,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      encoding: "gzip" as const,
      rawBytes: raw.length,
    };
  };
  return {
    ...manifest,
    counts,
    classCounts,
    files: {
      images: store("images.bin", pack.images, height * width * channels),
      labels: store("labels.bin", pack.labels, 1),
      ...(manifest.files.domains
        ? { domains: store("domains.bin", pack.domains, 1) }
        : {}),
    },
  };
}

/** The default preset on reduced packs: a student of width 16 on 64 images, 6 steps of 16. */
export function reducedConfig(): RunConfig {
  const { config } = presetById("emoji-quick");
  return {
    ...config,
    data: { ...config.data, images: 64 },
    student: { ...config.student, width: 16, depth: 1, heads: 2 },
    optimiser: { ...config.optimiser, batchSize: 16, steps: 6, warmupSteps: 1 },
    evaluation: { ...config.evaluation, every: 3, heatmapImages: 12, knnK: 5 },
  };
}
