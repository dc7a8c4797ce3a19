/** A run's linear probe as others load it, and what it makes of images when it comes back. */
import {
  notFinite,
  readSafetensors,
  writeSafetensors,
} from "../data/formats/safetensors.ts";
import {
  linearLogits,
  predictedClasses,
  type LinearClassifier,
} from "../evaluation/probe/linearProbe.ts";
import type { Rows } from "../evaluation/rows.ts";
import { brief } from "../protocol/brief.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { PackManifest } from "../protocol/packs.ts";
import type { ProbeAccuracy } from "../protocol/results.ts";
import { wilsonInterval } from "../protocol/wilson.ts";
import type { StudentProbe } from "./fitProbe.ts";

/** `weight` [classes, width] and `bias` [classes], for the class token as it comes out of the student. */
export function writeProbeFile(
  { weights, bias, classes, d, labels }: StudentProbe,
  pack: PackManifest,
): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    tensors: {
      weight: { shape: [classes, d], values: Float32Array.from(weights) },
      bias: { shape: [classes], values: Float32Array.from(bias) },
    },
    metadata: {
      format: "pt",
      pack: pack.id,
      classes: JSON.stringify(labels.map((label) => pack.classes[label])),
    },
  });
}

export type SavedProbe = LinearClassifier & {
  /** The class of each output, as its pack has it. */
  names: readonly string[];
};

/**
 * @param width Of the student's embeddings.
 * @throws {EngineError} `import-unreadable`, if it is not one of `writeProbeFile` for such a student, or holds a number that is not finite.
 */
export function readProbeFile(bytes: Uint8Array, width: number): SavedProbe {
  const { tensors, metadata } = readSafetensors(bytes);
  const { weight, bias } = tensors;
  const [classes = 0, d = 0] = weight?.shape ?? [];
  const isWhole =
    weight?.shape.length === 2 &&
    d === width &&
    bias?.shape.join() === String(classes);
  if (!weight || !bias || !isWhole) {
    const got = Object.entries(tensors).map(
      ([name, { shape }]) => `${name} [${shape.join(", ")}]`,
    );
    throw malformed(
      `the file must hold 'weight' [classes, ${width}] and 'bias' [classes], got ${got.slice(0, 8).join(", ") || "nothing"}`,
    );
  }
  const wrong = notFinite({ weight, bias });
  if (wrong) throw malformed(wrong);
  return {
    weights: Float64Array.from(weight.values),
    bias: Float64Array.from(bias.values),
    ...{ classes, d, names: namesIn(metadata["classes"], classes) },
  };
}

function namesIn(text: string | undefined, count: number): string[] {
  const names = listIn(text);
  const isList =
    names.length === count && names.every((name) => typeof name === "string");
  if (isList && new Set(names).size === count) return names as string[];
  throw malformed(
    `its metadata must have 'classes', a list of ${count} different names, got ${brief(text ?? "nothing")}`,
  );
}

function listIn(text = ""): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/**
 * How often a saved probe is right about a student's class tokens.
 *
 * @param classes Names of the pack's classes.
 * @param labels [n], index into `classes`.
 * @param rows [n, width], class tokens as they come out.
 * @returns Null where an image is of a class that the probe was not fitted on.
 */
export function probeAccuracy(
  probe: SavedProbe,
  classes: readonly string[],
  labels: Uint8Array,
  rows: Rows,
): ProbeAccuracy | null {
  const outputs = classes.map((name) => probe.names.indexOf(name));
  if (labels.some((label) => (outputs[label] ?? -1) < 0)) return null;
  const predicted = predictedClasses(linearLogits(probe, rows), probe.classes);
  const right = predicted.reduce(
    (sum, output, i) => sum + (output === outputs[labels[i]!] ? 1 : 0),
    0,
  );
  const accuracy = right / rows.n;
  return { accuracy, n: rows.n, ...wilsonInterval(accuracy, rows.n) };
}

const malformed = (problem: string) =>
  new EngineError("import-unreadable", `readProbeFile: ${problem}`);
