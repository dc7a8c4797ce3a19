/**
 * Measures teacher, compressed teacher and student on held-out images: neighbours, angles, OOD detection.
 *
 * Every set is a fixed, seeded order of images; a subset is its beginning, so that a full evaluation reuses what a subset has computed.
 */
import {
  angleAgreement,
  cosineMatrix,
  pairwiseCosines,
} from "../evaluation/angles.ts";
import { runInSlices } from "../evaluation/chunks.ts";
import {
  detect,
  meanDetection,
  nearestCosines,
} from "../evaluation/detection.ts";
import { knnAccuracy, knnClassify } from "../evaluation/knn.ts";
import type { Rows } from "../evaluation/rows.ts";
import type { RunConfig } from "../protocol/config.ts";
import type {
  AngleAgreement,
  DetectionResult,
  EmbeddingEvaluation,
  EmbeddingName,
  Evaluation,
  KnnResult,
  OodScores,
  ScoreSets,
  SimilaritySample,
} from "../protocol/results.ts";
import type { SpaceBench } from "./bench.ts";
import {
  correctRows,
  fitBiasCorrection,
  type BiasCorrection,
} from "./biasCorrection.ts";
import type { EvaluationSet, EvaluationSets } from "./evaluationSets.ts";
import { measureMap } from "./mapMeasures.ts";
import type { RunMemory } from "./runMemory.ts";
import type { TeacherTokens } from "./teacherTokens.ts";
import { measureTokens } from "./tokenMeasures.ts";
import type { Trainer } from "./trainer.ts";

/** How many images of each set a subset takes; stated with every number. */
const SUBSET = { bank: 768, id: 256, ood: 128 } as const;

/** Training images whose pairs show how well the angles that were trained on are kept. */
const TRAINING_PAIRS_OF = 400;

type Pause = () => Promise<void>;
type Progress = (done: number, total: number) => void;

/** Class tokens of the beginning of a set, in one of the three spaces. */
type SetRows = Map<EvaluationSet, Rows>;

/** What depends on teacher and images alone, kept for each extent. */
type TeacherMeasures = {
  evaluation: EmbeddingEvaluation;
  scores: ScoreSets;
  cosines: Float32Array;
  trainingCosines: Float32Array;
  /** Of each ID image. */
  neighbourClasses: Int32Array;
};

export type EvaluationOutcome = {
  evaluation: Evaluation;
  scores: OodScores;
  /** What the neighbours of each ID image vote for. */
  neighbourClasses: Record<EmbeddingName, Int32Array | null>;
  embedded: Embedded;
};

/** What an evaluation has embedded: class tokens as they were measured. */
type Embedded = {
  compressed: SetRows;
  student: SetRows;
  correction: BiasCorrection | null;
};

export type Evaluator = ReturnType<typeof createEvaluator>;

export function createEvaluator(
  sets: EvaluationSets,
  config: RunConfig["evaluation"],
  classCount: number,
  teacherTokens: TeacherTokens,
  biasCorrection: boolean,
  /** Shared teacher measures, and everything that they follow from. */
  shared: { memory: RunMemory; origin: string; seed: number },
) {
  const { memory, origin } = shared;
  const oodSets = { ...sets.near, ...sets.far };
  const everySet = [sets.bank, sets.id, ...Object.values(oodSets)];
  const teacherRows: SetRows = new Map();

  /** Images of a set that an evaluation takes. */
  function extent(set: EvaluationSet, subset: boolean): number {
    if (!subset) return set.n;
    const limit =
      set === sets.bank
        ? SUBSET.bank
        : set === sets.id
          ? SUBSET.id
          : SUBSET.ood;
    return Math.min(set.n, limit);
  }

  /** Teacher class tokens of the first `n` images of a set; computed once. */
  async function teacherOf(
    set: EvaluationSet,
    n: number,
    pause: Pause,
  ): Promise<Rows> {
    const known = teacherRows.get(set);
    const from = known?.n ?? 0;
    const d = teacherTokens.width;
    if (!known || from < n) {
      const rest = {
        n: n - from,
        pixels: (start: number, count: number) =>
          set.pixels(from + start, count),
        nameOf: (image: number) => set.nameOf(from + image),
        originOf: (image: number) => set.originOf(from + image),
      };
      const more = await teacherTokens.classTokens(rest, pause);
      const values = new Float32Array(n * d);
      if (known) values.set(known.values);
      values.set(more, from * d);
      teacherRows.set(set, { values, n, d });
    }
    return { values: teacherRows.get(set)!.values.subarray(0, n * d), n, d };
  }

  /** All measures of one space. `reference` holds the teacher's cosines; absent for the teacher itself. */
  async function measure(
    rows: SetRows,
    reference: Pick<TeacherMeasures, "cosines" | "trainingCosines"> | null,
    pause: Pause,
  ): Promise<TeacherMeasures> {
    const bank = rows.get(sets.bank)!;
    const id = rows.get(sets.id)!;
    const { knn, idScores, neighbourClasses } = await measureKnn(
      id,
      bank,
      pause,
    );
    const cosines = await runInSlices(pairwiseCosines(id), pause);
    const trainingCosines = await runInSlices(
      pairwiseCosines(firstRows(bank, TRAINING_PAIRS_OF)),
      pause,
    );
    await pause();
    const angles = agreement(cosines, reference?.cosines ?? null);
    const trainingAngles = agreement(
      trainingCosines,
      reference?.trainingCosines ?? null,
    );
    await pause();
    const found: Record<string, DetectionResult> = {};
    const scores: ScoreSets = {
      id: idScores,
      near: new Float32Array(0),
      far: new Float32Array(0),
    };
    for (const part of ["near", "far"] as const) {
      const all: Float32Array[] = [];
      for (const [name, set] of Object.entries(sets[part])) {
        const setScores = await runInSlices(
          nearestCosines(rows.get(set)!, bank),
          pause,
        );
        found[name] = detect(idScores, setScores);
        all.push(setScores);
      }
      scores[part] = Float32Array.from(all.flatMap((some) => [...some]));
    }
    const mean = (part: Record<string, EvaluationSet>) =>
      meanDetection(Object.keys(part).map((name) => found[name]!));
    const evaluation = {
      knn,
      angles,
      trainingAngles,
      ood: { near: mean(sets.near), far: mean(sets.far), sets: found },
    };
    return { evaluation, scores, cosines, trainingCosines, neighbourClasses };
  }

  /** Neighbours' votes, and the OOD scores of the same images: one pass over the bank gives both. */
  async function measureKnn(
    id: Rows,
    bank: Rows,
    pause: Pause,
  ): Promise<{
    knn: KnnResult;
    idScores: Float32Array;
    neighbourClasses: Int32Array;
  }> {
    const { knnK, knnTemperature } = config;
    const { top1, nearest } = await runInSlices(
      knnClassify(id, bank, sets.bank.labels.subarray(0, bank.n), {
        k: Math.min(knnK, bank.n),
        temperature: knnTemperature,
        classes: classCount,
      }),
      pause,
    );
    const accuracy = knnAccuracy(top1, sets.id.labels.subarray(0, id.n));
    const knn = { accuracy, n: id.n, bank: bank.n };
    return { knn, idScores: nearest, neighbourClasses: top1 };
  }

  const teacherMeasured = (
    subset: boolean,
    pause: Pause,
    progress: Progress,
  ): Promise<TeacherMeasures> =>
    memory.once(
      `teacher ${subset ? "subset" : "whole"} ${origin}`,
      async () => {
        const total = everySet.reduce(
          (sum, set) => sum + extent(set, subset),
          0,
        );
        let done = 0;
        const rows: SetRows = new Map();
        for (const set of everySet) {
          const n = extent(set, subset);
          rows.set(set, await teacherOf(set, n, pause));
          progress((done += n), total);
        }
        return measure(rows, null, pause);
      },
    );

  /** The bias correction of the training images that angles are fitted on, without the rest of the bank. */
  async function sampleCorrection(
    trainer: Trainer,
    pause: Pause,
  ): Promise<BiasCorrection> {
    const { bank } = sets;
    const n = Math.min(bank.n, TRAINING_PAIRS_OF);
    const values = await trainer.embed(
      n,
      (start, count) => bank.pixels(start, count),
      pause,
    );
    const teacher = await teacherOf(bank, n, pause);
    const cosines = await runInSlices(pairwiseCosines(teacher), pause);
    return fitBiasCorrection({ values, n, d: trainer.sizes.width }, cosines);
  }

  return {
    sets,
    extent,
    teacherOf,

    /** What is taken off the student's class tokens before they are compared; null where nothing is. */
    correctionOf: async (trainer: Trainer, pause: Pause) =>
      biasCorrection ? sampleCorrection(trainer, pause) : null,

    /**
     * @param subset Whether the beginning of each set is enough.
     * @param pause Awaited often; a rejection ends the evaluation and is passed on.
     */
    async evaluate(
      trainer: Trainer,
      step: number,
      subset: boolean,
      pause: Pause,
      progress: Progress = () => {},
    ): Promise<EvaluationOutcome> {
      const teacher = await teacherMeasured(subset, pause, progress);
      const compressed: SetRows = new Map();
      let isCompressible = true;
      const student: SetRows = new Map();
      for (const set of everySet) {
        const n = extent(set, subset);
        const known = await teacherOf(set, n, pause);
        const d = trainer.sizes.width;
        const values = await trainer.compress(known.values, n);
        if (values) compressed.set(set, { values, n, d });
        else isCompressible = false;
        student.set(set, {
          values: await trainer.embed(
            n,
            (start, count) => set.pixels(start, count),
            pause,
          ),
          n,
          d,
        });
      }
      let correction: BiasCorrection | null = null;
      if (biasCorrection) {
        correction = fitBiasCorrection(
          student.get(sets.bank)!,
          teacher.trainingCosines,
        );
        for (const [set, rows] of student) {
          student.set(set, correctRows(rows, correction));
        }
      }
      const measured = {
        teacher,
        compressed: isCompressible
          ? await measure(compressed, teacher, pause)
          : null,
        student: await measure(student, teacher, pause),
      };
      const part = <K extends "evaluation" | "scores" | "neighbourClasses">(
        key: K,
      ) => ({
        teacher: measured.teacher[key],
        compressed: measured.compressed?.[key] ?? null,
        student: measured.student[key],
      });
      return {
        evaluation: {
          ...{ step, subset, ...part("evaluation") },
          ...(isCompressible && { map: await measureMap(trainer, "quick") }),
        },
        scores: { step, subset, ...part("scores") },
        neighbourClasses: part("neighbourClasses"),
        embedded: { compressed, student, correction },
      };
    },

    /**
     * The bench's measures of one space; the teacher's are shared with the runs of the same data and seed.
     *
     * @param outcome Of this trainer's evaluation on all images.
     * @param corruptedImages How many images to corrupt; 0 leaves corruption out.
     * @returns Null for the compressed teacher of a method that has none.
     */
    async bench(
      space: EmbeddingName,
      trainer: Trainer,
      { evaluation, neighbourClasses, embedded }: EvaluationOutcome,
      corruptedImages: number,
      pause: Pause,
      progress: Progress,
    ): Promise<SpaceBench | null> {
      if (!evaluation[space]) return null;
      const d = trainer.sizes.width;
      const teacherId = await teacherOf(sets.id, sets.id.n, pause);
      const fresh = (set: EvaluationSet) =>
        teacherTokens.classTokens(set, pause);
      const embedders: Record<
        EmbeddingName,
        (set: EvaluationSet) => Promise<Rows>
      > = {
        async teacher(set) {
          if (set === sets.id) return teacherId;
          if (teacherRows.has(set)) return teacherOf(set, set.n, pause);
          const values = await fresh(set);
          return { values, n: set.n, d: teacherTokens.width };
        },
        async compressed(set) {
          const known = embedded.compressed.get(set);
          if (known) return known;
          const values = await trainer.compress(await fresh(set), set.n);
          return { values: values!, n: set.n, d };
        },
        async student(set) {
          const known = embedded.student.get(set);
          if (known) return known;
          const values = await trainer.embed(set.n, set.pixels, pause);
          const rows = { values, n: set.n, d };
          const { correction } = embedded;
          return correction ? correctRows(rows, correction) : rows;
        },
      };
      const measured = async (): Promise<SpaceBench> => {
        // Seldom asked for, and a tenth of the worker.
        const { measureSpace } = await import("./bench.ts");
        const bench = await measureSpace({
          ...{ sets, seed: shared.seed, embed: embedders[space] },
          neighbourClasses: neighbourClasses[space]!,
          ...{ corruptedImages, teacherId, pause, progress },
        });
        const images = config.tokenImages ?? 0;
        if (space === "teacher" || images === 0) return bench;
        const tokens = await measureTokens(space, {
          ...{ set: sets.id, images, trainer, teacherTokens, pause },
        });
        if (!tokens) return bench;
        return { ...bench, measures: { ...bench.measures, tokens } };
      };
      return space === "teacher"
        ? memory.once(
            `teacher bench, ${corruptedImages} corrupted ${origin}`,
            measured,
          )
        : measured();
    },

    /** Pairwise cosines of a sample in the three spaces. */
    async similarity(
      trainer: Trainer,
      step: number,
      source: SimilaritySample["source"],
      pause: Pause,
    ): Promise<SimilaritySample> {
      const set = sets.samples[source];
      const { n } = set;
      const d = trainer.sizes.width;
      const teacher = await teacherOf(set, n, pause);
      const compressed = await trainer.compress(teacher.values, n);
      const values = await trainer.embed(
        n,
        (start, count) => set.pixels(start, count),
        pause,
      );
      const student = biasCorrection
        ? correctRows({ values, n, d }, await sampleCorrection(trainer, pause))
        : { values, n, d };
      return {
        step,
        source,
        n,
        labels: set.labels.slice(0, n),
        widths: { teacher: teacher.d, student: d },
        teacher: cosineMatrix(teacher),
        compressed: compressed && cosineMatrix({ values: compressed, n, d }),
        student: cosineMatrix(student),
      };
    },
  };
}

function firstRows({ values, n, d }: Rows, limit: number): Rows {
  const kept = Math.min(n, limit);
  return { values: values.subarray(0, kept * d), n: kept, d };
}

/** Agreement with the teacher; the teacher agrees with itself. */
function agreement(
  cosines: Float32Array,
  reference: Float32Array | null,
): AngleAgreement {
  return angleAgreement(cosines, reference ?? cosines);
}
