/** What a pack's manifest says: `public/packs/<id>/manifest.json`, read by the worker, listed by the page. */
import * as z from "zod/mini";
import { ownTeacherSchema } from "./teachers.ts";

export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

const count = z.int().check(z.gte(0));

/** A file of a pack: stored bytes as fetched, and what they inflate to. */
const packFile = z.strictObject({
  /** Beside the manifest. */
  path: z.string().check(z.regex(/^\w[\w.-]*$/)),
  /** Size and SHA-256 (hex) of the stored file. */
  bytes: count,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** `gzip`: inflate with DecompressionStream. */
  encoding: z.enum(["gzip", "none"]),
  /** Size after inflating. */
  rawBytes: count,
});

export const packManifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  title: z.string(),
  description: z.string(),
  /** Pixels, row major, channels last, 0 to 255. Students and teachers see 32 x 32 x 3: smaller images are padded, grey ones repeated. */
  image: z.strictObject({ height: count, width: count, channels: count }),
  /** Lower-case slugs; a label is an index into this list. */
  classes: z.array(z.string()),
  classTitles: z.array(z.string()),
  /** Named sources of covariate shift (an emoji vendor); empty when the pack has one source only. */
  domains: z.array(z.string()),
  /** Images of each split. They lie in this order in every file: train, then validation, then test. */
  counts: z.strictObject({
    train: count,
    validation: count,
    test: count,
  }),
  /** Images of each class in each split, in the order of `classes`; what is left when classes are held out is known before the pack is loaded. */
  classCounts: z.strictObject({
    train: z.array(count),
    validation: z.array(count),
    test: z.array(count),
  }),
  files: z.strictObject({
    /** uint8 [n, height, width, channels]. */
    images: packFile,
    /** uint8 [n], index into `classes`. */
    labels: packFile,
    /** uint8 [n], index into `domains`; absent when there are no domains. */
    domains: z.optional(packFile),
    /** Of imported packs: where each image came from, as JSON. */
    sources: z.optional(packFile),
  }),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      url: z.string(),
      licence: z.string(),
      /** Integrity of the upstream archive that the pack was made from. */
      integrity: z.string(),
      modification: z.string(),
    }),
  ),
  licence: z.string(),
});

export type PackManifest = z.infer<typeof packManifestSchema>;

/** `public/packs/index.json`, written by the build: the packs that are really there. */
export const packIndexSchema = z.strictObject({
  packs: z.array(packManifestSchema),
  /** Brought by somebody; a site itself has none. */
  teachers: z.optional(z.array(ownTeacherSchema)),
});
export type PackIndex = z.infer<typeof packIndexSchema>;
