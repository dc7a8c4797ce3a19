/** Measures networks that were trained before, as the run that trained them was measured at its end. */
import { EngineError } from "../protocol/engineError.ts";
import type { RunResult } from "../protocol/results.ts";
import { createRun, type Run, type RunOptions } from "./run.ts";
import type { SavedNetworks } from "./trainer.ts";

/**
 * @param options As of the run that trained the networks.
 * @returns Without steps. Without a head there is no compressed teacher: its row is null.
 * @throws {EngineError} `bad-config`, if the networks have other tensors or shapes than the config's; otherwise as `createRun`.
 */
export async function evaluateNetworks(
  options: RunOptions,
  networks: SavedNetworks,
): Promise<RunResult> {
  const run = await createRun(options);
  try {
    restore(run, networks);
    await run.finish(options.pause);
    const { map, ...result } = run.result()!;
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
