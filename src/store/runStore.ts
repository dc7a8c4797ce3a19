/**
 * What is known of the present run. Events are gathered as they arrive, outside React;
 * a snapshot of them becomes state on the chart clock, so that a fast run cannot swamp the page.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { assertNever } from "../protocol/assertNever.ts";
import type { MeasuredSpace } from "../protocol/measures.ts";
import type {
  Event,
  EventOf,
  RunStatus,
  WireError,
} from "../protocol/messages.ts";
import type {
  ConfigUpdate,
  Evaluation,
  ImageBatch,
  OodScores,
  RunResult,
  SimilaritySample,
  StepMetrics,
} from "../protocol/results.ts";
import {
  CHART_INTERVAL_MS,
  createChartClock,
  type ChartClock,
} from "./chartClock.ts";
import { minMaxIndices } from "./downsample.ts";
import { createGrowableSeries } from "./growableSeries.ts";

/** Recharts' cost grows by about 20 microseconds a row; 300 rows are about one for each two pixels. */
const MAX_CHART_ROWS = 300;

export type LossPoint = {
  step: number;
  total: number;
  global: number;
  local: number;
  feature: number;
  classToken: number;
};

const LOSS_COLUMNS = [
  "step",
  "total",
  "global",
  "local",
  "feature",
  "classToken",
] as const satisfies readonly (keyof LossPoint)[];

export type SampleSource = SimilaritySample["source"];
export type Progress = Omit<EventOf<"progress">, "type">;
/** Full measures of one space, at `step`. */
export type SpaceMeasures = Omit<EventOf<"measures">, "type" | "runId">;
export type StreamEvent = Exclude<Event, { type: "reply" }>;

/** Immutable: a new object for each snapshot, unchanged parts shared. */
export type RunView = {
  status: RunStatus;
  /** Thinned for drawing; first, last and extreme values kept. */
  losses: readonly LossPoint[];
  latest: StepMetrics | null;
  /** By step; a later evaluation of the same step replaces the earlier. */
  evaluations: readonly Evaluation[];
  samples: Readonly<Record<SampleSource, SimilaritySample | null>>;
  images: Readonly<Record<SampleSource, ImageBatch | null>>;
  scores: OodScores | null;
  /** Full measures, all of one step; those of another space may still be on their way. */
  measures: Readonly<Partial<Record<MeasuredSpace, SpaceMeasures>>>;
  /** Work under way; what reported latest stands last. */
  progress: readonly Progress[];
  notices: readonly string[];
  updates: readonly ConfigUpdate[];
  failure: WireError | null;
  result: RunResult | null;
};

export type RunStore = StoreApi<RunView> & {
  /** Takes an event of the present run; those of earlier runs are passed over. */
  apply(event: StreamEvent): void;
  /** Forgets everything and waits for `runId`. `keepPanels`: step 0 will look the same, so leave it in sight. */
  begin(runId: string, steps: number, keepPanels: boolean): void;
  /** Back to what step 0 showed. */
  rewind(): void;
  recordUpdate(update: ConfigUpdate): void;
  /** The engine has made the run; a status that came before says more and stands. */
  prepared(steps: number): void;
  fail(error: WireError): void;
  /** What is known now, also while the page is hidden and nothing is published. */
  peek(): RunView;
  /** To be called when the page is shown again. */
  shown(): void;
};

export type RunStoreOptions = {
  intervalMs?: () => number;
  isHidden?: () => boolean;
};

const emptyStatus = (runId: string, steps: number): RunStatus => ({
  runId,
  state: runId === "" ? "empty" : "loading",
  step: 0,
  steps,
  trainingMs: 0,
  elapsedMs: 0,
  stepsPerSecond: 0,
  tensors: 0,
  tensorBytes: 0,
});

const emptyPanels = (): Pick<RunView, "samples" | "scores"> => ({
  samples: { "held-out": null, training: null },
  scores: null,
});

const emptyView = (runId: string, steps: number): RunView => ({
  status: emptyStatus(runId, steps),
  losses: [],
  latest: null,
  evaluations: [],
  ...emptyPanels(),
  measures: {},
  images: { "held-out": null, training: null },
  progress: [],
  notices: [],
  updates: [],
  failure: null,
  result: null,
});

export function createRunStore(options: RunStoreOptions = {}): RunStore {
  const series = createGrowableSeries<keyof LossPoint>(LOSS_COLUMNS);
  let hot = emptyView("", 0);
  /** What step 0 showed, for `rewind`. */
  let initial = emptyPanels();
  let drawnLength = 0;
  const store = createStore<RunView>(() => hot);

  const clock: ChartClock = createChartClock({
    tick: publish,
    intervalMs: options.intervalMs ?? (() => CHART_INTERVAL_MS),
    isHidden: options.isHidden ?? (() => false),
  });

  function peek(): RunView {
    if (series.length !== drawnLength) {
      drawnLength = series.length;
      hot = { ...hot, losses: thinned() };
    }
    return hot;
  }

  function publish(): void {
    store.setState(peek(), true);
  }

  function thinned(): LossPoint[] {
    const lines = LOSS_COLUMNS.slice(1).map((name) => series.column(name));
    const kept = minMaxIndices(series.column("step"), lines, MAX_CHART_ROWS);
    return Array.from(kept, (index) => series.row(index));
  }

  function clearSeries(): void {
    series.clear();
    drawnLength = 0;
  }

  /** Merges `change`; shown at once when the run stands still or changes its state, else on the clock. */
  function merge(change: Partial<RunView>): void {
    const before = hot.status.state;
    hot = { ...hot, ...change };
    const { state } = hot.status;
    if (state !== before || (state !== "running" && !change.progress)) {
      clock.flush();
    } else clock.request();
  }

  function rememberInitial(change: Partial<typeof initial>): void {
    initial = { ...initial, ...change };
  }

  function fail(error: WireError): void {
    const status: RunStatus = { ...hot.status, state: "failed" };
    merge({ failure: error, progress: [], status });
  }

  return {
    ...store,
    apply(event) {
      const { runId } = hot.status;
      if ("runId" in event && event.runId !== null && event.runId !== runId) {
        return;
      }
      switch (event.type) {
        case "status": {
          const { type: _, ...status } = event;
          merge({ status });
          return;
        }
        case "steps": {
          for (const { step, losses } of event.steps) {
            series.append({ step, ...losses });
          }
          merge({ latest: event.steps.at(-1) ?? hot.latest });
          return;
        }
        case "evaluation":
          merge({ evaluations: inserted(hot.evaluations, event.evaluation) });
          return;
        case "similarity": {
          const { sample } = event;
          const samples = { ...hot.samples, [sample.source]: sample };
          if (sample.step === 0) rememberInitial({ samples });
          merge({ samples });
          return;
        }
        case "sample-images":
          merge({ images: { ...hot.images, [event.source]: event.images } });
          return;
        case "scores":
          if (event.scores.step === 0)
            rememberInitial({ scores: event.scores });
          merge({ scores: event.scores });
          return;
        case "measures": {
          const { type: _, runId: __, ...measured } = event;
          const sameStep = Object.entries(hot.measures).filter(
            ([, { step }]) => step === measured.step,
          );
          merge({
            measures: {
              ...Object.fromEntries(sameStep),
              [measured.space]: measured,
            },
          });
          return;
        }
        case "progress": {
          const { type: _, ...progress } = event;
          const others = hot.progress.filter(
            (each) =>
              each.task !== progress.task || each.label !== progress.label,
          );
          const isDone = progress.done >= progress.total;
          merge({ progress: isDone ? others : [...others, progress] });
          return;
        }
        case "notice":
          if (!hot.notices.includes(event.message)) {
            merge({ notices: [...hot.notices, event.message] });
          }
          return;
        case "finished":
          merge({ result: event.result });
          return;
        case "failed":
          fail(event.error);
          return;
        // Of an arena, whose store hears them as well.
        case "arena-progress":
        case "arena-run":
        case "arena-run-failed":
        case "arena-over":
          return;
        default:
          assertNever(event);
      }
    },
    begin(runId, steps, keepPanels) {
      const fresh = emptyView(runId, steps);
      const atZero = hot.evaluations.filter(({ step }) => step === 0);
      hot = keepPanels
        ? { ...fresh, ...initial, images: hot.images, evaluations: atZero }
        : fresh;
      if (!keepPanels) initial = emptyPanels();
      clearSeries();
      clock.flush();
    },
    rewind() {
      const { runId, steps } = hot.status;
      hot = {
        ...emptyView(runId, steps),
        ...initial,
        images: hot.images,
        notices: hot.notices,
        evaluations: hot.evaluations.filter(({ step }) => step === 0),
        status: { ...emptyStatus(runId, steps), state: "idle" },
      };
      clearSeries();
      clock.flush();
    },
    recordUpdate(update) {
      merge({ updates: [...hot.updates, update] });
    },
    prepared(steps) {
      if (hot.status.state !== "loading") return;
      merge({ status: { ...hot.status, state: "idle", steps } });
    },
    fail,
    peek,
    shown: clock.shown,
  };
}

/** `evaluations` with one more, in order of steps. */
function inserted(
  evaluations: readonly Evaluation[],
  evaluation: Evaluation,
): Evaluation[] {
  const others = evaluations.filter(({ step }) => step !== evaluation.step);
  return [...others, evaluation].sort((a, b) => a.step - b.step);
}
