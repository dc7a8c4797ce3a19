/** An ONNX file becomes a teacher, if it proves to be a vision network: it is opened, asked about two pictures, and held to what a teacher must say. */
import type { ModelChoice } from "../../protocol/importing.ts";
import {
  NORMALISATIONS,
  type OnnxTeacher,
  type Preprocessing,
} from "../../protocol/teachers.ts";
import { unfit } from "../decoders/refusal.ts";
import {
  ownTeacherFiles,
  ownTeacherId,
  type OwnTeacherFiles,
} from "../ownTeacher.ts";
import { sha256Hex } from "../sha256.ts";
import {
  openOnnxModel,
  type ModelValue,
  type OnnxModel,
} from "./onnxRuntime.ts";
import { classTokenFirst, rawTokens } from "./onnxTokens.ts";
import { ASSUMED, type PreprocessorConfig } from "./preprocessorConfig.ts";
import { TRIAL_PICTURES } from "./trialPictures.ts";

export type NetworkFile = {
  /** As it was brought. */
  name: string;
  /** What the teacher is called, without its side. */
  title: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Where it was fetched from; absent: somebody had it. */
  url?: string | undefined;
};

export type TriedNetwork = OwnTeacherFiles<OnnxTeacher> & {
  sides: number[];
  msPerImage: number;
};

/** Where nothing says otherwise: that of DINOv2 and most vision transformers. */
const USUAL_SIDE = 224;

/** Patch tokens each way that are enough for pictures of 32 pixels: those of a student with patches of 4. */
const ENOUGH_GRID = 8;
const COARSE_GRID = 4;

/** The widest vision transformers have 4,096 numbers in a token, and 37 x 37 patches. */
const MOST_WIDTH = 8192;
const MOST_GRID = 37;

/** Tokens in front of the patches: a class token, none, one with four registers, one with a distillation token. */
const LEADING = [1, 0, 5, 2] as const;

/** Numbers of the class token that the manifest keeps. */
const TRIAL_NUMBERS = 16;

/**
 * @param config Of preprocessor_config.json; null: there is none, and DINOv2's preprocessing is assumed.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`; the message says which check failed.
 */
export async function tryNetwork(
  file: NetworkFile,
  config: PreprocessorConfig | null,
  choice: Pick<ModelChoice, "side" | "normalisation">,
): Promise<TriedNetwork> {
  const { name, bytes } = file;
  const model = await openOnnxModel(name, bytes, false);
  try {
    return await tried(file, model, config, choice);
  } finally {
    await model.release();
  }
}

async function tried(
  { name, title, bytes, url }: NetworkFile,
  model: OnnxModel,
  config: PreprocessorConfig | null,
  choice: Pick<ModelChoice, "side" | "normalisation">,
): Promise<TriedNetwork> {
  const { input, fixedSide } = inputOf(name, model.inputs);
  const output = outputOf(name, model.outputs);
  const preprocessing = preprocessingOf(config, choice);

  const ask = (network: Parameters<typeof rawTokens>[2]) =>
    rawTokens(name, model, network, TRIAL_PICTURES.n, TRIAL_PICTURES.pixels);

  async function at(side: number): Promise<Trial> {
    const seen = { input: { ...input, side }, preprocessing };
    const found = await ask({ ...seen, output: { name: output, leading: 1 } });
    const { width } = found;
    const { leading, grid } = tokenGridOf(name, output, found.tokens, side);
    if (width < 2 || width > MOST_WIDTH || grid > MOST_GRID) {
      throw unfit(
        `${name}: output '${output}'`,
        `of 2 to ${MOST_WIDTH} numbers a token, and of ${MOST_GRID} x ${MOST_GRID} patches at most`,
        `${width} numbers and ${grid} x ${grid} patches`,
      );
    }
    const described = {
      ...seen,
      output: { name: output, leading },
      width,
      grid,
    };
    const tokens = classTokenFirst(found.values, TRIAL_PICTURES.n, described);
    checkFeatures(`${name}: output '${output}'`, tokens, width);
    return { ...described, tokens };
  }

  const { trial, sides } = await bestSide(
    at,
    fixedSide ?? config?.side ?? USUAL_SIDE,
    fixedSide !== null,
    choice.side,
  );
  const { tokens, ...network } = trial;
  // Again, for the first time of a size includes its preparations.
  const started = performance.now();
  await ask(network);
  const msPerImage = (performance.now() - started) / TRIAL_PICTURES.n;
  const sha256 = await sha256Hex(bytes);
  const content = JSON.stringify([sha256, network]);
  const manifest: OnnxTeacher = {
    ...{ format: 1, kind: "onnx" },
    id: await ownTeacherId("onnx", title, content),
    title: `${title}, ${network.input.side} px`,
    source: { name, bytes: bytes.length, sha256 },
    ...(url !== undefined && { url }),
    ...network,
    trial: Array.from(
      tokens.subarray(0, Math.min(TRIAL_NUMBERS, network.width)),
    ),
    file: { path: "model.onnx", bytes: bytes.length, sha256 },
  };
  return { ...ownTeacherFiles(manifest, bytes), sides, msPerImage };
}

type Trial = Pick<
  OnnxTeacher,
  "input" | "output" | "preprocessing" | "width" | "grid"
> & { tokens: Float32Array };

/** Fewer pixels cost less, and pictures of 32 have no more to show: 8 x 8 patches where the network takes pictures of any size, unless another side was chosen. */
async function bestSide(
  at: (side: number) => Promise<Trial>,
  native: number,
  isFixed: boolean,
  chosen: number | null,
): Promise<{ trial: Trial; sides: number[] }> {
  const full = await at(native);
  const patch = native / full.grid;
  if (isFixed || !Number.isInteger(patch))
    return { trial: full, sides: [native] };
  const smaller = [COARSE_GRID, ENOUGH_GRID]
    .map((grid) => grid * patch)
    .filter((side) => side < native);
  const sides = [...smaller, native];
  const side = chosen ?? smaller.at(-1) ?? native;
  if (side === native) return { trial: full, sides };
  const grid = side / patch;
  const trial = await at(side).catch((cause: unknown) => {
    if (chosen !== null) throw cause;
    return null;
  });
  // Where positions are not adapted to other sizes, it is the side that it was trained on.
  return trial?.grid === grid
    ? { trial, sides }
    : { trial: full, sides: [native] };
}

function inputOf(
  name: string,
  inputs: readonly ModelValue[],
): { input: Omit<OnnxTeacher["input"], "side">; fixedSide: number | null } {
  const [only] = inputs;
  if (inputs.length !== 1 || !only) {
    const names = inputs.map((each) => each.name).join(", ") || "none";
    throw unfit(name, "a network of one input, which takes pictures", names);
  }
  const { type, shape } = only;
  const label = `${name}: input '${only.name}'`;
  if (type !== "float32" && type !== "float16") {
    throw unfit(label, "of type float32 or float16", type);
  }
  const isLast = shape[3] === 3 && shape[1] !== 3;
  const [rows, columns] = isLast ? [shape[1], shape[2]] : [shape[2], shape[3]];
  const channels = isLast ? 3 : shape[1];
  if (shape.length !== 4 || (typeof channels === "number" && channels !== 3)) {
    throw unfit(
      label,
      "[n, 3, height, width] or [n, height, width, 3]",
      `[${shape.join(", ")}]`,
    );
  }
  const side = typeof rows === "number" ? rows : columns;
  if (
    typeof side === "number" &&
    typeof columns === "number" &&
    side !== columns
  ) {
    throw unfit(label, "of square pictures", `${side} x ${columns} pixels`);
  }
  return {
    input: {
      ...{ name: only.name, type },
      layout: isLast ? "channels-last" : "channels-first",
      batch: typeof shape[0] === "number" ? shape[0] : null,
    },
    fixedSide: typeof side === "number" ? side : null,
  };
}

/** Names of tokens, then of vectors, as exporters give them; then whatever has their shape. */
const OUTPUT_NAMES = ["last_hidden_state", "image_embeds", "pooler_output"];

function outputOf(name: string, outputs: readonly ModelValue[]): string {
  const fitting = outputs.filter(
    ({ type, shape }) =>
      /^float(16|32)$/.test(type) && (shape.length === 2 || shape.length === 3),
  );
  const rank = (value: ModelValue) => {
    const known = OUTPUT_NAMES.indexOf(value.name);
    return known >= 0 ? known - OUTPUT_NAMES.length : -value.shape.length / 10;
  };
  const [best] = fitting.toSorted((a, b) => rank(a) - rank(b));
  if (best) return best.name;
  const got = outputs.map(
    ({ name: each, type, shape }) => `${each} ${type} [${shape.join(", ")}]`,
  );
  throw unfit(
    name,
    "a network with an output [n, tokens, d] or [n, d]",
    got.join("; ") || "none",
  );
}

function preprocessingOf(
  config: PreprocessorConfig | null,
  { normalisation }: Pick<ModelChoice, "normalisation">,
): Preprocessing {
  const known = config?.preprocessing ?? ASSUMED;
  if (normalisation === null) return known;
  const { mean, deviation } = NORMALISATIONS[normalisation];
  return {
    ...known,
    ...{ mean: [...mean], deviation: [...deviation], origin: "chosen" },
  };
}

function tokenGridOf(
  name: string,
  output: string,
  tokens: number,
  side: number,
): { leading: number; grid: number } {
  if (tokens === 1) return { leading: 1, grid: 0 };
  const possible = LEADING.map((leading) => ({
    leading,
    grid: Math.round(Math.sqrt(Math.max(0, tokens - leading))),
  })).filter(({ leading, grid }) => grid > 0 && grid ** 2 === tokens - leading);
  // Nine tokens are 3 x 3 patches, or 2 x 2 behind five others: patches divide the side.
  const best = possible.find(({ grid }) => side % grid === 0) ?? possible[0];
  if (best) return best;
  throw unfit(
    `${name}: output '${output}'`,
    "of a square of patch tokens, alone or behind a class token, which four registers or one distillation token may follow",
    `${tokens} tokens`,
  );
}

/** Of float32 shares that add up to one. */
const SHARES_TOLERANCE = 1e-3;

/** Class tokens must tell pictures apart, and be more than the answer of a classifier. */
function checkFeatures(
  name: string,
  tokens: Float32Array,
  width: number,
): void {
  const first = tokens.subarray(0, width);
  const sum = first.reduce((total, value) => total + value, 0);
  if (
    first.every((value) => value >= 0) &&
    Math.abs(sum - 1) < SHARES_TOLERANCE
  ) {
    throw unfit(
      name,
      "of features, as before a classifier's last layer",
      `shares of ${width} classes, which add up to 1`,
    );
  }
  const size = tokens.length / TRIAL_PICTURES.n;
  for (let k = 0; k < width; k++) if (tokens[k] !== tokens[size + k]) return;
  throw unfit(
    name,
    "another class token for another picture",
    `the same for two, which begins ${tokens[0]}`,
  );
}
