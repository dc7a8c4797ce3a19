import { useState } from "react";
import {
  LowDataChart,
  type LowDataSeries,
} from "../../charts/LowDataChart.tsx";
import type { LowDataCurve } from "../../protocol/claimResults.ts";
import { METHODS } from "../../protocol/methods.ts";
import { Segments } from "../ui/Segments.tsx";
import styles from "./Claims.module.css";

const READOUTS = [
  { value: "fineTune", label: "Fine-tuned" },
  { value: "probe", label: "Linear probe" },
] as const satisfies readonly {
  value: LowDataCurve["readout"];
  label: string;
}[];

const ROLES: Readonly<Record<string, LowDataSeries["role"]>> = {
  cospress: "first",
  scratch: "level",
};

const NAMES: Readonly<Record<string, string>> = {
  mse: "Plain MSE",
  scratch: "From scratch",
};

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
      name:
        NAMES[method] ??
        METHODS.find(({ id }) => id === method)?.title ??
        method,
      role: ROLES[method] ?? "second",
      points,
    }));
  return (
    <LowDataChart
      series={series}
      caption={`Share of held-out ID images put into the right class, with ${labels} labels for each class; mean over seeds, bars: Student’s 95 % interval.`}
      actions={
        <div className={styles["choices"]}>
          <Segments
            label="Labels for each class"
            options={counts.map((count) => ({
              value: String(count),
              label: `${count} labels`,
            }))}
            value={labels}
            onChange={setLabels}
          />
          <Segments
            label="Read out by"
            options={READOUTS}
            value={readout}
            onChange={setReadout}
          />
        </div>
      }
    />
  );
}
