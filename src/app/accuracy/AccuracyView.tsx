import { beginningOf } from "../../protocol/beginning.ts";
import { accuracy as t } from "../../texts/en/accuracy.ts";
import { useRun } from "../LabContext.tsx";
import { MeasureBar } from "../measure/MeasureBar.tsx";
import { AccuracyPanel } from "./AccuracyPanel.tsx";
import { ConfusionPanel } from "./ConfusionPanel.tsx";
import { CorruptionPanel } from "./CorruptionPanel.tsx";
import { LowDataPanel } from "./LowDataPanel.tsx";
import { StylePanel } from "./StylePanel.tsx";
import styles from "./AccuracyView.module.css";

/** What each space knows of the classes, and what is left of it when the images change. */
export function AccuracyView() {
  const measures = useRun((view) => view.measures);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  const start = useRun(({ evaluations, updates }) =>
    beginningOf(updates)
      ? null
      : (evaluations.find(({ step }) => step === 0) ?? null),
  );
  const isMeasured = measures.teacher !== undefined;
  return (
    <section className={styles["view"]} aria-label={t.name}>
      <MeasureBar what={t.measure} hasCorruption />
      <AccuracyPanel {...{ measures, evaluation, start }} />
      {isMeasured ? (
        <>
          <ConfusionPanel measures={measures} />
          <StylePanel measures={measures} />
          <CorruptionPanel measures={measures} />
        </>
      ) : (
        <p className={styles["empty"]}>{t.notMeasured}</p>
      )}
      <LowDataPanel />
    </section>
  );
}
