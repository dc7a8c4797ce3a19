/**
 * Between the run and everything that shows it: the run as it is now, or as it was after some step. Training goes on either way.
 * Knows no React.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
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
};

export type Timeline = StoreApi<TimelineState> & {
  /** The run as it is shown. */
  readonly view: StoreApi<RunView>;
  /** Shows a step that was made; null, or the newest one: live. */
  show(step: number | null): void;
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
  }));
  const view = createStore<RunView>(() => run.getState());
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Of a replay: between whole steps. */
  let place = 0;

  const lastStep = () => run.getState().latest?.step ?? 0;

  function publish(): void {
    const { step } = store.getState();
    const live = run.getState();
    view.setState(
      step === null ? live : { ...live, ...run.at(step), shownStep: step },
      true,
    );
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
    const { step } = store.getState();
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
