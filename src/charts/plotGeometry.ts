/**
 * Fixed room around every plot, in CSS pixels. Recharts is given these numbers and the overlays (labels, cursor) use
 * them too, so the two agree without measuring each other, and plots above each other share their left and right edge.
 */
export type PlotMargins = {
  /** Value axis and its ticks. */
  left: number;
  /** Labels at the ends of the curves. */
  right: number;
  top: number;
  /** Step axis and its ticks. */
  bottom: number;
  /** Under a panel that leaves the step axis to the one below. */
  bottomBare: number;
};

/** At the page's usual text size. */
const STEP_MARGINS: PlotMargins = {
  left: 46,
  right: 92,
  top: 8,
  bottom: 24,
  bottomBare: 10,
};

/** A histogram's curves need no labels at their end, but room for the threshold's above. */
const SCORE_MARGINS: PlotMargins = {
  left: 46,
  right: 14,
  top: 18,
  bottom: 24,
  bottomBare: 24,
};

/** Text size of the page, 1 where a rem is 16 pixels: larger on a projector or by the visitor's wish. */
export function rootTextScale(): number {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem > 0 ? rem / 16 : 1;
}

export function stepMargins(textScale: number): PlotMargins {
  return scaled(STEP_MARGINS, textScale);
}

export function scoreMargins(textScale: number): PlotMargins {
  return scaled(SCORE_MARGINS, textScale);
}

function scaled(margins: PlotMargins, textScale: number): PlotMargins {
  const by = (pixels: number) => Math.round(pixels * textScale);
  return {
    left: by(margins.left),
    right: by(margins.right),
    top: by(margins.top),
    bottom: by(margins.bottom),
    bottomBare: by(margins.bottomBare),
  };
}
