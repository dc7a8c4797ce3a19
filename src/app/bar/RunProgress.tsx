import {
  formatBytes,
  formatCount,
  formatDuration,
} from "../../charts/format.ts";
import type { Progress } from "../../store/runStore.ts";
import { bar as t } from "../../texts/en/bar.ts";
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
          aria-label={t.stepsDone}
          max={Math.max(1, status.steps)}
          value={status.step}
        />
        <div className={styles["readouts"]}>
          {/* Each is one text that begins where it began, however long its number gets. */}
          <span>{t.elapsed(formatDuration(status.elapsedMs))}</span>
          <span>{leftMs === null ? "" : t.left(formatDuration(leftMs))}</span>
          <span>
            {t.pace(Math.min(status.stepsPerSecond, pace).toFixed(1))}
          </span>
        </div>
      </div>
    );
  }
  return (
    <div className={styles["progress"]}>
      <progress
        aria-label={t.preparation}
        max={Math.max(1, work?.total ?? 1)}
        value={work ? work.done : 0}
      />
      <div className={styles["preparing"]}>
        <span>
          {work
            ? workText(work)
            : !hasEngine
              ? t.startingEngine
              : status.state === "loading"
                ? t.preparingRun
                : t.stepsToGo(formatCount(status.steps))}
        </span>
      </div>
    </div>
  );
}

/** "Emoji: 1.2 MB of 2.7 MB", "Teacher tokens: 128 of 2,500 images". */
function workText({ label, done, total, unit }: Progress): string {
  return unit === "bytes"
    ? t.work(label, formatBytes(done), formatBytes(total))
    : t.work(label, formatCount(done), formatCount(total)) +
        (unit === "images" ? t.images : "");
}
