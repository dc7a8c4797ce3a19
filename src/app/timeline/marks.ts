/** What stands out on the time line of a run: evaluations, changes made in mid-run, and stops. */
import { formatCount } from "../../charts/format.ts";
import type { RunFrames, RunHistory } from "../../store/runHistory.ts";
import { bar } from "../../texts/en/bar.ts";
import { timeline as t } from "../../texts/en/timeline.ts";
import { stopText } from "../bar/runTexts.ts";
import { updateMarks } from "../overview/summaries.ts";

export type TimelineMark = {
  step: number;
  kind: "evaluation" | "change" | "stop";
  label: string;
};

/** A run on the time line. */
export type TimelineTrack = {
  /** Steps that it was to have, and the last one made. */
  steps: number;
  last: number;
  /** Ascending by step. */
  marks: readonly TimelineMark[];
};

export function timelineMarks({
  updates,
  stops,
  evaluations,
}: Pick<RunHistory, "updates" | "stops"> &
  Pick<RunFrames, "evaluations">): TimelineMark[] {
  const marks: TimelineMark[] = [
    ...evaluations.frames.map(({ step }) => ({
      step,
      kind: "evaluation" as const,
      label: t.evaluated,
    })),
    ...updateMarks(updates).map(({ step, label }) => ({
      step,
      kind: "change" as const,
      label,
    })),
    ...stops.map((stop) => ({
      step: stop.step,
      kind: "stop" as const,
      label: bar.stopped(stopText(stop)),
    })),
  ];
  return marks.sort((a, b) => a.step - b.step);
}

/** The nearest step with a mark beyond `step`; undefined where there is none. */
export function nextMark(
  marks: readonly TimelineMark[],
  step: number,
  direction: 1 | -1,
): number | undefined {
  const steps = marks.map((mark) => mark.step);
  return direction > 0
    ? steps.find((each) => each > step)
    : steps.findLast((each) => each < step);
}

/** What is shown, in words: "Step 120 of 400, Learning rate 0.02"; what happened at a step after the step itself. */
export function stepWords(
  step: number,
  { steps, marks }: Pick<TimelineTrack, "steps" | "marks">,
): string {
  const here = marks
    .filter((mark) => mark.step === step)
    .map(({ label }) => label);
  return [t.where(formatCount(step), formatCount(steps)), ...here].join(", ");
}
