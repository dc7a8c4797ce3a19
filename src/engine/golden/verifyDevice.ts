/** Holds the present backend to values that were recorded from the reference code, in the page as the tests do: a few small files, fetched when somebody asks. */
import type { BackendName, VerifiedCase } from "../../protocol/messages.ts";
import { checkCosPressStep } from "./checkCosPress.ts";
import { checkStudent } from "./checkStudent.ts";
import { checkAdamW, checkTrajectory } from "./checkTraining.ts";
import {
  HOST_TOLERANCE,
  inScope,
  WEBGPU_TOLERANCE,
  worstOf,
  type Checker,
} from "./comparison.ts";
import { parseGolden } from "./goldenFile.ts";

type Case = {
  title: string;
  checker: Checker;
  load: () => Promise<{ default: string }>;
};

/** Every kernel of a training step is in one of these. */
const CASES: readonly Case[] = [
  {
    title: "CosPress: losses, and gradients of head and student",
    checker: checkCosPressStep,
    load: () =>
      import("../../../tests/golden/cospress_full_T0.1_B4_N9.json?raw"),
  },
  {
    title: "Vision transformer: tokens and gradients",
    checker: checkStudent,
    load: () => import("../../../tests/golden/vit_forward_backward.json?raw"),
  },
  {
    title: "AdamW: six updates",
    checker: checkAdamW,
    load: () => import("../../../tests/golden/adamw.json?raw"),
  },
  {
    title: "Training: twelve steps of head and student",
    checker: checkTrajectory,
    load: () => import("../../../tests/golden/training_trajectory.json?raw"),
  },
];

/**
 * Compares every case; nothing else may run on the backend meanwhile.
 *
 * @param pause Awaited between two cases; a rejection gives up.
 */
export async function verifyDevice(
  backend: BackendName,
  pause: () => Promise<void>,
): Promise<VerifiedCase[]> {
  const relative = backend === "webgpu" ? WEBGPU_TOLERANCE : HOST_TOLERANCE;
  const verified: VerifiedCase[] = [];
  for (const { title, checker, load } of CASES) {
    const file = parseGolden(title, (await load()).default);
    const comparisons = await inScope(() => checker(file, relative));
    const worst = worstOf(comparisons);
    verified.push({
      title,
      values: comparisons.reduce((sum, { got }) => sum + got.length, 0),
      ...worst,
    });
    await pause();
  }
  return verified;
}
