/**
 * A student as others load it: a safetensors file with DINOv2's parameter names and PyTorch's layouts, and back.
 *
 * Matrices are [out, in]. `patch_embed.proj.weight` is a convolution kernel, [width, 3, patch, patch]; our rows count rows, columns, channels.
 * `mask_token` [1, width] is there because DINOv2 has one; zero where the student was never shown hidden patches.
 * Pixels go in as 2 x - 1, x in 0 to 1 (mean and deviation 0.5): preprocessing, not folded into the kernel.
 *
 * A student with a conv stem has keys of its own: for each stage, `patch_embed.stem.<i>.conv` (3 x 3, stride 2, padding 1,
 * [out, in, 3, 3] with bias), `patch_embed.stem.<i>.norm` (LayerNorm over channels, epsilon 1e-6), then exact GELU;
 * `patch_embed.proj` is a 1 x 1 convolution behind the last.
 */
import {
  notFinite,
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
  type SafetensorsFile,
} from "../data/formats/safetensors.ts";
import { brief } from "../protocol/brief.ts";
import { EngineError } from "../protocol/engineError.ts";
import { seededRng } from "../tensor/rng.ts";
import { initialStudent } from "./student.ts";
import type { StudentSizes } from "./studentSizes.ts";

const MASK_TOKEN = "mask_token";

/** Where the lab's own words lie in the metadata, as JSON. */
const LAB_KEY = "cospress_lab";

/** What pixels go through before the first layer, for whoever loads the file. */
export const PREPROCESSING =
  "RGB, 32 x 32 pixels, channels first; x in 0 to 1, then 2 x - 1 (mean 0.5, deviation 0.5)";

type Tensor = NamedTensors[string];

/**
 * @param student As `initialStudent` names and shapes it.
 * @param origin Plain data: what the student comes from; kept in the metadata.
 * @param maskToken [width], what took the place of hidden patches' embeddings in training; absent: nothing did, and zeros are written.
 * @throws {RangeError} If the mask token has another length.
 */
export function writeStudentFile(
  student: NamedTensors,
  sizes: StudentSizes,
  origin: unknown,
  maskToken: Float32Array = new Float32Array(sizes.width),
): Uint8Array<ArrayBuffer> {
  const mask = { shape: [1, sizes.width], values: maskToken };
  return writeSafetensors({
    tensors: { ...toPyTorch(student, sizes), [MASK_TOKEN]: mask },
    metadata: {
      format: "pt",
      architecture: `DINOv2 vision transformer, ${sizes.stem} stem`,
      preprocessing: PREPROCESSING,
      ...labMetadata(sizes, origin),
    },
  });
}

/** What a student is known by when its file comes back, whatever the format. */
export const labMetadata = (
  sizes: StudentSizes,
  origin: unknown,
): Record<string, string> => ({
  [LAB_KEY]: JSON.stringify({ version: 1, sizes, origin }),
});

export type StudentFile = {
  /** As `initialStudent` names and shapes it. */
  student: NamedTensors;
  sizes: StudentSizes;
  /** What `writeStudentFile` was given; unchecked. */
  origin: unknown;
};

/**
 * @throws {EngineError} `import-unreadable`, if it is not a safetensors file of this lab, or holds other tensors than a student of its sizes has, or a number that is not finite.
 */
export function readStudentFile(bytes: Uint8Array): StudentFile {
  return storedStudent(readSafetensors(bytes), layoutOf);
}

/**
 * @param layout How the format stores each parameter.
 * @throws {EngineError} As `readStudentFile`.
 */
export function storedStudent(
  { tensors, metadata }: SafetensorsFile,
  layout: StoredLayout,
): StudentFile {
  const { sizes, origin } = readLabMetadata(metadata[LAB_KEY]);
  return { student: fromLayout(tensors, sizes, layout), sizes, origin };
}

/** Our parameters in PyTorch's layouts. */
export function toPyTorch(
  student: NamedTensors,
  sizes: StudentSizes,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(student).map(([name, tensor]) => [
      name,
      layoutOf(name, sizes).write(tensor),
    ]),
  );
}

/**
 * The inverse of `toPyTorch`; `mask_token` may be there, and is left out.
 *
 * @throws {EngineError} `import-unreadable`, if a tensor is missing, unknown, of another shape or not finite.
 */
export const fromPyTorch = (
  tensors: NamedTensors,
  sizes: StudentSizes,
): NamedTensors => fromLayout(tensors, sizes, layoutOf);

function fromLayout(
  tensors: NamedTensors,
  sizes: StudentSizes,
  layoutOf: StoredLayout,
): NamedTensors {
  const present = Object.values(tensors).reduce(
    (sum, { values }) => sum + values.length,
    0,
  );
  const least = BLOCK_MATRICES * sizes.depth * sizes.width ** 2;
  // Before a student of these sizes is made, which could be a hundred times the file.
  if (present < least) {
    throw malformed(
      `a student of width ${sizes.width} and depth ${sizes.depth} must have more than ${least} numbers, got ${present}`,
    );
  }
  const expected = studentOf(sizes);
  const unknown = Object.keys(tensors).find(
    (name) => name !== MASK_TOKEN && !Object.hasOwn(expected, name),
  );
  if (unknown !== undefined) {
    throw malformed(
      `tensors must be those of a ${sizes.stem} student of depth ${sizes.depth}, got '${unknown}'`,
    );
  }
  return Object.fromEntries(
    Object.entries(expected).map(([name, { shape }]) => {
      const layout = layoutOf(name, sizes);
      const stored = layout.shape(shape);
      const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
      if (!tensor || tensor.shape.join() !== stored.join()) {
        throw malformed(
          `'${name}' must have shape [${stored.join(", ")}], got ${tensor ? `[${tensor.shape.join(", ")}]` : "nothing"}`,
        );
      }
      const wrong = notFinite({ [name]: tensor });
      if (wrong) throw malformed(wrong);
      return [name, { shape, values: layout.read(tensor).values }];
    }),
  );
}

/** Any student of these sizes: its names and shapes. */
function studentOf(sizes: StudentSizes): NamedTensors {
  try {
    return initialStudent(sizes, seededRng(0, "shapes"));
  } catch (cause) {
    // The sizes are the file's, and so is the mistake.
    if (cause instanceof RangeError) throw malformed(cause.message);
    throw cause;
  }
}

/** [rows, columns] -> [columns, rows]. */
export function transposed({ shape, values }: Tensor): Tensor {
  const [rows, columns] = shape as [number, number];
  const out = new Float32Array(values.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      out[c * rows + r] = values[r * columns + c]!;
    }
  }
  return { shape: [columns, rows], values: out };
}

/** Between our layout of a parameter and PyTorch's. */
type Layout = {
  write(tensor: Tensor): Tensor;
  read(tensor: Tensor): Tensor;
  /** PyTorch's shape of a tensor of ours. */
  shape(ours: readonly number[]): number[];
};

/** How a format that students come back from stores a parameter. */
type StoredLayout = (
  name: string,
  sizes: StudentSizes,
) => Pick<Layout, "read" | "shape">;

function layoutOf(name: string, sizes: StudentSizes): Layout {
  const side = kernelSide(name, sizes);
  return side === null ? PLAIN_LAYOUT : kernelLayout(side);
}

/** Of a convolution; null for every other parameter. */
function kernelSide(
  name: string,
  { patch, stem }: StudentSizes,
): number | null {
  if (name === "patch_embed.proj.weight") return stem === "linear" ? patch : 1;
  return name.endsWith(".conv.weight") ? 3 : null;
}

const AS_IT_IS: ReturnType<StoredLayout> = {
  read: (tensor) => tensor,
  shape: (ours) => [...ours],
};

/** Of the ONNX graph: kernels as PyTorch has them, everything else as we do. */
export const onnxLayout: StoredLayout = (name, sizes) => {
  const side = kernelSide(name, sizes);
  return side === null ? AS_IT_IS : kernelLayout(side);
};

/** Of TensorFlow.js: kernels [side, side, channels, out], which is our order. */
export const tfjsLayout: StoredLayout = (name, sizes) => {
  const side = kernelSide(name, sizes);
  if (side === null) return AS_IT_IS;
  return {
    read: (tensor) => tensor,
    shape: ([inputs, out]) => [side, side, inputs! / side ** 2, out!],
  };
};

/** Matrices transposed, everything else as it is. */
const PLAIN_LAYOUT: Layout = {
  write: (tensor) => (tensor.shape.length === 2 ? transposed(tensor) : tensor),
  read: (tensor) => (tensor.shape.length === 2 ? transposed(tensor) : tensor),
  shape: (ours) => (ours.length === 2 ? ours.toReversed() : [...ours]),
};

/** [side * side * channels, out], rows before columns before channels <-> [out, channels, side, side]. */
function kernelLayout(side: number): Layout {
  const area = side * side;
  const shape = (ours: readonly number[]) => {
    const [inputs, out] = ours as [number, number];
    return [out, inputs / area, side, side];
  };
  return {
    shape,
    write(tensor) {
      const [out, channels] = shape(tensor.shape) as [number, number];
      const values = new Float32Array(tensor.values.length);
      for (let o = 0, to = 0; o < out; o++) {
        for (let c = 0; c < channels; c++) {
          for (let at = 0; at < area; at++) {
            values[to++] = tensor.values[(at * channels + c) * out + o]!;
          }
        }
      }
      return { shape: shape(tensor.shape), values };
    },
    read(tensor) {
      const [out, channels] = tensor.shape as [number, number];
      const values = new Float32Array(tensor.values.length);
      for (let o = 0, from = 0; o < out; o++) {
        for (let c = 0; c < channels; c++) {
          for (let at = 0; at < area; at++) {
            values[(at * channels + c) * out + o] = tensor.values[from++]!;
          }
        }
      }
      return { shape: [area * channels, out], values };
    },
  };
}

/** Numbers in the matrices of a block, in squares of the width: 3 and 1 in its attention, 4 and 4 behind it. */
const BLOCK_MATRICES = 12;

const malformed = (problem: string) =>
  new EngineError("import-unreadable", `readStudentFile: ${problem}`);

/** More than the form allows: what a student of the lab never has. */
const LARGEST = { image: 32, patch: 32, width: 384, depth: 12, heads: 12 };

function readLabMetadata(text: string | undefined): {
  sizes: StudentSizes;
  origin: unknown;
} {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? "");
  } catch {
    throw malformed(
      `the metadata must have JSON in '${LAB_KEY}', got ${text === undefined ? "nothing" : JSON.stringify(text.slice(0, 24))}; the file must be one that this lab wrote`,
    );
  }
  const { version, sizes, origin } = (parsed ?? {}) as Record<string, unknown>;
  if (version !== 1) {
    throw malformed(`'${LAB_KEY}.version' must be 1, got ${brief(version)}`);
  }
  const given = (sizes ?? {}) as Record<string, unknown>;
  for (const [name, largest] of Object.entries(LARGEST)) {
    const size = given[name];
    if (
      !Number.isInteger(size) ||
      !(Number(size) >= 1 && Number(size) <= largest)
    ) {
      throw malformed(
        `'${LAB_KEY}.sizes.${name}' must be a whole number from 1 to ${largest}, got ${brief(size)}`,
      );
    }
  }
  if (given["stem"] !== "linear" && given["stem"] !== "conv") {
    throw malformed(
      `'${LAB_KEY}.sizes.stem' must be linear or conv, got ${brief(given["stem"])}`,
    );
  }
  return { sizes: given as StudentSizes, origin };
}
