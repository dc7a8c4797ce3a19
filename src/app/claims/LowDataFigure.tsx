import { useState } from "react";
import {
  LowDataChart,
  type LowDataSeries,
} from "../../charts/LowDataChart.tsx";
import type { LowDataCurve } from "../../protocol/claimResults.ts";
import { METHODS } from "../../protocol/methods.ts";
import { claims as t } from "../../texts/en/claims.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./Claims.module.css";

const READOUTS = [
  "fineTune",
  "probe",
] as const satisfies readonly LowDataCurve["readout"][];

const ROLES: Readonly<Record<string, LowDataSeries["role"]>> = {
  cospress: "first",
  scratch: "level",
};

const nameOf = (method: string) =>
  method === "mse" || method === "scratch"
    ? t.lowData[method]
    : (METHODS.find(({ id }) => id === method)?.title ?? method);

/** Accuracy over unlabelled images, for one number of labels and one way to read the student out. */
export function LowDataFigure({ curves }: { curves: readonly LowDataCurve[] }) {
  const counts = [
    ...new Set(curves.map(({ labelsPerClass }) => labelsPerClass)),
  ];
  const [readout, setReadout] = useState<LowDataCurve["readout"]>("fineTune");
  const [labels, setLabels] = useState(String(counts[0]));
  const series = curves
    .filter(
      (curve) =>
        curve.readout === readout && String(curve.labelsPerClass) === labels,
    )
    .map(({ method, points }): LowDataSeries => ({
      name: nameOf(method),
      role: ROLES[method] ?? "second",
      points,
    }));
  return (
    <LowDataChart
      series={series}
      caption={t.lowData.caption(labels)}
      actions={
        <div className={styles["choices"]}>
          <Segments
            label={t.lowData.labels}
            options={counts.map((count) => ({
              value: String(count),
              label: t.lowData.nLabels(count),
            }))}
            value={labels}
            onChange={setLabels}
          />
          <Segments
            label={t.lowData.readout}
            options={READOUTS.map((value) => ({
              value,
              label: t.lowData.readouts[value],
            }))}
            value={readout}
            onChange={setReadout}
          />
        </div>
      }
    />
  );
}
