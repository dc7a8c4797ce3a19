/** The bench's measures of one space of a run, on held-out images. */
import { corruptedImage } from "../data/corruptions/corruptedImage.ts";
import { runInSlices } from "../evaluation/chunks.ts";
import { geometryMeasures } from "../evaluation/geometry/geometryMeasures.ts";
import { measureScore } from "../evaluation/ood/scoreImages.ts";
import { domainAccuracy } from "../evaluation/probe/domainAccuracy.ts";
import {
  compactLabels,
  confusionMatrix,
} from "../evaluation/probe/confusion.ts";
import {
  linearLogits,
  predictedClasses,
  type LinearClassifier,
} from "../evaluation/probe/linearProbe.ts";
import type { Rows } from "../evaluation/rows.ts";
import {
  CORRUPTION_IDS,
  SEVERITIES,
  type CorruptionId,
} from "../protocol/corruptions.ts";
import type {
  BenchMeasures,
  CorruptionMeasures,
  ImageScores,
  OodScoreResult,
  ProbeMeasures,
  SpaceDetails,
} from "../protocol/measures.ts";
import { OOD_SCORE_IDS, type OodScoreId } from "../protocol/oodScores.ts";
import { seededRng } from "../tensor/rng.ts";
import type { EvaluationSet, EvaluationSets } from "./evaluationSets.ts";
import { fitProbe } from "./fitProbe.ts";

/** Held-out images whose geometry is measured: half a million pairs. */
const GEOMETRY_IMAGES = 1000;

/** Neighbours that two spaces are compared in, and shuffles behind their null. */
const NEIGHBOURS = 10;
const PERMUTATIONS = 20;

export type BenchOptions = {
  sets: EvaluationSets;
  seed: number;
  /** Images that are corrupted; 0 leaves corruption out. */
  corruptedImages: number;
  /** Embeddings of a set in the space that is measured. */
  embed: (set: EvaluationSet) => Promise<Rows>;
  /** The teacher's embeddings of the ID images. */
  teacherId: Rows;
  /** [id.n], the class that the neighbours of each ID image vote for. */
  neighbourClasses: ArrayLike<number>;
  /** Awaited often; a rejection gives the measures up. */
  pause: () => Promise<void>;
  /** Called as parts are done. */
  progress: (done: number, total: number) => void;
};

/** The measures of a space, and what they were taken from image by image. */
export type SpaceBench = { measures: BenchMeasures; details: SpaceDetails };

/**
 * Geometry, linear probe, OOD scores and, when asked for, errors under corruption.
 *
 * The probe is fitted on the bank and its strength chosen on the validation images, or, where the run itself is measured on those,
 * on a fifth of the bank that is then left out of the fit. Corruption errors are those of the same probe.
 *
 * @throws {EngineError} `diverged`, if an embedding or a score is not finite.
 */
export async function measureSpace(options: BenchOptions): Promise<SpaceBench> {
  const { sets, seed, corruptedImages, embed, teacherId, pause } = options;
  const parts =
    2 +
    OOD_SCORE_IDS.length +
    (corruptedImages > 0 ? CORRUPTION_IDS.length : 0);
  let done = 0;
  const part = () => options.progress(++done, parts);

  const bank = await embed(sets.bank);
  const id = await embed(sets.id);
  const images = Math.min(id.n, GEOMETRY_IMAGES);
  const own = firstRows(id, images);
  const geometry = await runInSlices(
    geometryMeasures(
      own,
      id === teacherId ? own : firstRows(teacherId, images),
      {
        k: Math.min(NEIGHBOURS, Math.floor((images - 1) / 2)),
        permutations: PERMUTATIONS,
        rng: seededRng(seed, "neighbour null"),
      },
    ),
    pause,
  );
  part();

  const { labels, classes } = compactLabels(
    sets.bank.labels.subarray(0, bank.n),
  );
  const compact = (labelled: EvaluationSet) =>
    Int32Array.from(labelled.labels, (label) => classes.indexOf(label));
  const { probe, train, validation } = await fitProbe(
    { bank, labels, classes: classes.length },
    sets.validation.n > 0
      ? {
          rows: await embed(sets.validation),
          labels: compact(sets.validation),
        }
      : null,
    pause,
  );
  const predicted = predictedClasses(linearLogits(probe, id), classes.length);
  const { accuracy, counts } = confusionMatrix(
    predicted,
    compact(sets.id),
    classes.length,
  );
  const probeMeasures: ProbeMeasures = {
    ...{ accuracy, n: id.n },
    ...{ bank: train.rows.n, validation: validation.rows.n },
    ...{ strength: probe.strength, classes, confusion: [...counts] },
  };
  part();

  const rowsOf = async (named: Record<string, EvaluationSet>) => {
    const found: Record<string, Rows> = {};
    for (const [name, set] of Object.entries(named)) {
      found[name] = await embed(set);
    }
    return found;
  };
  const queries = {
    id,
    near: await rowsOf(sets.near),
    far: await rowsOf(sets.far),
  };
  const context = {
    ...{ bank, labels },
    ...{ classifier: probe, validation: validation.rows },
  };
  const ood = {} as Record<OodScoreId, OodScoreResult>;
  const scores = {} as Record<OodScoreId, ImageScores | null>;
  for (const score of OOD_SCORE_IDS) {
    const scored = await runInSlices(
      measureScore(score, context, queries),
      pause,
    );
    ood[score] = scored.result;
    scores[score] = scored.scores;
    part();
  }
  const corruption =
    corruptedImages > 0
      ? await corruptionErrors(options, probe, classes, part)
      : null;
  const labelsOfId = sets.id.labels;
  const predictedLabels = Uint8Array.from(predicted, (c) => classes[c]!);
  return {
    measures: { geometry, probe: probeMeasures, ood, corruption },
    details: {
      scores,
      labels: labelsOfId.slice(),
      predicted: predictedLabels,
      domains: domainAccuracy({
        domains: sets.id.domains,
        bankDomains: sets.bank.domains,
        labels: labelsOfId,
        knn: options.neighbourClasses,
        probe: predictedLabels,
      }),
    },
  };
}

/** Errors of the probe on the corrupted images and, of the same images, the clean ones. */
async function corruptionErrors(
  { sets, corruptedImages, embed, pause }: BenchOptions,
  probe: LinearClassifier,
  classes: readonly number[],
  part: () => void,
): Promise<CorruptionMeasures> {
  const errorOn = async (set: EvaluationSet) => {
    const logits = linearLogits(probe, await embed(set));
    const predicted = predictedClasses(logits, classes.length);
    let wrong = 0;
    predicted.forEach((c, i) => {
      if (classes[c] !== set.labels[i]) wrong++;
    });
    return wrong / set.n;
  };
  const images = sets.corruptible(corruptedImages);
  const clean = await errorOn(images.clean);
  const corrupted = {} as Record<CorruptionId, number[]>;
  for (const id of CORRUPTION_IDS) {
    corrupted[id] = [];
    for (const severity of SEVERITIES) {
      const made = images.corrupted(id, severity, corruptedImage);
      const set = await runInSlices(made, pause);
      corrupted[id].push(await errorOn(set));
    }
    part();
  }
  const errors = Object.values(corrupted).flat();
  return {
    clean,
    corrupted,
    meanError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    n: images.clean.n,
  };
}

function firstRows({ values, d }: Rows, n: number): Rows {
  return { values: values.subarray(0, n * d), n, d };
}
