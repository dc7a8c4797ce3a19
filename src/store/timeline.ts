/**
 * Between the run and everything that shows it: the run as it is now, or as it was after some step, or a run that was kept. Training goes on either way.
 * Knows no React.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { KeptRun } from "./keptRun.ts";
import { momentAt } from "./runHistory.ts";
import type { RunStore, RunView } from "./runStore.ts";

/** How long the replay of a whole run may take, in seconds. */
export const REPLAY_SECONDS = [40, 20, 10, 5] as const;

/** Twenty positions a second. */
export const REPLAY_TICK_MS = 50;

export type TimelineState = {
  /** The step that is shown; null: the newest, live. */
  step: number | null;
  isPlaying: boolean;
  replaySeconds: number;
  /** Shown in the place of the present run. */
  kept: KeptRun | null;
};

export type Timeline = StoreApi<TimelineState> & {
  /** The run as it is shown. */
  readonly view: StoreApi<RunView>;
  /** Shows a step that was made; null, or the newest one: live. */
  show(step: number | null): void;
  /** Shows a kept run, at its end. */
  open(kept: KeptRun): void;
  /** Back to the present run, live; one that starts to train does that too. */
  close(): void;
  /** From where it is, or from the beginning if that is the end; live once it has arrived. */
  play(): void;
  pause(): void;
  setReplaySeconds(seconds: number): void;
};

export type TimelineOptions = {
  /** Between two positions of a replay. */
  tickMs?: () => number;
};

export function createTimeline(
  run: RunStore,
  { tickMs = () => REPLAY_TICK_MS }: TimelineOptions = {},
): Timeline {
  const store = createStore<TimelineState>(() => ({
    ...{ step: null, isPlaying: false, replaySeconds: REPLAY_SECONDS[1] },
    kept: null,
  }));
  const view = createStore<RunView>(() => run.getState());
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Of a replay: between whole steps. */
  let place = 0;

  const source = () => store.getState().kept?.view ?? run.getState();
  const lastStep = () => source().latest?.step ?? 0;

  function publish(): void {
    const { step, kept } = store.getState();
    const whole = source();
    const at = (step: number) =>
      kept ? momentAt(kept.history, step) : run.at(step);
    view.setState(
      step === null ? whole : { ...whole, ...at(step), shownStep: step },
      true,
    );
  }

  function setKept(kept: KeptRun | null): void {
    pause();
    store.setState({ kept, step: null });
    publish();
  }

  function set(step: number | null): void {
    const shown =
      step === null || step >= lastStep()
        ? null
        : Math.max(0, Math.round(step));
    if (shown === store.getState().step) return;
    store.setState({ step: shown });
    publish();
  }

  function pause(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (store.getState().isPlaying) store.setState({ isPlaying: false });
  }

  function tick(): void {
    const { replaySeconds } = store.getState();
    const ms = tickMs();
    timer = setTimeout(() => {
      place += (lastStep() * ms) / (1000 * replaySeconds);
      set(place);
      if (store.getState().step === null) pause();
      else tick();
    }, ms);
  }

  run.subscribe((now, before) => {
    const { step, kept } = store.getState();
    if (kept) {
      const { state } = now.status;
      if (state === "running" && before.status.state !== state) setKept(null);
      return;
    }
    const isOther = now.status.runId !== before.status.runId;
    if (step !== null && (isOther || step > lastStep())) {
      pause();
      store.setState({ step: null });
    }
    publish();
  });

  return {
    ...store,
    view,
    show(step) {
      pause();
      set(step);
    },
    open: setKept,
    close() {
      if (store.getState().kept) setKept(null);
    },
    play() {
      if (store.getState().isPlaying || lastStep() === 0) return;
      place = store.getState().step ?? 0;
      set(place);
      store.setState({ isPlaying: true });
      tick();
    },
    pause,
    setReplaySeconds: (replaySeconds) => store.setState({ replaySeconds }),
  };
}
