import { useThrottled } from "../../charts/useThrottled.ts";
import { useLabState, useRun } from "../LabContext.tsx";
import { arenaText, statusText } from "./statusText.ts";
import styles from "./Bar.module.css";

/** Often enough to follow, seldom enough to read. */
const INTERVAL_MS = 1000;

/** State, step and losses as text. Not announced at every change: a second, polite region says when the state changes. */
export function StatusLine() {
  const run = useRun((view) => statusText(view.status, view.latest));
  const arena = useLabState(
    (lab) => lab.arena && arenaText(lab.arena.progress),
  );
  const text = arena ? `${run}; ${arena}` : run;
  const state = useRun((view) => view.status.state);
  return (
    <>
      <p className={styles["status"]} role="status" aria-live="off">
        {/* A new state begins a new text, which is shown at once. */}
        <SteadyText key={state} text={text} />
      </p>
      <p className="visually-hidden" aria-live="polite">
        {state === "loading" || state === "empty" ? "" : `Run ${state}`}
      </p>
    </>
  );
}

function SteadyText({ text }: { text: string }) {
  return useThrottled(text, INTERVAL_MS);
}
