import { useEffect } from "react";
import { FigureTable } from "../../charts/FigureTable.tsx";
import { home } from "../../texts/en/home.ts";
import { useLab, useLabState, useLiveRun } from "../LabContext.tsx";
import { numbersTable } from "./reportHtml.ts";
import styles from "./TakeHome.module.css";

/** Takes all measures of the run as soon as it stands, and shows the rows that a finished run has. */
export function BroughtMeasures() {
  const t = home.opened;
  const lab = useLab();
  const isReady = useLiveRun(({ status }) => status.state === "idle");
  const isMeasuring = useLabState((state) => state.isMeasuring);
  const failure = useLabState((state) => state.measureFailure);
  const runFailure = useLiveRun((view) => view.failure);
  const whole = useLiveRun(({ evaluations }) => {
    const latest = evaluations.at(-1);
    return latest && !latest.subset ? latest : null;
  });
  const isDone = useLiveRun(({ measures }) => measures.untrained !== undefined);
  useEffect(() => {
    if (isReady) lab.measure(0);
  }, [lab, isReady]);

  const problem = runFailure ?? failure;
  if (problem) {
    return (
      <p className={styles["failure"]} role="alert">
        {problem.message}
      </p>
    );
  }
  return (
    <>
      <p className={styles["note"]} aria-live="polite">
        {isDone && !isMeasuring ? t.measured : t.measuring}
      </p>
      {whole && (
        <div
          className={styles["scroller"]}
          role="region"
          aria-label={t.measures}
          tabIndex={0}
        >
          <FigureTable
            title={t.measures}
            table={numbersTable([
              [t.teacher, whole.teacher],
              [t.compressed, whole.compressed],
              [t.student, whole.student],
            ])}
          />
        </div>
      )}
    </>
  );
}
