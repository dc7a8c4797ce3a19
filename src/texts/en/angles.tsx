import type { ReactNode } from "react";
import { room } from "../rooms.ts";

export const angles = room("angles", {
  name: "Angles",
  sources: {
    label: "Images of the figures",
    "held-out": "Held-out images",
    training: "Training images",
  },
  extent: (images: string, pairs: string, step: string) =>
    `${images} images, ${pairs} pairs, step ${step}`,
  waiting: "The first angles are on their way.",
  notMeasured: "No angles have been measured yet.",
  image: "Image",
  errors: {
    title: "Angle errors",
    caption:
      "A good space has a narrow hill at zero; a hill beside zero is a bias, which neighbours do not feel.",
    more: "Error of a pair: its angle in the space minus the teacher's, in degrees; mean, median and 95th percentile are of absolute errors, the bias is the mean of signed ones. The compression loss fixes differences of cosines and leaves their common offset free, so a bias may stay. Mutual kNN: mean share of an image's k nearest that both spaces have in common; its null is the same with the images of one space shuffled (200 times), about k / (n − 1). Dashed outline: a random map, one normal distribution for each pair (see the scatter's band).",
    summary: (mean: string, bias: string, pairs: string) =>
      `Student: mean error ${mean}, bias ${bias} over ${pairs} pairs.`,
    picture: (pairs: string, from: number, to: number, spaces: string) =>
      `Angle errors of ${pairs} pairs, from ${from} to ${to} degrees: ${spaces}`,
    space: (name: string, bias: string, mean: string) =>
      `${name} bias ${bias}, mean ${mean}`,
    bias: (name: string, bias: string) => `${name}, bias ${bias}`,
    randomMap: "random map",
    tooClose: "too close",
    tooFar: "too far apart",
    measure: "Measure",
    wholeSet: "student, whole set",
    mean: "mean error",
    meanOfRandomMap: "the same, random map",
    median: "median error",
    p95: "95th percentile",
    signedBias: "bias, signed",
    pearson: "Pearson, cosines",
    spearman: "Spearman, cosines",
    mutual: (k: number | string) => `mutual kNN, k = ${k}`,
    shuffled: "the same, shuffled",
    n: (pairs: string, images: string) => `${pairs} pairs of ${images}`,
    nWhole: (pairs: string, step: string) => `${pairs} pairs, step ${step}`,
  },
  maps: {
    title: "Cosines of all pairs",
    caption:
      "The student’s map should come to look like the teacher’s, and the difference should fade to grey. Point at a cell, or walk by arrow keys: the same pair lights up everywhere; a press or Enter keeps it.",
    more: "A cell is the cosine of two images' class tokens, cos = x·y / (|x| |y|); the angle is its arc cosine. Colours are fixed to −1 … 1, differences to ±0.5, so that step 10 and step 1,000 compare. By similarity: average-linkage clustering of the teacher's cosines, branches turned so that neighbouring ends are most alike; it stays while the student learns. By error: mean absolute error of an image's angles, falling.",
    order: "Order of the images",
    orders: {
      class: "By class",
      similarity: "By similarity",
      error: "By error",
    },
    orderTexts: {
      class: "sorted by class",
      similarity: "those alike for the teacher side by side",
      error: "largest angle errors of the student first",
    },
    pin: "Pin this pair",
    unpin: "Unpin this pair",
    full: (pairs: number) => `${pairs} pairs are pinned`,
  },
  microscope: {
    title: "Temperature microscope",
    caption:
      "Low temperatures see the nearest neighbours alone, high ones the whole sample; in a good space both bars of a pair are equally high at every temperature.",
    more: "p(j|i) = exp(c_ij/τ) / Σ_k≠i exp(c_ik/τ); joint: P_ij = (p(j|i) + p(i|j)) / 2n, shown here times n; Q the same from the other space's cosines. KL of a row: Σ_j P_ij log(P_ij/Q_ij), in nats; its mean over all images is the global compression loss at this temperature, of this sample and not of a training batch. Joint rows need not sum to 1, and one row's KL may be below zero; their mean cannot. A shift of all cosines by one number changes nothing here.",
    summary: (
      image: string,
      space: string,
      row: string,
      temperatures: number,
      all: string,
    ) =>
      `${image}, ${space}: KL ${row} nats on average over ${temperatures} temperatures, ${all} over all images.`,
    columns: {
      temperature: "Temperature",
      row: "KL of the row, nats",
      mean: "KL, mean of all rows",
      of: (image: string) => `P, Q of ${image}`,
    },
    space: "Space beside the teacher",
    spaces: { compressed: "Compressed teacher", student: "Student" },
    affinities: "Affinities",
    kinds: { joint: "Joint", conditional: "Conditional" },
    note: (
      row: ReactNode,
      mean: ReactNode,
      temperatures: number,
      images: number,
    ) => (
      <>
        In nats: KL of this image’s row <b>{row}</b>, mean of all rows{" "}
        <b>{mean}</b> (averages over {temperatures} temperatures, {images}{" "}
        images).
      </>
    ),
    rows: "Affinities at each temperature",
    p: "P, teacher: left bar",
    q: (space: string) => `Q, ${space}: right bar`,
    ownScale: "each row on its own scale, its highest bar named",
    temperature: "temperature",
    other: (images: number) => `other ${images}`,
    highest: "highest",
    klRow: "KL, row",
    klMean: "KL, mean",
  },
  neighbours: {
    title: "Nearest images",
    caption:
      "A good student finds the teacher’s neighbours (✓), at the teacher’s angles. Press one to go on from it.",
    more: "The k images of this sample with the largest cosine to the chosen one, nearest first, of equals the lower number. A tick and a solid frame mark an image that is among the teacher's k as well. The sample is small: among all images the nearest would be others, and nearer.",
    summary: (image: string, shared: number, of: number) =>
      `${image}: the student shares ${shared} of ${of} neighbours with the teacher.`,
    columns: ["Space", "Place", "Image", "Angle", "Teacher's too"],
    yes: "yes",
    no: "no",
    list: (space: string) => `Neighbours, ${space}`,
    teachersToo: (shared: number, of: number) =>
      `${shared} of ${of} the teacher’s too, `,
    sameClass: (alike: number, of: number) =>
      `${alike} of ${of} of the same class`,
    isTeachersToo: "the teacher’s too,",
  },
  pins: {
    title: "Pinned pairs",
    caption: "The student’s line should come to the teacher’s and stay there.",
    more: "Angles of a pair at the steps whose maps were kept: up to 64 of a run, every second one dropped when there are more. The teacher is frozen, so its line is flat; the compressed teacher moves with the head.",
    summary: (pairs: number) => `${pairs} pinned pairs.`,
    pair: "Pair",
    step: "Step",
    pairOf: (one: string, other: string) => `${one} and ${other}`,
    show: (pair: string) => `Show ${pair}`,
    unpin: "Unpin",
    unpinPair: (pair: string) => `Unpin ${pair}`,
    start: "step 0",
    noAngle: (pair: string) => `${pair}: no angle yet`,
    trail: (pair: string, steps: number, step: number, angles: string) =>
      `${pair} over ${steps} steps; at step ${step}: ${angles}`,
  },
  scatter: {
    title: "Against the teacher’s cosines",
    caption: (map: string) =>
      `A good space lies on the diagonal, and between the dashed lines, where ${map} puts 95 % of the pairs.`,
    more: "A random orthonormal map from d to m dimensions changes a cosine c by about (1 − c²)·√(1/m − 1/d) (standard deviation, to first order); a Gaussian one by (1 − c²)/√m. The dashed lines lie 1.96 of them to either side of the diagonal. A space with fewer than 95 % of its pairs between them keeps angles worse than chance would. To few dimensions the band is wide and only roughly right: a space in which all images have become alike can lie inside it, and Pearson tells. Colour: pairs in a square of the grid on a logarithmic scale, lighter for more.",
    aMap: "a random map",
    orthonormal: (from: number, to: number) =>
      `a random orthonormal map from ${from} to ${to} dimensions`,
    gaussian: (from: number, to: number) =>
      `a random Gaussian map from ${from} to ${to} dimensions`,
    space: (name: string, pearson: string) => `${name}: Pearson ${pearson}`,
    inBand: (share: string) => `, ${share} of pairs within the band`,
    summary: (pairs: string, spaces: string) => `${pairs} pairs. ${spaces}.`,
    columns: ["Space", "Pearson", "Pairs within the band", "Pairs"],
    cosine: (space: string) => `cosine, ${space}`,
    teacher: "cosine, teacher",
    picture: (space: string, pearson: string, pairs: string) =>
      `Cosines of the ${space} over the teacher's: Pearson ${pearson}, ${pairs} pairs`,
    note: (pearson: ReactNode, pairs: string) => (
      <>
        Pearson <b>{pearson}</b> of {pairs} pairs
      </>
    ),
    noteWithBand: (pearson: ReactNode, inBand: ReactNode, pairs: string) => (
      <>
        Pearson <b>{pearson}</b>, within the band <b>{inBand}</b> of {pairs}{" "}
        pairs
      </>
    ),
  },
  spectrum: {
    title: "The head’s spectrum",
    caption:
      "An angle-preserving map would have all bars at the dashed line; tall and short ones stretch some directions more than others.",
    more: "Singular values of the linear map from the teacher's to the student's width, the scale of the LayerNorm before it included, over their root mean square. Condition: the largest over the smallest; 1 is a rotation and a scale, which keeps every angle between differences. Deviation: root mean square of (value² / mean square − 1). Measured at each evaluation; a run that stands still has one of its step.",
    notMeasured: "No map has been measured yet.",
    summary: (
      values: number,
      step: string,
      condition: string,
      deviation: string,
    ) =>
      `${values} singular values of the head at step ${step}: condition ${condition}, deviation from orthonormal ${deviation}.`,
    columns: ["Step", "Condition", "Deviation", "Largest", "Smallest"],
    note: (
      step: string,
      values: number,
      condition: ReactNode,
      deviation: ReactNode,
    ) => (
      <>
        Step {step}: {values} singular values, condition <b>{condition}</b>,
        deviation from orthonormal <b>{deviation}</b>
      </>
    ),
    rotation: "a rotation and a scale: all at 1",
    direction: "direction, by falling singular value",
    condition: "condition number, first over last singular value",
    head: "head",
    cursor: "Evaluation whose condition number is read out",
    waiting: "The first evaluation is on its way.",
    noMap:
      "This method has no map on the teacher’s side, so there is no spectrum.",
    noEvaluation: "The first evaluation measures the map.",
  },
  sphere: {
    title: "On a globe",
    caption:
      "A good student puts each class where the teacher has it. Three directions hide the others: read the shares above before you trust a distance. Drag, or turn by arrow keys; Home turns back.",
    exactCaption:
      "This student has three dimensions or fewer: its globe shows every angle as it is. The teacher’s is a projection.",
    more: "Class tokens at length 1 along the three leading directions of their own space (singular value decomposition, not centred), put back to length 1. Compressed teacher and student are turned onto the teacher by the best rotation or reflection, which changes no angle. Kept: share of the squared length along the three directions. Explained: squared correlation of the cosines that are drawn with the space's own, over all pairs; off by: mean difference of the angle that is drawn and the pair's own. Two images that meet here may be far apart along the directions that are left out, and putting short ones back to length 1 pushes others apart. A student of width 3 is shown as it is; it ends in a LayerNorm, which leaves three numbers one freedom, so that its images lie on a closed line. The compressed teacher has no such end.",
    columns: [
      "Space",
      "Squared length kept",
      "Cosines explained",
      "Angle error of the picture",
    ],
    globes: "globes",
    keys: "Globes of the spaces. Arrow keys turn them, Home turns them back.",
    shortColumns: [
      "space",
      "length² kept",
      "cosines explained",
      "picture off by",
    ],
    aPair: (error: string) => `${error} a pair`,
    inWords: (space: string, kept: string, explained: string) =>
      `Globe of the ${space}: three directions keep ${kept} of the squared length and explain ${explained} of the cosines' variance.`,
  },
});
