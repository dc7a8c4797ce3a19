/**
 * Fixed room around every plot, in CSS pixels. Recharts is given these numbers and the overlays (labels, cursor) use
 * them too, so the two agree without measuring each other, and plots above each other share their left and right edge.
 */
export const PLOT = {
  /** Value axis and its ticks. */
  left: 46,
  /** Labels at the ends of the curves. */
  right: 92,
  top: 8,
  /** Step axis and its ticks. */
  bottom: 24,
  /** Under a panel that leaves the step axis to the one below. */
  bottomBare: 10,
} as const;

/** Inner edges of a plot, in pixels from its upper left corner. */
export type PlotArea = {
  left: number;
  right: number;
  top: number;
  bottom: number;
};

export function plotArea(
  width: number,
  height: number,
  isStepAxisShown: boolean,
): PlotArea {
  return {
    left: PLOT.left,
    right: Math.max(PLOT.left + 1, width - PLOT.right),
    top: PLOT.top,
    bottom: height - (isStepAxisShown ? PLOT.bottom : PLOT.bottomBare),
  };
}
