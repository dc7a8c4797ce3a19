/** `preprocessor_config.json` of a Hugging Face folder: what a vision network wants of pictures. */
import * as z from "zod/mini";
import type { Preprocessing, Resampling } from "../../protocol/teachers.ts";
import { unfit, unreadable } from "../decoders/refusal.ts";

const numbers = z.array(z.number()).check(z.length(3));
const pixels = z.int().check(z.gte(1));
const sizeSchema = z.union([
  pixels,
  z.object({ height: pixels, width: pixels }),
  z.object({ shortest_edge: pixels }),
]);

const configSchema = z.object({
  do_rescale: z.optional(z.boolean()),
  rescale_factor: z.optional(z.number().check(z.gt(0))),
  do_normalize: z.optional(z.boolean()),
  image_mean: z.optional(numbers),
  image_std: z.optional(
    numbers.check(z.refine((all) => all.every((x) => x > 0))),
  ),
  resample: z.optional(z.number()),
  do_center_crop: z.optional(z.boolean()),
  crop_size: z.optional(sizeSchema),
  size: z.optional(sizeSchema),
});

/** Pillow's numbers. */
const PILLOW: Record<number, Resampling> = {
  0: "nearest",
  2: "bilinear",
  3: "bicubic",
};

/** As DINOv2 wants it, which most vision transformers share: ImageNet's mean and deviation, cubic. */
export const ASSUMED: Preprocessing = {
  resampling: "bicubic",
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  origin: "assumed",
};

export type PreprocessorConfig = {
  preprocessing: Preprocessing;
  /** Pixels each way that the network was trained on; null where the file does not say. */
  side: number | null;
};

/** @throws {EngineError} `import-unreadable` or `import-unfit`, if it is none, or asks for what is not done here. */
export function readPreprocessorConfig(
  name: string,
  text: string,
): PreprocessorConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(name, "JSON", JSON.stringify(text.slice(0, 40)));
  }
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw unreadable(
      name,
      "settings of an image processor",
      `a mistake at '${path.join(".")}': ${message}`,
    );
  }
  const config = parsed.data;
  const resampling = PILLOW[config.resample ?? 3];
  if (!resampling) {
    throw unfit(
      name,
      "of a processor that resamples by 0 (nearest), 2 (bilinear) or 3 (bicubic)",
      `${config.resample}`,
    );
  }
  // It works on 0 to 255, we on 0 to 1.
  const factor =
    config.do_rescale === false ? 1 : (config.rescale_factor ?? 1 / 255);
  const normalises = config.do_normalize !== false;
  const scaled = (values: readonly number[] | undefined, otherwise: number) =>
    (normalises
      ? (values ?? Array<number>(3).fill(otherwise))
      : [otherwise, otherwise, otherwise]
    ).map((each) => each / (255 * factor)) as [number, number, number];
  const size =
    config.do_center_crop === true && config.crop_size !== undefined
      ? config.crop_size
      : config.size;
  return {
    preprocessing: {
      ...{ resampling, origin: "file" as const },
      mean: scaled(config.image_mean, 0),
      deviation: scaled(config.image_std, 1),
    },
    side: size === undefined ? null : sideOf(name, size),
  };
}

function sideOf(name: string, size: z.infer<typeof sizeSchema>): number {
  if (typeof size === "number") return size;
  if ("shortest_edge" in size) return size.shortest_edge;
  if (size.height === size.width) return size.height;
  throw unfit(
    name,
    "of a processor that makes square pictures",
    `${size.height} x ${size.width} pixels`,
  );
}
