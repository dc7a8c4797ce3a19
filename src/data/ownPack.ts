/** Labelled images become a pack like any other: split by a seeded rule, with a manifest, in memory. */
import { SPLIT_SHARES, type Duplicates } from "../protocol/importing.ts";
import {
  SPLITS,
  type PackIndex,
  type PackManifest,
  type Split,
} from "../protocol/packs.ts";
import { seededRng, shuffledIndices } from "../tensor/rng.ts";
import type { LabelledImages } from "./decoders/labelledImages.ts";
import { unfit } from "./decoders/refusal.ts";
import { imageSourceBytes } from "./imageSources.ts";
import { loadPackIndex, PACK_INDEX_PATH } from "./pack.ts";
import type { ReadFile } from "./readFile.ts";
import { sha256Hex } from "./sha256.ts";

/** What configs call the visitor's own pack. */
export const OWN_PACK_ID = "own";

export type OwnPack = {
  manifest: PackManifest;
  /** Stored bytes by path below the site's root. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  duplicates: Duplicates;
};

/** Images with the same pixels, which must not meet across splits; `split` is an index into `SPLITS`. */
type Concept = { members: number[]; label: number; split: number };

/**
 * Divides images into train, validation and test, class by class.
 *
 * Copies of a picture stay together. Where the source says which images are for testing or validation, those are, and only the rest is divided.
 * A source with images for validation and none for testing, as ImageNet is, is tested on them.
 *
 * @param seed Decides which picture goes where.
 * @throws {EngineError} `import-unfit` if a class is too small to have an image in every split.
 */
export async function makeOwnPack(
  { title, seed }: { title: string; seed: number },
  source: LabelledImages,
): Promise<OwnPack> {
  const { height, width, channels, labels, classTitles } = source;
  const concepts = findConcepts(source);
  const splits = divide(title, concepts, classTitles, seed);
  const size = height * width * channels;
  const order = SPLITS.flatMap((split) => splits[split]);
  const images = new Uint8Array(order.length * size);
  order.forEach((from, to) => {
    images.set(
      source.images.subarray(from * size, (from + 1) * size),
      to * size,
    );
  });
  const ordered = Uint8Array.from(order, (i) => labels[i]!);
  const countLabels = (split: Split) => {
    const counts = classTitles.map(() => 0);
    for (const i of splits[split]) counts[labels[i]!]!++;
    return counts;
  };
  const sources = imageSourceBytes({
    positions: order,
    names: order.map((i) => source.names?.[i] ?? String(i)),
  });
  const stored = {
    ...{ "images.bin": images, "labels.bin": ordered },
    "sources.json": sources,
  };
  const manifest: PackManifest = {
    format: 1,
    id: OWN_PACK_ID,
    title,
    description: `Own images from ${title}.`,
    image: { height, width, channels },
    classes: classSlugs(classTitles),
    classTitles,
    domains: [],
    counts: {
      train: splits.train.length,
      validation: splits.validation.length,
      test: splits.test.length,
    },
    classCounts: {
      train: countLabels("train"),
      validation: countLabels("validation"),
      test: countLabels("test"),
    },
    files: {
      images: await packFile("images.bin", images),
      labels: await packFile("labels.bin", ordered),
      sources: await packFile("sources.json", sources),
    },
    sources: [],
    licence: "unknown",
  };
  return {
    manifest,
    files: new Map(
      Object.entries(stored).map(([path, bytes]) => [
        `packs/${OWN_PACK_ID}/${path}`,
        bytes,
      ]),
    ),
    duplicates: countDuplicates(concepts, labels),
  };
}

/** Long enough to say what it is, short enough for a link. */
const SLUG_LENGTH = 32;
const HASH_LENGTH = 8;

/**
 * The same pack under an id of its own, which follows from title, pixels and labels: `own-my-cats-1f2e3d4c`. Imported twice, or in two browsers, it is one pack.
 */
export async function withContentId(pack: OwnPack): Promise<OwnPack> {
  const { manifest } = pack;
  const { images, labels } = manifest.files;
  const content = new TextEncoder().encode(images.sha256 + labels.sha256);
  const hash = (await sha256Hex(content)).slice(0, HASH_LENGTH);
  const [slug = ""] = classSlugs([manifest.title.slice(0, SLUG_LENGTH)]);
  const id = `${OWN_PACK_ID}-${slug}-${hash}`;
  const files = storedFiles(manifest).map(({ path }) => {
    const bytes = pack.files.get(`packs/${manifest.id}/${path}`)!;
    return [`packs/${id}/${path}`, bytes] as const;
  });
  return { ...pack, manifest: { ...manifest, id }, files: new Map(files) };
}

async function packFile(path: string, bytes: Uint8Array<ArrayBuffer>) {
  return {
    ...{ path, bytes: bytes.length, rawBytes: bytes.length },
    sha256: await sha256Hex(bytes),
    encoding: "none" as const,
  };
}

/** The manifest's files, without those that it does not have. */
export const storedFiles = ({ files }: PackManifest) =>
  Object.values(files).filter((file) => file !== undefined);

/** The site's files with the own pack among them, in the place of an earlier one. */
export function withOwnPack(
  readFile: ReadFile,
  { manifest, files }: Pick<OwnPack, "manifest" | "files">,
): ReadFile {
  return async (path, onProgress) => {
    const own = files.get(path);
    if (own) {
      onProgress?.(own.length, own.length);
      return own;
    }
    if (path !== PACK_INDEX_PATH) return readFile(path, onProgress);
    const index = await loadPackIndex(readFile);
    const packs = index.packs.filter(({ id }) => id !== manifest.id);
    const withOwn: PackIndex = { ...index, packs: [...packs, manifest] };
    return new TextEncoder().encode(JSON.stringify(withOwn));
  };
}

/** Lower-case slugs, each once: "Hot dog" is `hot-dog`, a second one `hot-dog-2`; a title without a Latin letter or digit is `class-N`. */
export function classSlugs(titles: readonly string[]): string[] {
  const used = new Set<string>();
  return titles.map((title, i) => {
    const plain = title.normalize("NFKD").toLowerCase();
    const words = plain.replace(/\p{M}/gu, "").match(/[a-z0-9]+/g);
    const slug = words?.join("-") ?? `class-${i}`;
    let free = slug;
    for (let k = 2; used.has(free); k++) free = `${slug}-${k}`;
    used.add(free);
    return free;
  });
}

/** FNV-1a over bytes; only narrows the search, equality decides. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) {
    hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  }
  return hash;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function findConcepts(source: LabelledImages): Concept[] {
  const { labels, splits, images } = source;
  const size = source.height * source.width * source.channels;
  const pixels = (i: number) => images.subarray(i * size, (i + 1) * size);
  const byHash = new Map<number, Concept[]>();
  const concepts: Concept[] = [];
  for (let i = 0; i < labels.length; i++) {
    const hash = hashOf(pixels(i));
    const candidates = byHash.get(hash) ?? [];
    const known = candidates.find(({ members }) =>
      areEqual(pixels(members[0]!), pixels(i)),
    );
    if (known) {
      known.members.push(i);
      // What is tested on must not be trained on.
      known.split = Math.max(known.split, splits[i]!);
      continue;
    }
    const concept = { members: [i], label: labels[i]!, split: splits[i]! };
    concepts.push(concept);
    byHash.set(hash, [...candidates, concept]);
  }
  return concepts;
}

function countDuplicates(
  concepts: readonly Concept[],
  labels: Uint8Array,
): Duplicates {
  let copies = 0;
  let contradictions = 0;
  for (const { members, label } of concepts) {
    copies += members.length - 1;
    if (members.some((i) => labels[i] !== label)) contradictions++;
  }
  return { copies, contradictions };
}

function divide(
  title: string,
  concepts: readonly Concept[],
  classTitles: readonly string[],
  seed: number,
): Record<Split, number[]> {
  const splits: Record<Split, Concept[]> = {
    train: [],
    validation: [],
    test: [],
  };
  const marked = (among: readonly Concept[], split: Split) =>
    among.filter((concept) => SPLITS[concept.split] === split);
  const says = (split: Split) => marked(concepts, split).length > 0;
  const testSplit = says("test") ? "test" : "validation";
  const hasValidation = says("test") && says("validation");
  classTitles.forEach((classTitle, label) => {
    const own = concepts.filter((concept) => concept.label === label);
    const rest = marked(own, "train");
    const rng = seededRng(seed, `own pack/${label}`);
    const order = Array.from(
      shuffledIndices(rest.length, rng),
      (i) => rest[i]!,
    );
    const drawn = (part: number) =>
      order.splice(0, Math.max(1, Math.round(part * rest.length)));
    const test = says(testSplit)
      ? marked(own, testSplit)
      : drawn(SPLIT_SHARES.test);
    const validation = hasValidation
      ? marked(own, "validation")
      : drawn(SPLIT_SHARES.validation);
    if (order.length === 0 || validation.length === 0 || test.length === 0) {
      const different = own.length;
      throw unfit(
        title,
        `a set in which every class has different images to train, validate and test`,
        `${different} of ${classTitle}, which make ${order.length}, ${validation.length} and ${test.length}`,
      );
    }
    splits.train.push(...order);
    splits.validation.push(...validation);
    splits.test.push(...test);
  });
  const positions = (split: Split) =>
    splits[split].flatMap(({ members }) => members).sort((a, b) => a - b);
  return {
    train: positions("train"),
    validation: positions("validation"),
    test: positions("test"),
  };
}
