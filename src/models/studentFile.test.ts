import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
} from "../data/formats/safetensors.ts";
import { seededRng } from "../tensor/rng.ts";
import { initialStudent } from "./student.ts";
import {
  fromPyTorch,
  readStudentFile,
  toPyTorch,
  writeStudentFile,
} from "./studentFile.ts";
import type { StudentSizes } from "./studentSizes.ts";

const SIZES: StudentSizes = {
  ...{ image: 8, patch: 4, width: 6, depth: 2, heads: 2 },
  stem: "linear",
};

const student = (sizes: StudentSizes) =>
  initialStudent(sizes, seededRng(1, "student"));

type Golden = {
  config: Record<string, number>;
  weights: Record<string, { shape: number[]; data: number[] }>;
};

/** The recorded weights of a DINOv2 vision transformer, and its sizes. */
function golden(): { tensors: NamedTensors; sizes: StudentSizes } {
  const file = new URL(
    "../../tests/golden/vit_forward_backward.json",
    import.meta.url,
  );
  const { config, weights } = JSON.parse(readFileSync(file, "utf8")) as Golden;
  const tensors = Object.entries(weights).map(([name, { shape, data }]) => [
    name,
    { shape, values: Float32Array.from(data) },
  ]);
  return {
    tensors: Object.fromEntries(tensors) as NamedTensors,
    sizes: {
      image: config["img_size"]!,
      patch: config["patch_size"]!,
      width: config["embed_dim"]!,
      depth: config["depth"]!,
      heads: config["num_heads"]!,
      stem: "linear",
    },
  };
}

test("has the names and shapes of the recorded DINOv2 weights, and gives them back value by value", () => {
  const { tensors, sizes } = golden();
  const maskToken = tensors["mask_token"]!.values;
  const ours = fromPyTorch(tensors, sizes);
  const file = writeStudentFile(ours, sizes, null, maskToken);
  const { tensors: written } = readSafetensors(file);
  expect(Object.keys(written).sort()).toEqual(Object.keys(tensors).sort());
  for (const [name, tensor] of Object.entries(tensors)) {
    expect(written[name], name).toEqual(tensor);
  }
});

test("lays the patch kernel out as output, channel, row, column", () => {
  const ours = student(SIZES);
  const { values } = ours["patch_embed.proj.weight"]!;
  const { shape, values: written } = toPyTorch(ours, SIZES)[
    "patch_embed.proj.weight"
  ]!;
  expect(shape).toEqual([6, 3, 4, 4]);
  const [out, channel, row, column] = [5, 1, 2, 3];
  expect(written[((out * 3 + channel) * 4 + row) * 4 + column]).toBe(
    values[((row * 4 + column) * 3 + channel) * 6 + out],
  );
});

test("gives a conv stem kernels of 3 x 3, and a projection of 1 x 1", () => {
  const sizes: StudentSizes = { ...SIZES, width: 16, stem: "conv" };
  const written = toPyTorch(student(sizes), sizes);
  const shape = (name: string) => written[`patch_embed.${name}`]!.shape;
  expect(shape("stem.0.conv.weight")).toEqual([8, 3, 3, 3]);
  expect(shape("stem.1.conv.weight")).toEqual([16, 8, 3, 3]);
  expect(shape("stem.1.norm.weight")).toEqual([16]);
  expect(shape("proj.weight")).toEqual([16, 16, 1, 1]);
});

test("reads back any student that it wrote, with its origin", () => {
  const sizes = fc.record({
    image: fc.constantFrom(8, 32),
    patch: fc.constantFrom(2, 4, 8),
    width: fc.constantFrom(4, 8, 12),
    depth: fc.integer({ min: 1, max: 2 }),
    heads: fc.constantFrom(1, 2, 4),
    stem: fc.constantFrom("linear" as const, "conv" as const),
  });
  fc.assert(
    fc.property(sizes, (sizes) => {
      const written = student(sizes);
      const origin = { seed: 3 };
      const file = writeStudentFile(written, sizes, origin);
      expect(readStudentFile(file)).toEqual({
        student: written,
        sizes,
        origin,
      });
    }),
    { numRuns: 30 },
  );
});

/** A student's file with something changed. */
function changed(
  change: (parts: {
    tensors: NamedTensors;
    metadata: Record<string, string>;
  }) => void,
): Uint8Array {
  const parts = readSafetensors(writeStudentFile(student(SIZES), SIZES, null));
  change(parts);
  return writeSafetensors(parts);
}

const lab = (value: unknown) => ({ cospress_lab: JSON.stringify(value) });

test.each([
  {
    name: "no metadata",
    bytes: changed((parts) => (parts.metadata = {})),
    says: "must have JSON in 'cospress_lab', got nothing",
  },
  {
    name: "another version",
    bytes: changed((parts) => (parts.metadata = lab({ version: 2 }))),
    says: "version' must be 1, got 2",
  },
  {
    name: "null",
    bytes: changed((parts) => (parts.metadata = lab(null))),
    says: "version' must be 1, got nothing",
  },
  {
    name: "a depth beyond all measure",
    bytes: changed(
      (parts) =>
        (parts.metadata = lab({ version: 1, sizes: { ...SIZES, depth: 1e9 } })),
    ),
    says: "sizes.depth' must be a whole number from 1 to 12, got 1000000000",
  },
  {
    name: "an unknown stem",
    bytes: changed(
      (parts) =>
        (parts.metadata = lab({
          version: 1,
          sizes: { ...SIZES, stem: "oak" },
        })),
    ),
    says: 'must be linear or conv, got "oak"',
  },
  {
    name: "heads that do not divide the width",
    bytes: changed(
      (parts) =>
        (parts.metadata = lab({ version: 1, sizes: { ...SIZES, heads: 4 } })),
    ),
    says: "'heads' must divide 'width' 6, got 4",
  },
  {
    name: "a tensor missing",
    bytes: changed(({ tensors }) => delete tensors["norm.bias"]),
    says: "'norm.bias' must have shape [6], got nothing",
  },
  {
    name: "a tensor too many",
    bytes: changed(
      ({ tensors }) => (tensors["head.weight"] = tensors["norm.bias"]!),
    ),
    says: "of a linear student of depth 2, got 'head.weight'",
  },
  {
    name: "a matrix that was not transposed",
    bytes: changed(({ tensors }) => {
      tensors["blocks.0.mlp.fc1.weight"]!.shape.reverse();
    }),
    says: "must have shape [24, 6], got [6, 24]",
  },
  {
    name: "a number that is none",
    bytes: changed(({ tensors }) => (tensors["norm.bias"]!.values[2] = NaN)),
    says: "'norm.bias' must hold finite numbers, got NaN at 2",
  },
])("refuses $name", ({ bytes, says }) => {
  expect(() => readStudentFile(bytes)).toThrow(
    expect.objectContaining({
      code: "import-unreadable",
      message: expect.stringContaining(says) as string,
    }),
  );
});

test("does without mask_token", () => {
  const bytes = changed(({ tensors }) => delete tensors["mask_token"]);
  expect(readStudentFile(bytes).student).toEqual(student(SIZES));
});
