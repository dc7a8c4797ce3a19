/**
 * The one value that decides a run: form, URL, worker message, command line and saved result all hold this object.
 * Everything random in a run follows from `seed`; everything else is stated here.
 */
import * as z from "zod/mini";
import { fieldAt, fieldRule } from "./fields.ts";
import { METHOD_IDS } from "./methods.ts";
import { RULE_TEXTS } from "./ruleTexts.ts";
import { isOwnTeacher } from "./teachers.ts";

/** Rises when a stored or linked config can no longer be read as it is. */
export const CONFIG_VERSION = 1;

const slug = z
  .string()
  .check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a lower-case slug"));
const integer = (min: number, max: number) =>
  z.int().check(z.gte(min), z.lte(max));
const real = (min: number, max: number) =>
  z.number().check(z.gte(min), z.lte(max));

/** The vMF-SNE kernel widths of the paper, in units of cosine similarity. */
export const PAPER_TEMPERATURES: readonly number[] = [
  0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1,
];

export const BUNDLED_TEACHERS = [
  "mobilenet-v2-fast",
  "mobilenet-v2-fine",
] as const;
export type BundledTeacherId = (typeof BUNDLED_TEACHERS)[number];

export const isBundledTeacher = (id: string): id is BundledTeacherId =>
  BUNDLED_TEACHERS.some((each) => each === id);

const STEMS = ["linear", "conv"] as const;

/**
 * Schema of a run. Ranges are those of the form; `checkConfig` in `configRules.ts` adds what concerns two fields at once.
 * Strict everywhere: an unknown key is an error that names it.
 */
export const runConfigSchema = z.strictObject({
  version: z.literal(CONFIG_VERSION),
  seed: integer(0, 2 ** 31 - 1),
  data: z.strictObject({
    /** In-distribution pack. */
    pack: slug,
    /** Classes of `pack` never trained on; their test images are the near-OOD set. */
    heldOut: z.array(slug),
    /** Packs whose images are the far-OOD sets. */
    far: z.array(slug),
    /** In-distribution training images used; a seeded, class-stratified choice. */
    images: integer(64, 60000),
    /** Cached views of each training image: 1 original, 2 adds its mirror image, more add seeded crops. */
    views: integer(1, 8),
    /** Strength of the colour changes of crops; 0 leaves colours as they are. */
    colourChange: z._default(real(0, 1), 0),
  }),
  teacher: z.strictObject({
    /** A bundled one, or one that was brought: `own-<title>-<hash of its content>`. */
    id: z
      .string()
      .check(z.refine((id) => isBundledTeacher(id) || isOwnTeacher(id))),
    /** Share of the mean training token that is subtracted after LayerNorm (science.md section 14). */
    meanFraction: real(0, 1),
  }),
  student: z.strictObject({
    /** Embedding width of the vision transformer; from 3, which a globe shows as it is. */
    width: integer(3, 384),
    depth: integer(1, 12),
    heads: integer(1, 12),
    /** Side of a patch in pixels of a 32-pixel image. */
    patch: integer(2, 32),
    stem: z.enum(STEMS),
  }),
  method: z.strictObject({
    id: z.enum(METHOD_IDS),
    temperatures: z
      .array(real(0.005, 5))
      .check(z.minLength(1), z.maxLength(20)),
    affinities: z.enum(["joint", "conditional"]),
    /** True: the head feels only the compression losses, as in the paper. */
    stopHeadGradient: z.boolean(),
    /** Whether CosPress' head begins with a LayerNorm, and ends with a bias; both in the paper. */
    headNorm: z._default(z.boolean(), true),
    headBias: z._default(z.boolean(), true),
    /** Updates of CosPress' head before step 1, after which it is frozen. 0: head and student learn together, as in the paper. */
    headSteps: z._default(integer(0, 100_000), 0),
    /** Of the student against a map on the teacher's side; cosine in the paper. */
    studentLoss: z._default(z.enum(["cosine", "mse"]), "cosine"),
    /** Control, not in the paper: the SVD head's output goes through an invertible map of this condition number. 1: through none. */
    headCondition: z._default(real(1, 1000), 1),
    /** Variant, not in the paper: a share of the mean training class token is taken off the student's before it is measured. */
    biasCorrection: z._default(z.boolean(), false),
    /** Kernel width of the relational method, in units of cosine similarity. */
    relationTemperature: z._default(real(0.005, 5), 0.1),
    /** Softness of the class probabilities in logit distillation. */
    logitTemperature: z._default(real(0.1, 20), 4),
    weights: z.strictObject({
      global: real(0, 100),
      local: real(0, 100),
      feature: real(0, 100),
      classToken: real(0, 100),
      /** Variant, not in the paper: both cosine losses again on batch-centred tokens. 0 switches it off. */
      centred: real(0, 100),
      /** Variant, not in the paper: squared differences of cosines, felt by CosPress' head. 0 switches it off. */
      anchor: z._default(real(0, 100), 0),
      /** Variant, not in the paper: squared differences of the student's cosines and the teacher's own, felt by the student. 0 switches it off. */
      gram: z._default(real(0, 100), 0),
      /** Hidden patches, in Proteus. */
      patch: z._default(real(0, 100), 1),
      /** Cross-entropy against labels, in logit distillation. */
      label: z._default(real(0, 100), 0.1),
    }),
  }),
  optimiser: z.strictObject({
    learningRate: real(0, 1),
    minLearningRate: real(0, 1),
    /** Learning rate of the first warm-up step (or epochs). */
    warmupLearningRate: real(0, 1),
    weightDecay: real(0, 1),
    warmupSteps: integer(0, 1_000_000),
    batchSize: integer(2, 512),
    steps: integer(1, 1_000_000),
    /** Whether the cosine schedule moves every step or, as in the reference, once an epoch. */
    schedule: z.enum(["step", "epoch"]),
  }),
  evaluation: z.strictObject({
    /** Steps between evaluations; one more follows the last step. */
    every: integer(1, 1_000_000),
    /** Images measured on: validation when settings are being chosen, so that test images stay unseen until the end. */
    split: z._default(z.enum(["test", "validation"]), "test"),
    /** Images in each heatmap, sorted by class. */
    heatmapImages: integer(8, 128),
    knnK: integer(1, 200),
    knnTemperature: real(0.005, 5),
    /** What is measured at the end of a run. Absent: basic, which is all that a live run has time for. */
    measures: z.optional(z.enum(["basic", "full"])),
    /** Held-out ID images that full measures corrupt, in every way and at every severity. Absent or 0: none. */
    corruptedImages: z.optional(integer(0, 5000)),
    /** Held-out ID images whose patch tokens full measures compare with the teacher's. Absent or 0: none. */
    tokenImages: z.optional(integer(0, 2000)),
  }),
});

export type RunConfig = z.infer<typeof runConfigSchema>;

/** One thing wrong with one field, in words for the person who set it. */
export type ConfigIssue = { path: string; message: string };

/** Reads an unknown value as a config; says every field that is wrong instead of the first. */
export function parseConfig(
  value: unknown,
): { ok: true; config: RunConfig } | { ok: false; issues: ConfigIssue[] } {
  const parsed = z.safeParse(runConfigSchema, value);
  if (parsed.success) return { ok: true, config: parsed.data };
  const issues = parsed.error.issues.flatMap((issue): ConfigIssue[] => {
    const path = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        message: RULE_TEXTS.noSetting,
      }));
    }
    const field = fieldAt(path);
    return [{ path, message: field ? fieldRule(field) : issue.message }];
  });
  return { ok: false, issues };
}
