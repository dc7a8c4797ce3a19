/** Words for how a run is trained, and why it stopped. */
import {
  formatCount,
  formatDegrees,
  formatLoss,
  formatPercent,
  formatUnit,
} from "../../charts/format.ts";
import type { PartsMode } from "../../protocol/parts.ts";
import {
  stopSeries,
  TARGET_MEAN_STEPS,
  type RunStop,
  type StopSeriesId,
} from "../../protocol/stopRules.ts";

export const PARTS_LABELS: Readonly<Record<PartsMode, string>> = {
  both: "Both",
  head: "Head only",
  student: "Student only",
};

/** Within a sentence; nothing where both are trained at full speed. */
export function modeText(parts: PartsMode, pace: number | null): string {
  const words = [
    parts === "both" ? "" : PARTS_LABELS[parts].toLowerCase(),
    pace === null ? "" : paceText(pace),
  ];
  return words.filter((word) => word !== "").join(", ");
}

/** "slow motion, 2 steps a second" */
function paceText(pace: number): string {
  return `slow motion, ${pace === 1 ? "1 step" : `${pace} steps`} a second`;
}

/** "kNN accuracy has reached 60.2 %", after "Stopped at step 120:". */
export function stopText({ rule, values }: RunStop): string {
  switch (rule.kind) {
    case "step":
      return "at the step that was set";
    case "target": {
      const { label, unit } = stopSeries(rule.series);
      const mean =
        unit === "loss" ? `, its mean over ${TARGET_MEAN_STEPS} steps` : "";
      return `${label} has reached ${valueText(rule.series, values[0])}${mean}`;
    }
    case "plateau": {
      const { label } = stopSeries(rule.series);
      const [earlier, later] = values.map((value) =>
        valueText(rule.series, value),
      );
      return `${label} is flat: ${later} on average over ${formatCount(rule.steps)} steps, ${earlier} over those before`;
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
