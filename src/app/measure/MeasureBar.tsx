import { useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { canMeasure } from "../lab.ts";
import { useLab, useLabState, useLiveRun } from "../LabContext.tsx";
import { useFeatureTeacher } from "../setup/useFeatureTeacher.ts";
import { Button } from "../ui/Button.tsx";
import { measure as t } from "../../texts/en/measure.ts";
import styles from "./MeasureBar.module.css";

/** Images that may be corrupted, each in 16 ways at 5 severities; 0 leaves corruption out. */
const CORRUPTED_CHOICES = [0, 50, 100, 250];

export type MeasureBarProps = {
  /** What the button says it measures. */
  what: string;
  /** Offers to corrupt images as well, which takes longest. */
  hasCorruption?: boolean;
};

/** The way to all measures: a button with its cost, how far they are, and of which step they are. */
export function MeasureBar({ what, hasCorruption = false }: MeasureBarProps) {
  const lab = useLab();
  const { state, step } = useLiveRun((view) => view.status);
  const measuredStep = useLiveRun(
    (view) => view.measures.teacher?.step ?? null,
  );
  const work = useLiveRun(
    ({ progress }) =>
      progress.findLast(({ task }) => task === "evaluation") ?? null,
  );
  const isMeasuring = useLabState((lab) => lab.isMeasuring);
  const failure = useLabState((lab) => lab.measureFailure);
  const [corrupted, setCorrupted] = useState(hasCorruption ? 50 : 0);

  const features = useFeatureTeacher();
  const count = features ? 0 : corrupted;
  const isReady = canMeasure(state) && !isMeasuring;
  return (
    <div className={styles["bar"]}>
      <div className={styles["controls"]}>
        <Button disabled={!isReady} onClick={() => lab.measure(count)}>
          {what}
        </Button>
        {hasCorruption && features && <span>{t.featuresOnly}</span>}
        {hasCorruption && !features && (
          <label className={styles["choice"]}>
            {t.corrupted}
            <select
              value={corrupted}
              onChange={(event) => setCorrupted(Number(event.target.value))}
            >
              {CORRUPTED_CHOICES.map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t.none : count}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <p className={styles["state"]}>
        {isMeasuring
          ? work
            ? t.work(
                work.label,
                formatCount(work.done),
                formatCount(work.total),
              )
            : t.measuring
          : failure
            ? t.failed(failure.message)
            : stateText(measuredStep, step, state === "running", count)}
      </p>
    </div>
  );
}

function stateText(
  measuredStep: number | null,
  step: number,
  isRunning: boolean,
  corrupted: number,
): string {
  if (measuredStep === step) return t.measured(formatCount(step));
  const how = isRunning ? t.pauseFirst : "";
  const before =
    measuredStep === null
      ? ""
      : t.before(formatCount(measuredStep), formatCount(step));
  return `${before}${how}${costText(corrupted)}`;
}

/** Processor time of all measures of the quick preset on one core (Intel Xeon, WASM), and what each corrupted image adds, in seconds. */
const COST = { measures: 68, corruptedImage: 0.4 };

function costText(corrupted: number): string {
  const seconds = COST.measures + COST.corruptedImage * corrupted;
  const minutes = Math.round(seconds / 60);
  return t.cost(minutes);
}
