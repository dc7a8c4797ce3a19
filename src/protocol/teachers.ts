/** Teachers that somebody brought: what `teachers/<id>/manifest.json` says of the files beside it. Features hold for one pack, a network for any image. */
import * as z from "zod/mini";

/** No bundled teacher is called so. The last word follows from the content: the same file makes the same id anywhere. */
const OWN_TEACHER_ID = /^own(-[a-z0-9]+)+$/;

export const isOwnTeacher = (id: string): boolean => OWN_TEACHER_ID.test(id);

const count = z.int().check(z.gte(0));
const positive = z.int().check(z.gte(1));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const title = z.string().check(z.maxLength(300));

const description = {
  format: z.literal(1),
  id: z.string().check(z.regex(OWN_TEACHER_ID)),
  title,
  /** Numbers in a token. */
  width: positive,
  /** Patch tokens lie on a grid x grid lattice; 0: there is a class token and nothing else. */
  grid: count,
  /** The file that was brought. */
  source: z.strictObject({ name: title, bytes: count, sha256 }),
};

/** What says that a row of features belongs to an image. Labels and order are weaker than names and a hash. */
const MATCHED_BY = ["ids", "hash", "labels", "order"] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** Precomputed tokens of every image of a pack. */
const featureTeacher = z.strictObject({
  ...description,
  kind: z.literal("features"),
  /** Rows lie in the order of this pack's images. */
  pack: z.strictObject({ id: z.string(), title: z.string(), sha256 }),
  rows: positive,
  matchedBy: z.enum(MATCHED_BY),
  /** `mean`: the file has patch tokens alone, and their mean stands in for the class token. */
  classToken: z.enum(["given", "mean"]),
  /** float32 [rows, 1 + grid * grid, width], class token first. */
  file: z.strictObject({
    path: z.literal("features.bin"),
    bytes: count,
    sha256,
  }),
});

export const ownTeacherSchema = featureTeacher;

export type FeatureTeacher = z.infer<typeof featureTeacher>;
export type OwnTeacher = z.infer<typeof ownTeacherSchema>;
