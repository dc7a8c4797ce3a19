/** Teachers that somebody brought: what `teachers/<id>/manifest.json` says of the files beside it. Features hold for one pack, an ONNX network for any image. */
import * as z from "zod/mini";

/** No bundled teacher is called so: features begin with `own`, networks with `onnx`. The last word follows from the content: the same file makes the same id anywhere. */
const OWN_TEACHER_ID = /^(own|onnx)(-[a-z0-9]+)+$/;

export const isOwnTeacher = (id: string): boolean => OWN_TEACHER_ID.test(id);

/** Whether its teacher knows the images of one pack alone. */
export const isFeatureTeacher = (id: string): boolean =>
  isOwnTeacher(id) && id.startsWith("own-");

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

const tensorType = z.enum(["float32", "float16"]);
const threeNumbers = z.tuple([z.number(), z.number(), z.number()]);

/** How pictures are made larger or smaller, as Pillow does it. */
export const RESAMPLINGS = ["nearest", "bilinear", "bicubic"] as const;
export type Resampling = (typeof RESAMPLINGS)[number];

/** What a vision network wants of pictures: resized from 32 x 32 pixels of 0 to 1 to the side that it sees, minus `mean`, by `deviation`, channel by channel. */
const preprocessing = z.strictObject({
  resampling: z.enum(RESAMPLINGS),
  mean: threeNumbers,
  deviation: threeNumbers,
  /** `file`: as preprocessor_config.json says; `chosen`: by whoever brought it; `assumed`: DINOv2's, for lack of both. */
  origin: z.enum(["file", "chosen", "assumed"]),
});
export type Preprocessing = z.infer<typeof preprocessing>;

/** Means and deviations that vision networks were trained with. */
export const NORMALISATIONS = {
  imagenet: {
    mean: [0.485, 0.456, 0.406],
    deviation: [0.229, 0.224, 0.225],
  },
  half: { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
  clip: {
    mean: [0.48145466, 0.4578275, 0.40821073],
    deviation: [0.26862954, 0.26130258, 0.27577711],
  },
  none: { mean: [0, 0, 0], deviation: [1, 1, 1] },
} as const satisfies Record<
  string,
  Record<"mean" | "deviation", readonly [number, number, number]>
>;
export type NormalisationId = keyof typeof NORMALISATIONS;

/** A vision network as an ONNX file: it answers about any image. */
const onnxTeacher = z.strictObject({
  ...description,
  kind: z.literal("onnx"),
  /** Where it was fetched from; absent: somebody had the file. */
  url: z.optional(z.string()),
  input: z.strictObject({
    name: title,
    type: tensorType,
    layout: z.enum(["channels-first", "channels-last"]),
    /** Pixels each way. */
    side: positive,
    /** Images that it takes at a time, no more and no fewer; null: as many as there are. */
    batch: z.nullable(positive),
  }),
  output: z.strictObject({
    name: title,
    /** Tokens in front of the patches, the class token first: 1, or 5 with four registers; 0: their mean stands in for it. */
    leading: count,
  }),
  preprocessing,
  /** First numbers of the class token of the trial picture, as WASM computed them when the file was brought: a GPU is held to them. */
  trial: z.array(z.number()),
  file: z.strictObject({ path: z.literal("model.onnx"), bytes: count, sha256 }),
});

export const ownTeacherSchema = z.discriminatedUnion("kind", [
  featureTeacher,
  onnxTeacher,
]);

export type FeatureTeacher = z.infer<typeof featureTeacher>;
export type OnnxTeacher = z.infer<typeof onnxTeacher>;
export type OwnTeacher = z.infer<typeof ownTeacherSchema>;
