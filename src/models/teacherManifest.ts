/** What a bundled teacher's manifest says: `public/teachers/<id>/manifest.json`, written by `npm run assets -- teacher`. */
import * as z from "zod/mini";

const count = z.int().check(z.gte(0));

/** Values in a weight file: fp16, little-endian, from byte `offset`. */
const storedTensor = z.strictObject({
  shape: z.array(count),
  offset: count,
});

const convolutionLayer = z.strictObject({
  name: z.string(),
  kind: z.enum(["conv", "depthwise"]),
  stride: z.int().check(z.gte(1), z.lte(2)),
  /** TensorFlow's SAME: with stride 2 the odd row and column of padding lie at the bottom and right. */
  padding: z.literal("same"),
  activation: z.enum(["relu6", "none"]),
  /** Layer that feeds this one; null: the image. */
  input: z.nullable(z.string()),
  /** Layer whose output is added to this one's (residual). */
  addFrom: z.nullable(z.string()),
  file: z.string(),
  /** [height, width, in, out]; depthwise: [height, width, channels, 1]. */
  filter: storedTensor,
  bias: storedTensor,
});

export type ConvolutionLayer = z.infer<typeof convolutionLayer>;

export const teacherManifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  title: z.string(),
  source: z.strictObject({
    name: z.string(),
    version: z.string(),
    integrity: z.string(),
    url: z.string(),
    licence: z.string(),
    modification: z.string(),
  }),
  /** What black and white pixels become. */
  inputRange: z.tuple([z.number(), z.number()]),
  /** In the order in which layers need them; SHA-256 in hex. */
  files: z.array(
    z.strictObject({
      path: z.string().check(z.regex(/^\w[\w.-]*$/)),
      bytes: count,
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
  /** Layers whose outputs are features; `file` is the last weight file needed to get there. */
  taps: z.array(
    z.strictObject({
      name: z.string(),
      layer: z.string(),
      file: z.string(),
      width: z.int().check(z.gte(1)),
    }),
  ),
  /** In an order in which they can run. */
  layers: z.array(convolutionLayer),
});

export type TeacherManifest = z.infer<typeof teacherManifestSchema>;
