/**
 * Which colour means what. Series colours are tokens of the page's theme (Okabe-Ito hues, dash and marker beside them,
 * so that nothing depends on colour alone); heatmap colours are tables of numbers, the same in both themes.
 */

import { series } from "../texts/en/series.ts";

export type SeriesRole =
  | "teacher"
  | "compressed"
  | "student"
  | "untrained"
  | "id"
  | "near"
  | "far"
  | "total"
  | "global"
  | "local"
  | "feature"
  | "classToken"
  | RunRole;

/** Places of runs that are drawn over each other; a run keeps its place for as long as it is drawn. */
export const RUN_ROLES = [
  ...(["run1", "run2", "run3"] as const),
  ...(["run4", "run5", "run6"] as const),
] as const;
export type RunRole = (typeof RUN_ROLES)[number];

export type Marker = "circle" | "square" | "triangle" | "diamond";

export type SeriesStyle = {
  /** As written on the curve, in the page's language. */
  readonly label: string;
  /** A CSS colour. */
  color: string;
  /** SVG dash pattern in pixels; empty for a solid line. */
  dash: string;
  marker: Marker;
};

const DASHED = "6 3";
const DOTTED = "2 3";
const DASH_DOTTED = "8 3 2 3";
const LONG_DASHED = "14 3";
const SPARSE = "1 5";

function style(
  role: SeriesRole,
  token: string,
  dash: string,
  marker: Marker,
): SeriesStyle {
  return {
    get label() {
      return series[role];
    },
    ...{ color: `var(--series-${token})`, dash, marker },
  };
}

/**
 * The four groups (embeddings, score sets, losses, runs) never share an axis, so hues may return from group to group;
 * within a group no two series share both hue and dash.
 */
export const SERIES: Readonly<Record<SeriesRole, SeriesStyle>> = {
  teacher: style("teacher", "teacher", DASHED, "square"),
  compressed: style("compressed", "compressed", DOTTED, "diamond"),
  student: style("student", "student", "", "circle"),
  untrained: style("untrained", "untrained", DOTTED, "triangle"),
  id: style("id", "id", "", "circle"),
  near: style("near", "near", DASHED, "square"),
  far: style("far", "far", DOTTED, "triangle"),
  total: style("total", "total", "", "circle"),
  global: style("global", "global", "", "square"),
  local: style("local", "local", DASHED, "triangle"),
  feature: style("feature", "feature", "", "diamond"),
  classToken: style("classToken", "class-token", DASHED, "circle"),
  run1: style("run1", "run-1", "", "circle"),
  run2: style("run2", "run-2", DASHED, "square"),
  run3: style("run3", "run-3", DOTTED, "triangle"),
  run4: style("run4", "run-4", DASH_DOTTED, "diamond"),
  run5: style("run5", "run-5", LONG_DASHED, "square"),
  run6: style("run6", "run-6", SPARSE, "circle"),
};

/** Colour and texture of the band of class number `position` (0, 1, ...) along a heatmap. */
export function classBand(position: number): {
  color: string;
  isHatched: boolean;
} {
  const hue = CLASS_HUES[position % CLASS_HUES.length];
  return {
    color: `var(--hue-${hue})`,
    isHatched: Math.floor(position / CLASS_HUES.length) % 2 === 1,
  };
}

const CLASS_HUES = [
  "blue",
  "orange",
  "green",
  "purple",
  "sky",
  "vermilion",
] as const;

/**
 * Viridis (S. van der Walt and N. Smith, 2015, CC0) at 17 even places; between them colours are mixed linearly,
 * which stays within 5.2 of 255 of the full table.
 */
const VIRIDIS =
  "44015448186a472d7b4240863b528b33638d2c728e26828e21918c" +
  "1fa08828ae803fbc735ec96284d44baddc30d8e219fde725";

/**
 * Blue, near-white, orange: made for this page at even steps of OKLab lightness on both arms,
 * blue and orange because that pair is told apart with every common colour blindness.
 */
const BLUE_ORANGE =
  "1b3f621d55891c6cb23a84cb5b9cdd7fb4eaa5caf1cbdff3f0f0f0" +
  "efd7c7e8bb9edd9f75cd844fb9692b9f51037c4110593214";

const TABLE_SIZE = 256;

/** Mixes anchors "rrggbbrrggbb..." to a table of 256 colours, [256, 3] bytes. */
function colourTable(anchors: string): Uint8Array {
  const count = anchors.length / 6;
  const channel = (anchor: number, c: number) =>
    parseInt(anchors.slice(anchor * 6 + c * 2, anchor * 6 + c * 2 + 2), 16);
  const table = new Uint8Array(TABLE_SIZE * 3);
  for (let i = 0; i < TABLE_SIZE; i++) {
    const place = (i / (TABLE_SIZE - 1)) * (count - 1);
    const below = Math.min(Math.floor(place), count - 2);
    for (let c = 0; c < 3; c++) {
      const from = channel(below, c);
      table[i * 3 + c] = Math.round(
        from + (place - below) * (channel(below + 1, c) - from),
      );
    }
  }
  return table;
}

const SEQUENTIAL = colourTable(VIRIDIS);
const DIVERGING = colourTable(BLUE_ORANGE);

export type MatrixKind = "cosine" | "difference";

/**
 * Ends of the fixed scales. A difference of cosines can reach ±2, but past ±0.5 (roughly 30° to 60°) "far off" is all
 * there is to say, and the differences of a trained student (0.05 to 0.3) need the room; beyond it colours stay at the end.
 */
export const SCALE_LIMIT: Readonly<Record<MatrixKind, number>> = {
  cosine: 1,
  difference: 0.5,
};

/**
 * Share of the sequential map that is given to cosines below zero. Embeddings rarely point away from each other
 * (teacher 0.49 ± 0.15, science.md section 14), so an even split would spend half of the map on nothing.
 */
const NEGATIVE_SHARE = 0.25;

/**
 * Place of a value on its colour map, 0 to 1; NaN for a value that is not finite.
 *
 * Cosines are sequential (more alike is lighter) and differences diverge from zero, so that the two kinds of picture
 * cannot be mistaken for each other. Both scales are fixed: step 10 and step 1000 can be compared by eye.
 */
export function colourPlace(kind: MatrixKind, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  const limit = SCALE_LIMIT[kind];
  const unit = Math.max(-1, Math.min(1, value / limit));
  if (kind === "difference") return (unit + 1) / 2;
  return unit < 0
    ? NEGATIVE_SHARE * (unit + 1)
    : NEGATIVE_SHARE + (1 - NEGATIVE_SHARE) * unit;
}

/** Colour of a value as [red, green, blue], 0 to 255; null for a value that is not finite. */
export function matrixColour(
  kind: MatrixKind,
  value: number,
): [number, number, number] | null {
  const place = colourPlace(kind, value);
  if (Number.isNaN(place)) return null;
  const table = kind === "cosine" ? SEQUENTIAL : DIVERGING;
  const at = Math.round(place * (TABLE_SIZE - 1)) * 3;
  return [table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0];
}

/**
 * Paints values as opaque pixels; what is not finite stays transparent.
 *
 * @param values [count], cosines or differences of cosines.
 * @returns [count, 4] RGBA bytes, ready for ImageData.
 */
export function paintValues(
  kind: MatrixKind,
  values: ArrayLike<number>,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const colour = matrixColour(kind, values[i] ?? Number.NaN);
    if (!colour) continue;
    rgba.set(colour, i * 4);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
