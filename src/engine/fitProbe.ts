/** The linear probe of a run: fitted on its bank, its strength chosen on images that the fit does not see. */
import { runInSlices } from "../evaluation/chunks.ts";
import { compactLabels } from "../evaluation/probe/confusion.ts";
import {
  chooseLinearProbe,
  type LabelledRows,
  type LinearClassifier,
  type LinearFit,
} from "../evaluation/probe/linearProbe.ts";
import type { Rows } from "../evaluation/rows.ts";
import type { EvaluationSet, EvaluationSets } from "./evaluationSets.ts";

/** Without validation images, this share of each class of the bank chooses the probe's strength: one in five. */
const HELD_BACK = 5;

/** Embeddings of the bank, and their classes from 0 without gaps. */
type LabelledBank = { bank: Rows; labels: ArrayLike<number>; classes: number };

/**
 * @param validation Null where the run itself is measured on the validation images: a fifth of the bank chooses then, and is left out of the fit.
 * @throws {EngineError} `diverged`, if an embedding is not finite.
 */
export async function fitProbe(
  { bank, labels, classes }: LabelledBank,
  validation: LabelledRows | null,
  pause: () => Promise<void>,
): Promise<{
  probe: LinearFit;
  train: LabelledRows;
  validation: LabelledRows;
}> {
  const all = { rows: bank, labels };
  const parts = validation
    ? { train: all, validation }
    : heldBack(all, classes);
  const { probe } = await runInSlices(
    chooseLinearProbe(parts.train, parts.validation, classes),
    pause,
  );
  return { probe, ...parts };
}

/** A probe on a student's class tokens as they come out. */
export type StudentProbe = LinearClassifier & {
  /** The pack's class of each output. */
  labels: readonly number[];
};

/** @param embed Class tokens of a set. A constant taken off all of them (bias correction) would only move the probe's bias. */
export async function fitStudentProbe(
  sets: EvaluationSets,
  embed: (set: EvaluationSet) => Promise<Rows>,
  pause: () => Promise<void>,
): Promise<StudentProbe> {
  const bank = await embed(sets.bank);
  const { labels, classes } = compactLabels(sets.bank.labels);
  const { n } = sets.validation;
  const validation =
    n > 0
      ? {
          rows: await embed(sets.validation),
          labels: Int32Array.from(sets.validation.labels, (label) =>
            classes.indexOf(label),
          ),
        }
      : null;
  const counted = { bank, labels, classes: classes.length };
  const { probe } = await fitProbe(counted, validation, pause);
  return { ...probe, labels: classes };
}

/** Divides a bank: every fifth image of each class chooses, the others are fitted. A class of fewer than five is only fitted. */
function heldBack(
  { rows, labels }: LabelledRows,
  classes: number,
): { train: LabelledRows; validation: LabelledRows } {
  const seen = new Uint32Array(classes);
  const parts: { train: number[]; validation: number[] } = {
    train: [],
    validation: [],
  };
  for (let i = 0; i < rows.n; i++) {
    const isChoosing = ++seen[labels[i]!]! % HELD_BACK === 0;
    (isChoosing ? parts.validation : parts.train).push(i);
  }
  const chosen = (images: readonly number[]): LabelledRows => {
    const { d } = rows;
    const values = new Float32Array(images.length * d);
    images.forEach((image, i) =>
      values.set(rows.values.subarray(image * d, (image + 1) * d), i * d),
    );
    return {
      rows: { values, n: images.length, d },
      labels: images.map((image) => labels[image]!),
    };
  };
  return { train: chosen(parts.train), validation: chosen(parts.validation) };
}
