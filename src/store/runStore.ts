/**
 * What is known of the present run. Events are gathered as they arrive, outside React;
 * a snapshot of them becomes state on the chart clock, so that a fast run cannot swamp the page.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { assertNever } from "../protocol/assertNever.ts";
import type {
  Event,
  EventOf,
  RunStatus,
  WireError,
} from "../protocol/messages.ts";
import type { Notice } from "../protocol/notices.ts";
import type {
  ConfigUpdate,
  Evaluation,
  ImageBatch,
  OodScores,
  RunResult,
  SimilaritySample,
  StepMetrics,
} from "../protocol/results.ts";
import { withUpdate } from "../protocol/parts.ts";
import type { RunStop } from "../protocol/stopRules.ts";
import {
  CHART_INTERVAL_MS,
  createChartClock,
  type ChartClock,
} from "./chartClock.ts";
import { minMaxIndices } from "./downsample.ts";
import { createGrowableSeries } from "./growableSeries.ts";
import {
  addFrame,
  framesOfStart,
  framesUpTo,
  LOSS_COLUMNS,
  markedSteps,
  momentAt,
  NO_FRAMES,
  STEP_COLUMNS,
  type LossPoint,
  type Measures,
  type NewFrame,
  type RunFrames,
  type RunHistory,
  type RunMoment,
  type SampleSource,
  type SpaceMeasures,
  type StepColumn,
} from "./runHistory.ts";

/** Recharts' cost grows by about 20 microseconds a row; 300 rows are about one for each two pixels. */
const MAX_CHART_ROWS = 300;

export type { LossPoint, SampleSource, SpaceMeasures };
export type Progress = Omit<EventOf<"progress">, "type">;
export type StreamEvent = Exclude<Event, { type: "reply" }>;

/** Immutable: a new object for each snapshot, unchanged parts shared. */
export type RunView = {
  status: RunStatus;
  /** The step that the panels show; null: the newest. */
  shownStep: number | null;
  /** Thinned for drawing; first, last and extreme values kept. */
  losses: readonly LossPoint[];
  /** Of the shown step, as what follows. */
  latest: StepMetrics | null;
  /** By step, up to the shown one; a later evaluation of the same step replaces the earlier. */
  evaluations: readonly Evaluation[];
  /** Those after the shown step as well, for curves. */
  allEvaluations: readonly Evaluation[];
  samples: Readonly<Record<SampleSource, SimilaritySample | null>>;
  images: Readonly<Record<SampleSource, ImageBatch | null>>;
  scores: OodScores | null;
  /** Full measures, all of one step; those of another space may still be on their way. */
  measures: Measures;
  /** Work under way; what reported latest stands last. */
  progress: readonly Progress[];
  notices: readonly Notice[];
  updates: readonly ConfigUpdate[];
  /** Where rules have stopped the run. */
  stops: readonly RunStop[];
  /** What is remembered of earlier steps. */
  frames: RunFrames;
  /** The last save, which a crash goes back to. */
  saved: SavedStep | null;
  failure: WireError | null;
  result: RunResult | null;
};

type SavedStep = { key: string; step: number };

/** What is saved with a run beside what the engine knows of it. */
export type KeptPanels = { frames: RunFrames; stops: readonly RunStop[] };

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
  /** The panels as they were after a step. */
  at(step: number): RunMoment;
  /** Of a run that is here again as it was saved: what was remembered of it by then, if that was kept. */
  recall(saved: SavedStep, kept: KeptPanels | null): void;
  /** A copy of everything that can be replayed, to be saved. */
  history(): RunHistory;
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

export const emptyView = (
  runId: string,
  steps: number,
  frames: RunFrames,
): RunView => ({
  status: emptyStatus(runId, steps),
  shownStep: null,
  losses: [],
  latest: null,
  ...panelsOf(frames),
  frames,
  images: { "held-out": null, training: null },
  progress: [],
  notices: [],
  updates: [],
  stops: [],
  saved: null,
  failure: null,
  result: null,
});

export function createRunStore(options: RunStoreOptions = {}): RunStore {
  const series = createGrowableSeries<StepColumn>(STEP_COLUMNS);
  let hot = emptyView("", 0, NO_FRAMES);
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
      hot = { ...hot, losses: drawnLosses(columns((x) => x)) };
    }
    return hot;
  }

  function publish(): void {
    store.setState(peek(), true);
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

  /** Remembers and shows the newest of something. */
  function show(added: NewFrame): void {
    const frames = addFrame(hot.frames, added, markedSteps(hot));
    merge({ frames, ...panelsOf(frames) });
  }

  function recall(saved: SavedStep, kept: KeptPanels | null): void {
    if (!kept) {
      merge({ saved });
      return;
    }
    const { step } = saved;
    const stops = kept.stops.filter((stop) => stop.step <= step);
    const marked = markedSteps({ updates: hot.updates, stops });
    let frames = framesUpTo(kept.frames, step);
    // What the engine has told again meanwhile is newer.
    const { samples, scores, evaluations } = hot.frames;
    const told: NewFrame[] = [
      ...[...samples["held-out"].frames, ...samples.training.frames].map(
        (frame) => ({ kind: "sample", frame }) as const,
      ),
      ...scores.frames.map((frame) => ({ kind: "scores", frame }) as const),
      ...evaluations.frames.map(
        (frame) => ({ kind: "evaluation", frame }) as const,
      ),
    ];
    for (const each of told) frames = addFrame(frames, each, marked);
    merge({ saved, stops, frames, ...panelsOf(frames) });
  }

  function columns(copy: (values: Float64Array) => Float64Array) {
    const entries = STEP_COLUMNS.map((name) => [
      name,
      copy(series.column(name)),
    ]);
    return Object.fromEntries(entries) as RunHistory["columns"];
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
          for (const { step, learningRate, losses } of event.steps) {
            series.append({ step, learningRate, ...losses });
          }
          merge({ latest: event.steps.at(-1) ?? hot.latest });
          return;
        }
        case "evaluation":
          show({ kind: "evaluation", frame: event.evaluation });
          return;
        case "similarity":
          show({ kind: "sample", frame: event.sample });
          return;
        case "sample-images":
          merge({ images: { ...hot.images, [event.source]: event.images } });
          return;
        case "scores":
          show({ kind: "scores", frame: event.scores });
          return;
        case "measures": {
          const { type: _, runId: __, ...measured } = event;
          show({ kind: "measures", frame: measured });
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
          if (hot.notices.every(({ message }) => message !== event.message)) {
            merge({ notices: [...hot.notices, event] });
          }
          return;
        case "saved":
          merge({ saved: { key: event.key, step: event.step } });
          return;
        case "stopped":
          merge({ stops: [...hot.stops, event.stop] });
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
      hot = keepPanels
        ? {
            ...emptyView(runId, steps, framesOfStart(hot.frames)),
            images: hot.images,
          }
        : emptyView(runId, steps, NO_FRAMES);
      clearSeries();
      clock.flush();
    },
    rewind() {
      const { runId, steps } = hot.status;
      hot = {
        ...emptyView(runId, steps, framesOfStart(hot.frames)),
        images: hot.images,
        notices: hot.notices,
        status: { ...emptyStatus(runId, steps), state: "idle" },
      };
      clearSeries();
      clock.flush();
    },
    recordUpdate(update) {
      merge({ updates: withUpdate(hot.updates, update) });
    },
    prepared(steps) {
      if (hot.status.state !== "loading") return;
      merge({ status: { ...hot.status, state: "idle", steps } });
    },
    fail,
    recall,
    at: (step) =>
      momentAt({ columns: columns((x) => x), frames: hot.frames }, step),
    history: () => ({
      format: 1,
      steps: hot.status.steps,
      columns: columns((x) => x.slice()),
      updates: hot.updates,
      stops: hot.stops,
      frames: hot.frames,
    }),
    peek,
    shown: clock.shown,
  };
}

/** The rows that a chart gets. */
export function drawnLosses(columns: RunHistory["columns"]): LossPoint[] {
  const lines = LOSS_COLUMNS.slice(1).map((name) => columns[name]);
  const kept = minMaxIndices(columns.step, lines, MAX_CHART_ROWS);
  return kept.map((row): LossPoint => {
    const at = (name: StepColumn) => columns[name][row] ?? Number.NaN;
    return {
      step: at("step"),
      total: at("total"),
      global: at("global"),
      local: at("local"),
      feature: at("feature"),
      classToken: at("classToken"),
    };
  });
}

/** The newest of everything. */
export function panelsOf({
  samples,
  scores,
  evaluations,
  measures,
}: RunFrames) {
  return {
    samples: {
      "held-out": samples["held-out"].frames.at(-1) ?? null,
      training: samples.training.frames.at(-1) ?? null,
    },
    scores: scores.frames.at(-1) ?? null,
    evaluations: evaluations.frames,
    allEvaluations: evaluations.frames,
    measures: measures.frames.at(-1)?.spaces ?? NO_MEASURES,
  };
}

const NO_MEASURES: Measures = {};
