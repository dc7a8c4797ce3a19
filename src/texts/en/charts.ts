/** The charts of the overview. */
import { room } from "../rooms.ts";

export const charts = room("charts", {
  step: "step",
  stepIs: (step: string) => `step ${step}`,
  steps: "steps",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  resetZoom: "Reset zoom",
  losses: {
    compression: "nats; total = weighted sum",
    cosine: "1 − cosine",
    cursor: "Step whose losses are read out; plus and minus zoom, 0 resets",
    none: "The first losses appear after the first step.",
  },
  agreement: {
    knn: "kNN accuracy",
    heldOutImages: "held-out images",
    teacher: (share: string) => `teacher ${share}`,
    error: "Angle error",
    meanOfPairs: "mean, held-out pairs",
    correlation: "Correlation",
    ofAngles: "of angles with the teacher’s",
    heldOut: "held out",
    training: "training",
    cursor: "Evaluation whose values are read out",
    none: "The first evaluation is on its way.",
  },
  heatmap: {
    name: "heatmap",
    none: "no similarities yet",
    keys: (map: string) =>
      `${map}. Arrow keys move by one image, with Shift by one class; Escape leaves the cell.`,
    keysAndKeep: (map: string) =>
      `${map}. Arrow keys move by one image, with Shift by one class; Enter keeps the pair, Escape leaves the cell.`,
    pair: (row: string, column: string) => `${row} and ${column}`,
    cosine: "cosine",
    cosineDifference: "difference of cosines",
    classes: "Classes, in the order of the maps",
  },
  maps: {
    titles: {
      teacher: "Teacher",
      compressed: "Compressed teacher",
      student: "Student",
    },
    noMap: "this method has no map on the teacher's side",
    kinds: { training: "training", "held-out": "held-out" },
    ofCosines: (title: string, n: number, kind: string) =>
      `${title}: cosines of ${n} ${kind} images with each other`,
    difference: "Student − teacher",
    differenceScale: "student − teacher",
    ofDifferences: (n: number, kind: string) =>
      `Student minus teacher: differences of cosines of ${n} ${kind} images`,
    byClass: "sorted by class",
    images: (order: string) => `Images ${order}`,
    sample: (n: string, kind: string, order: string, step: string) =>
      `${n} ${kind} images, ${order}; step ${step}`,
    thisPair: "This pair",
    keptPair: "The pair you keep",
    likest: "Likest of two classes",
  },
  pair: {
    row: "row",
    column: "column",
    network: "network",
    angle: "angle",
    cosine: "cosine",
    /** Short: the column is narrow, and the maps beside it have the names in full. */
    names: {
      teacher: "teacher",
      compressed: "compressed",
      student: "student",
    },
  },
  scores: {
    titles: { student: "Student", teacher: "Teacher" },
    firstSample: (title: string) => `${title}, first sample`,
    convention:
      "ID is the positive class: FPR95 is the share of OOD images above the threshold that 95 % of ID images pass.",
    n: (set: string, n: string) => `${set}, n = ${n}`,
    /** Where it goes without saying that they are scores. */
    sets: { id: "ID", near: "near", far: "far" },
    range: (low: string, high: string) => `${low} to ${high}`,
    cursor: (title: string) => `${title}: score whose shares are read out`,
    noneChosen: "no score chosen",
    none: "The first scores are on their way.",
    axis: "cosine to the nearest training image",
    shares: (width: number) => `share of each set per bin of ${width}`,
    below: (n: string) => `${n} below 0 in the first bin`,
    toTheRight: "95 % of ID to the right",
    ofId: "95 % of ID",
  },
});
