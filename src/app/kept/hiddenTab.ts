/** What a run does while its tab is hidden: goes on, or pauses until the tab is shown again. A browser that stops it all the same is told of. */
import type { Lab } from "../lab.ts";
import { storedFlag } from "../ui/useStoredFlag.ts";

/** Of `useStoredFlag`: whether the run pauses. */
export const PAUSE_HIDDEN = "pause-hidden";

/** Shorter than this a tab has hardly had the time for a step. */
const STALL_MS = 60_000;

/** What was done meanwhile is told by messages that come a little after the tab is shown. */
const SETTLING_MS = 1500;

/**
 * Watches until the function that comes back is called.
 *
 * @param onStall Hears for how long a run that was to go on stood still, in milliseconds, and at which step.
 */
export function watchHiddenTab(
  lab: Lab,
  onStall: (stall: { ms: number; step: number }) => void,
): () => void {
  /** Set while a run is under way in a hidden tab. */
  let left: { at: number; step: number } | null = null;
  let isPausedHere = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const status = () => lab.run.peek().status;

  function hide(): void {
    const { state, step } = status();
    if (state !== "running") return;
    left = { at: performance.now(), step };
    isPausedHere = storedFlag(PAUSE_HIDDEN, false);
    if (isPausedHere) lab.toggle();
  }

  function show(): void {
    const before = left;
    left = null;
    if (!before) return;
    if (isPausedHere) {
      isPausedHere = false;
      if (status().state === "paused") lab.toggle();
      return;
    }
    const ms = performance.now() - before.at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { state, step } = status();
      const isStalled = state === "running" && step === before.step;
      if (isStalled && ms >= STALL_MS) onStall({ ms, step });
    }, SETTLING_MS);
  }

  const change = () => (document.hidden ? hide() : show());
  document.addEventListener("visibilitychange", change);
  return () => {
    document.removeEventListener("visibilitychange", change);
    clearTimeout(timer);
  };
}
