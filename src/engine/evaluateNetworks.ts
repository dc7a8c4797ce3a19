/** Measures networks that were trained before, as the run that trained them was measured at its end. */
import { EngineError } from "../protocol/engineError.ts";
import type { ProbeAccuracy, RunResult } from "../protocol/results.ts";
import type { SavedProbe } from "./probeFile.ts";
import { createRun, type Run, type RunOptions } from "./run.ts";
import type { SavedNetworks } from "./trainer.ts";

export type EvaluationResult = RunResult & {
  /** Of the probe that came along, if one did; null where it was fitted on other classes. */
  savedProbe?: ProbeAccuracy | null;
};

/**
 * @param options As of the run that trained the networks.
 * @param probe One that was saved with them, if it is to be measured too.
 * @returns Without steps. Without a head there is no compressed teacher: its row is null.
 * @throws {EngineError} `bad-config`, if the networks have other tensors or shapes than the config's; otherwise as `createRun`.
 */
export async function evaluateNetworks(
  options: RunOptions,
  networks: SavedNetworks,
  probe: SavedProbe | null = null,
): Promise<EvaluationResult> {
  const run = await createRun(options);
  try {
    restore(run, networks);
    await run.finish(options.pause);
    const { map, ...measured } = run.result()!;
    const savedProbe = probe && (await run.measureProbe(probe, options.pause));
    const result = { ...measured, ...(probe && { savedProbe }) };
    if (networks.head) return { ...result, ...(map && { map }) };
    return { ...result, final: { ...result.final, compressed: null } };
  } finally {
    run.dispose();
  }
}

/** A head of another method, or for another teacher, is whoever's mistake who chose the file. */
function restore(run: Run, networks: SavedNetworks): void {
  try {
    run.useNetworks(networks);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new EngineError(
      "bad-config",
      `evaluateNetworks: the networks must be those of method ${run.config.method.id} and teacher ${run.config.teacher.id}; ${cause.message}`,
    );
  }
}
