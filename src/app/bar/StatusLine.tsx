import { useThrottled } from "../../charts/useThrottled.ts";
import { partsAfter } from "../../protocol/parts.ts";
import type { RunView } from "../../store/runStore.ts";
import { useLabState, useLiveRun } from "../LabContext.tsx";
import { modeText, stopText } from "./runTexts.ts";
import { arenaText, spokenText, statusText } from "./statusText.ts";
import styles from "./Bar.module.css";

/** Often enough to follow, seldom enough to read. */
const INTERVAL_MS = 1000;

/** What is said aloud leaves time to be heard. */
const SPOKEN_INTERVAL_MS = 5000;

/** State, step and losses as text. Not announced at every change: a second, polite region sums up the run, at most every five seconds. */
export function StatusLine() {
  const pace = useLabState((lab) => lab.pace);
  const run = useLiveRun((view) => {
    const parts = partsAfter(view.updates, view.status.step);
    const mode = modeText(parts, pace);
    return statusText(view.status, view.latest, mode, stopReason(view));
  });
  const summary = useLiveRun((view) =>
    spokenText(view.status, view.latest, stopReason(view)),
  );
  const spoken = useThrottled(summary, SPOKEN_INTERVAL_MS);
  const arena = useLabState(
    (lab) => lab.arena && arenaText(lab.arena.progress),
  );
  const text = arena ? `${run}; ${arena}` : run;
  const state = useLiveRun((view) => view.status.state);
  return (
    <>
      <p className={styles["status"]} role="status" aria-live="off">
        {/* A new state begins a new text, which is shown at once. */}
        <SteadyText key={state} text={text} />
      </p>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}

function SteadyText({ text }: { text: string }) {
  return useThrottled(text, INTERVAL_MS);
}

/** Why the run stands still; empty if nobody but the visitor stopped it. */
function stopReason({ status, stops }: RunView): string {
  const stop = stops.at(-1);
  const isHere = status.state === "paused" && stop?.step === status.step;
  return isHere ? stopText(stop) : "";
}
