import { room } from "../rooms.ts";

export const ood = room("ood", {
  name: "OOD",
  score: "Score",
  against: "Known images against",
  beside: "Beside",
  besideLimits:
    "Of other runs the nearest neighbour’s cosines of near and far images are kept, and no other scores.",
  noOtherKept: "no other run is kept",
  noOther: "no other run",
  measureAll: "Measure all scores",
  higher: "Higher: more like the training images.",
  step: (step: string) => `step ${step}`,
  stepOfSample: (step: string) => `step ${step}, a first sample`,
  unsupported: (reason: string) =>
    `This score does not suit these embeddings: it ${reason}.`,
  firstScores: "The first scores are on their way.",
  measuresSoon: "The measures of this score are on their way.",
  notMeasured:
    "This score is not measured yet: a run streams the nearest neighbour’s cosine alone. “Measure all scores” takes the others.",
  networkOfTable: "Network of the table",
  network: "network",
  known: "known",
  fpr95Id: "FPR95, ID positive",
  fpr95Ood: "FPR95, OOD positive",
  separation: {
    title: "Scores and ROC",
    caption:
      "Drag a threshold, or move it by arrow keys: the other networks follow to the same share of known images. Each network has its own scale of scores. FPR95, ID positive: share of foreign images let in when 95 % of the known ones are. FPR95, OOD positive: share of known images lost when 95 % of the foreign ones are caught.",
    summary: (
      score: string,
      foreign: string,
      network: string,
      auroc: string,
      shares: string,
    ) =>
      `${score}, known images against ${foreign}: ${network} AUROC ${auroc}; at the threshold ${shares}.`,
    shares: (known: string, foreign: string) =>
      `${known} of known and ${foreign} of foreign images let in`,
    thresholdOfId: "Threshold where 95 % of known images are let in",
    thresholdOfOod: "Threshold where 95 % of foreign images are caught",
    n: (side: string, images: string) => `${side}, n = ${images}`,
    roc: (networks: string) =>
      `ROC curves: share of known against share of foreign images let in. ${networks}`,
    auroc: (network: string, auroc: string) => `${network} AUROC ${auroc}`,
    knownLetIn: "known let in",
    foreignLetIn: "foreign let in",
    note: (network: string, id: string, ood: string) =>
      `${network}: FPR95 ${id} with ID positive, ${ood} with OOD positive.`,
    together:
      " Here all sets are counted together; elsewhere a group's number is the mean over its sets.",
    studentOf: (run: string) => `student of ${run}`,
    columns: [
      "Network",
      "AUROC",
      "FPR95, ID positive",
      "FPR95, OOD positive",
      "Threshold",
      "Known let in",
      "Foreign let in",
      "Known images",
      "Foreign images",
    ],
    foreignAxis: "foreign images let in",
    knownAxis: "known images let in",
    letIn: "let in",
    thresholdOf: (network: string) => `Threshold of the ${network}`,
    highestBin: (share: string) => `highest bin ${share}`,
  },
  detection: {
    title: (group: string) => `Detection over steps, ${group}`,
    caption:
      "The nearest neighbour’s cosine at each evaluation; until a run ends, on a first sample of the images.",
    units: {
      auroc: "0.5 is chance; higher is better",
      fpr95: "lower is better",
    },
    summary: (
      step: number,
      auroc: string,
      fpr95: string,
      known: number,
      foreign: number,
    ) =>
      `Student at step ${step}: AUROC ${auroc}, FPR95 with ID positive ${fpr95}, ${known} known and ${foreign} foreign images.`,
    none: "No evaluation has been made yet.",
    step: "Step",
    compressed: "compressed",
  },
  images: {
    name: "Images at the threshold",
    title: (network: string) => `Images at the threshold of the ${network}`,
    note: (threshold: string) =>
      `Solid frame: known. Dashed frame: foreign. The number is the score; the threshold is ${threshold}.`,
    nearest: "Nearest to the threshold, by rising score",
    none: "There are none.",
    lost: "Known images rejected, lowest scores first",
    noneLost: "No known image is rejected here.",
    letIn: "Foreign images let in, highest scores first",
    noneLetIn: "No foreign image is let in here.",
    foreign: (set: string) => `foreign, ${set}`,
    isLetIn: "let in",
    isRejected: "rejected",
    image: (side: string, score: string, verdict: string) =>
      `${side}, score ${score}, ${verdict}`,
  },
  table: {
    title: (network: string, step: string) =>
      `All scores, ${network}, step ${step}`,
    explained: "the scores",
    score: "score",
    labels: {
      auroc: "AUROC",
      fpr: "FPR95, ID+",
      fprOod: "FPR95, OOD+",
      in: "AUPR-in",
      out: "AUPR-out",
    },
    titles: {
      auroc: "Chance that a known image scores higher than a foreign one",
      fpr: "ID positive: foreign images let in when 95 % of known are let in",
      fprOod: "OOD positive: known images lost when 95 % of foreign are caught",
      in: "Precision and recall of known images; chance is their share",
      out: "Precision and recall of foreign images; chance is their share",
    },
    note: (sizes: string) =>
      `${sizes} Near and far are plain means over their sets. ID+ and OOD+ name the positive side of FPR95. A press on a column sorts, on a score shows it above.`,
    groups: { near: "Near", far: "Far" },
    noSet: (group: string) => `${group}: no set.`,
    sizes: (
      group: string,
      known: string,
      foreign: string,
      aupIn: string,
      aupOut: string,
    ) =>
      `${group}: ${known} known and ${foreign} foreign images; chance is ${aupIn} for AUPR-in, ${aupOut} for AUPR-out.`,
  },
});
