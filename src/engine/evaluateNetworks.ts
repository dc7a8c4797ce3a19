/** Measures networks that were trained before, as the run that trained them was measured at its end. */
import type { RunResult } from "../protocol/results.ts";
import { createRun, type RunOptions } from "./run.ts";
import type { SavedNetworks } from "./trainer.ts";

/**
 * @param options As of the run that trained the networks.
 * @returns Without steps. Without a head there is no compressed teacher: its row is null.
 * @throws {RangeError} If the networks have other tensors or shapes than the config's; otherwise as `createRun`.
 */
export async function evaluateNetworks(
  options: RunOptions,
  networks: SavedNetworks,
): Promise<RunResult> {
  const run = await createRun(options);
  try {
    run.useNetworks(networks);
    await run.finish(options.pause);
    const { map, ...result } = run.result()!;
    if (networks.head) return { ...result, ...(map && { map }) };
    return { ...result, final: { ...result.final, compressed: null } };
  } finally {
    run.dispose();
  }
}
