import type { ReactNode } from "react";
import { CLAIMS, type Claim, type ClaimStatus } from "../../protocol/claims.ts";
import { VERDICT_WORDS } from "../../protocol/claimResults.ts";
import { room } from "../rooms.ts";

/** The claims themselves, by their numbers; what each arena runs, by its id. */
export const claimTexts = room(
  "claimTexts",
  Object.fromEntries(
    CLAIMS.map((claim) => [
      claim.id,
      {
        title: claim.title,
        claim: claim.claim,
        supports: claim.supports,
        falsifies: claim.falsifies,
        caution: claim.caution,
        arenas: Object.fromEntries(
          claim.arenas.map(({ id, what }) => [id, what]),
        ),
      },
    ]),
  ) as Record<
    Claim["id"],
    Record<"title" | "claim" | "supports" | "falsifies" | "caution", string> & {
      arenas: Record<string, string>;
    }
  >,
);

export const claims = room("claims", {
  name: "Claims",
  title: "Twelve claims, and what breaks them",
  lead: "Each claim is the paper’s or its lineage’s, in our words. A verdict follows from differences paired by seed, by a rule that was fixed before the runs: it counts a lead only where both 95 % intervals exclude 0, and never takes a tie for equality. Small students and 32-pixel images: this speaks about the mechanism, not about ImageNet.",
  none: "No outcomes come with this site yet. Each claim can be run all the same.",
  run: (
    preset: string,
    width: number,
    steps: number,
    batch: number,
    images: number,
    seeds: string,
  ) =>
    `Run with preset “${preset}”, student width ${width}, ${steps} steps of ${batch}, ${images} training images, ${seeds}, last step.`,
  toBeRun: (
    preset: string,
    width: number,
    steps: number,
    batch: number,
    images: number,
    seeds: string,
  ) =>
    `To be run with preset “${preset}”, student width ${width}, ${steps} steps of ${batch}, ${images} training images, ${seeds}, last step.`,
  seed: (seed: string) => `seed ${seed}`,
  seeds: (seeds: string) => `seeds ${seeds}`,
  verdicts: { ...VERDICT_WORDS },
  statuses: {
    "stated in the paper's abstract": "stated in the paper's abstract",
    "stated in an earlier version of the paper":
      "stated in an earlier version of the paper",
    "rationale, exact algebra": "rationale, exact algebra",
    "choice of the released code, no ablation known":
      "choice of the released code, no ablation known",
  } satisfies Record<ClaimStatus, string>,
  supportedIf: "Supported if",
  brokenIf: "Broken if",
  runsOf: (found: number, planned: number) => `(${found} of ${planned} runs).`,
  madeBy: (command: ReactNode) => <>Made by {command}</>,
  row: "Row",
  rows: (table: string, rows: number) => `${table}: ${rows} rows`,
  runs: {
    title: "What is run",
    setUp: "Set up under Compare",
    setUpThis: (what: string) => `Set up under Compare: ${what}`,
    lowData: (images: string, labels: string) =>
      `Students distilled on ${images} unlabelled images, then probed and fine-tuned with ${labels} labels for each class.`,
    one: "One run of it",
    load: "Load into Setup",
    busy: "A run is under way; reset it first.",
    command: "The whole claim, without a page:",
    headAlone: ", head alone",
    several: (n: number) => `${n} of them`,
    images: (method: string, images: number) => `${method}, ${images} images`,
  },
  sameLoss: {
    title: "Same loss, different angles",
    caption:
      "Calculated, not trained: eight images in a student of two dimensions, whose linear head predicts a teacher of three. The student goes through an invertible map, its head through the inverse. Letters are the same images.",
    summary: (
      condition: string,
      loss: string,
      mean: string,
      most: string,
      right: string,
    ) =>
      `At condition ${condition} the loss is ${loss}, as without the map; the angles between images are off by ${mean} on average, by ${most} at most. A right angle about the stretched direction becomes ${right}.`,
    columns: ["Condition", "Loss", "Mean angle error", "Largest"],
    condition: (condition: string) => `Condition of the map: ${condition}`,
    direction: (degrees: number) => `Stretched direction: ${degrees}°`,
    degrees: (degrees: number) => `${degrees} degrees`,
    lossOfStudent: "Loss, student",
    lossOfRemixed: "Loss, remixed",
    meanError: "Mean angle error",
    largest: "Largest",
    student: "Student",
    remixed: "Remixed student",
  },
  lowData: {
    title: "Accuracy with few labels",
    caption: (labels: string) =>
      `Share of held-out ID images put into the right class, with ${labels} labels for each class; mean over seeds, bars: Student’s 95 % interval.`,
    labels: "Labels for each class",
    nLabels: (n: number) => `${n} labels`,
    readout: "Read out by",
    readouts: { fineTune: "Fine-tuned", probe: "Linear probe" },
    mse: "Plain MSE",
    scratch: "From scratch",
    student: "Student",
    images: (n: number) => `${n} images`,
    axis: "unlabelled images",
    range: (low: string, high: string) => ` (${low} to ${high})`,
    nothing: (name: string) => `${name}: nothing.`,
    level: (name: string, share: string) => `${name}: ${share}.`,
    curve: (
      name: string,
      first: string,
      images: number,
      last: string,
      most: number,
    ) => `${name}: ${first} at ${images} images, ${last} at ${most}.`,
  },
});
