/** The last rows of a run, with the bench's measures where they are asked for; says of every space when it is measured. */
import type { RunConfig } from "../protocol/config.ts";
import type { MeasuredSpace, SpaceDetails } from "../protocol/measures.ts";
import type { Event } from "../protocol/messages.ts";
import type {
  EmbeddingName,
  FinalEvaluation,
  RunResult,
} from "../protocol/results.ts";
import type { SpaceBench } from "./bench.ts";
import type { createEvaluator, EvaluationOutcome } from "./evaluator.ts";
import type { RunMemory } from "./runMemory.ts";
import type { Trainer } from "./trainer.ts";

type Pause = () => Promise<void>;

/** The student of a step, and its evaluation on all held-out images. */
export type MeasuredStep = {
  trainer: Trainer;
  step: number;
  outcome: EvaluationOutcome;
};

/** `corruptedImages`: how many to corrupt; 0 leaves corruption out. */
type FullExtent = { corruptedImages: number };

export type FullMeasuresOptions = {
  runId: string;
  /** As the run started. */
  config: RunConfig;
  evaluator: ReturnType<typeof createEvaluator>;
  memory: RunMemory;
  /** Everything that measures of the teacher follow from. */
  origin: string;
  post: (event: Event, transfer?: ArrayBuffer[]) => void;
  evaluateUntrained: (pause: Pause) => Promise<EvaluationOutcome>;
  /** A trainer as the seed draws it; the caller disposes of it. */
  untrainedTrainer: () => Trainer;
};

/** A space's row, and what its bench found; no bench where only the basic measures are wanted. */
type Measured = { row: FinalEvaluation; bench: SpaceBench | null };

export function createFullMeasures(options: FullMeasuresOptions) {
  const { runId, config, evaluator, memory, origin, post } = options;

  async function measured(
    space: EmbeddingName,
    label: MeasuredSpace,
    { trainer, outcome }: Pick<MeasuredStep, "trainer" | "outcome">,
    full: FullExtent | null,
    pause: Pause,
  ): Promise<Measured | null> {
    const evaluation = outcome.evaluation[space];
    if (!evaluation) return null;
    if (!full) return { row: evaluation, bench: null };
    let total = 1;
    const progress = (done: number) =>
      post({
        type: "progress",
        task: "evaluation",
        label: `All measures, ${label}`,
        ...{ done, total, unit: "parts" },
      });
    try {
      const bench = await evaluator.bench(
        space,
        trainer,
        outcome,
        full.corruptedImages,
        pause,
        (done, parts) => {
          total = parts;
          progress(done);
        },
      );
      return { row: { ...evaluation, measures: bench!.measures }, bench };
    } finally {
      // Whether done or given up, it is no longer under way.
      progress(total);
    }
  }

  /** The untrained student; the same for every method. */
  async function untrained(
    full: FullExtent | null,
    pause: Pause,
  ): Promise<Measured> {
    const { student, method } = config;
    const { biasCorrection } = method;
    const name = `untrained ${origin} ${JSON.stringify({ student, biasCorrection, full })}`;
    return memory.once(name, async () => {
      const outcome = await options.evaluateUntrained(pause);
      const trainer = options.untrainedTrainer();
      try {
        const start = { trainer, outcome };
        return (await measured("student", "untrained", start, full, pause))!;
      } finally {
        trainer.dispose();
      }
    });
  }

  function tell(
    space: MeasuredSpace,
    step: number,
    { row, bench }: Measured,
  ): void {
    if (!bench) return;
    // Runs may share what was measured: the page gets a copy.
    const details = structuredClone(bench.details);
    const { measures } = bench;
    post(
      {
        ...{ type: "measures", runId, step, space },
        ...{ knn: row.knn, measures, details },
      },
      buffersOf(details),
    );
  }

  return {
    /**
     * The rows of teacher, compressed teacher, student and untrained student.
     *
     * @param full Null: what the evaluation has, without the bench.
     * @param pause Awaited often; a rejection gives the measures up and is passed on.
     */
    async take(
      present: MeasuredStep,
      full: FullExtent | null,
      pause: Pause,
    ): Promise<RunResult["final"]> {
      const of = async (space: EmbeddingName) => {
        const found = await measured(space, space, present, full, pause);
        if (found) tell(space, present.step, found);
        return found?.row ?? null;
      };
      const teacher = await of("teacher");
      const compressed = await of("compressed");
      const student = await of("student");
      const start = await untrained(full, pause);
      tell("untrained", present.step, start);
      return {
        ...{ teacher: teacher!, compressed, student: student! },
        untrained: start.row,
      };
    },
  };
}

function buffersOf({ scores, labels, predicted }: SpaceDetails): ArrayBuffer[] {
  const arrays = Object.values(scores).flatMap((each) =>
    each ? [each.id, ...Object.values(each.sets)] : [],
  );
  return [
    ...new Set(
      [...arrays, labels, predicted].map(({ buffer }) => buffer as ArrayBuffer),
    ),
  ];
}
