/** Words for how a run is trained, and why it stopped. */
import {
  formatCount,
  formatDegrees,
  formatLoss,
  formatPercent,
  formatUnit,
} from "../../charts/format.ts";
import { bar as t } from "../../texts/en/bar.ts";
import type { PartsMode } from "../../protocol/parts.ts";
import {
  stopSeries,
  TARGET_MEAN_STEPS,
  type RunStop,
  type StopSeriesId,
} from "../../protocol/stopRules.ts";

/** Within a sentence; nothing where both are trained at full speed. */
export function modeText(parts: PartsMode, pace: number | null): string {
  const words = [
    parts === "both" ? "" : t.partsWithin[parts],
    pace === null ? "" : t.slowMotion(pace),
  ];
  return words.filter((word) => word !== "").join(", ");
}

/** "kNN accuracy has reached 60.2 %", after "Stopped at step 120:". */
export function stopText({ rule, values }: RunStop): string {
  switch (rule.kind) {
    case "step":
      return t.atStep;
    case "target": {
      const { label, unit } = stopSeries(rule.series);
      const mean = unit === "loss" ? t.itsMean(TARGET_MEAN_STEPS) : "";
      return t.reached(label, valueText(rule.series, values[0])) + mean;
    }
    case "plateau": {
      const { label } = stopSeries(rule.series);
      const [earlier = "", later = ""] = values.map((value) =>
        valueText(rule.series, value),
      );
      return t.flat(label, later, formatCount(rule.steps), earlier);
    }
  }
}

function valueText(id: StopSeriesId, value: number | undefined): string {
  const number = value ?? Number.NaN;
  const { unit } = stopSeries(id);
  if (unit === "loss") return formatLoss(number);
  if (unit === "degrees") return formatDegrees(number);
  return id === "knn" ? formatPercent(number) : formatUnit(number);
}
