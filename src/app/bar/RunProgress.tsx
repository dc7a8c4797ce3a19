import {
  formatBytes,
  formatCount,
  formatDuration,
} from "../../charts/format.ts";
import type { Progress } from "../../store/runStore.ts";
import { useLabState, useLiveRun } from "../LabContext.tsx";
import { timeLeftMs } from "./statusText.ts";
import styles from "./Bar.module.css";

/** One track for the whole life of a run: downloads first, then steps. Its size never changes. */
export function RunProgress() {
  const status = useLiveRun((view) => view.status);
  const pace = useLabState((state) => state.pace ?? Infinity);
  const work = useLiveRun((view) => view.progress.at(-1) ?? null);
  const hasEngine = useLabState((state) => state.report !== null);
  const isTraining = status.step > 0 || status.state === "running";

  if (isTraining) {
    const leftMs = status.state === "finished" ? null : timeLeftMs(status);
    return (
      <div className={styles["progress"]}>
        <progress
          aria-label="Steps done"
          max={Math.max(1, status.steps)}
          value={status.step}
        />
        <div className={styles["readouts"]}>
          {/* Each is one text that begins where it began, however long its number gets. */}
          <span>{`${formatDuration(status.elapsedMs)} elapsed`}</span>
          <span>
            {leftMs === null ? "" : `about ${formatDuration(leftMs)} left`}
          </span>
          <span>{`${Math.min(status.stepsPerSecond, pace).toFixed(1)} steps/s`}</span>
        </div>
      </div>
    );
  }
  return (
    <div className={styles["progress"]}>
      <progress
        aria-label="Preparation"
        max={Math.max(1, work?.total ?? 1)}
        value={work ? work.done : 0}
      />
      <div className={styles["preparing"]}>
        <span>
          {work
            ? workText(work)
            : !hasEngine
              ? "Starting the engine"
              : status.state === "loading"
                ? "Preparing the run"
                : `${formatCount(status.steps)} steps to go`}
        </span>
      </div>
    </div>
  );
}

/** "Emoji: 1.2 MB of 2.7 MB", "Teacher tokens: 128 of 2,500 images". */
function workText({ label, done, total, unit }: Progress): string {
  return unit === "bytes"
    ? `${label}: ${formatBytes(done)} of ${formatBytes(total)}`
    : `${label}: ${formatCount(done)} of ${formatCount(total)}${unit === "images" ? " images" : ""}`;
}
