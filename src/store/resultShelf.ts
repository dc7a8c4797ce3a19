/** Finished runs that this browser keeps, so that an arena trains only what is missing. Where they lie is the storage's affair. */
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { configDifference } from "../protocol/configPaths.ts";
import { matchResult } from "../protocol/matchResult.ts";
import { DEFAULT_PRESET, presetById } from "../protocol/presets.ts";
import type { RunResult } from "../protocol/results.ts";

/** What is known of a run without reading it. */
export type ShelfLabel = { key: string; bytes: number; savedAt: number };

/** A table of runs by key; what it cannot do it rejects with. */
export type ShelfStorage = {
  labels(): Promise<ShelfLabel[]>;
  read(key: string): Promise<unknown>;
  write(label: ShelfLabel, result: RunResult): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
};

export type ShelfUsage = { runs: number; bytes: number; limitBytes: number };

export type ResultShelf = {
  /** The result of each config; null where there is none. */
  find(configs: readonly RunConfig[]): Promise<(RunResult | null)[]>;
  /** Keeps a result; the oldest others make room for it. */
  put(result: RunResult): Promise<void>;
  usage(): Promise<ShelfUsage>;
  clear(): Promise<void>;
};

/** Some 500 runs with the full bench. */
const LIMIT_BYTES = 50e6;

/** @param limitBytes Bound on what all runs together take. */
export function createResultShelf(
  storage: ShelfStorage,
  { limitBytes = LIMIT_BYTES, now = () => Date.now() } = {},
): ResultShelf {
  return {
    find: (configs) =>
      Promise.all(
        configs.map(async (config) => {
          const stored = await storage.read(keyOf(config));
          if (stored === undefined) return null;
          const match = matchResult(stored, config);
          return "result" in match ? match.result : null;
        }),
      ),
    async put(result) {
      const kept = withoutSteps(result);
      const key = keyOf(result.config);
      const bytes = JSON.stringify(kept).length;
      const others = (await storage.labels())
        .filter((label) => label.key !== key)
        .sort((a, b) => a.savedAt - b.savedAt);
      let total = others.reduce((sum, label) => sum + label.bytes, bytes);
      const leaving: string[] = [];
      for (const label of others) {
        if (total <= limitBytes) break;
        total -= label.bytes;
        leaving.push(label.key);
      }
      if (leaving.length > 0) await storage.remove(leaving);
      await storage.write({ key, bytes, savedAt: now() }, kept);
    },
    async usage() {
      const labels = await storage.labels();
      const bytes = labels.reduce((sum, label) => sum + label.bytes, 0);
      return { runs: labels.length, bytes, limitBytes };
    },
    async clear() {
      const labels = await storage.labels();
      await storage.remove(labels.map(({ key }) => key));
    },
  };
}

/** For as long as the page is open; where the browser forbids to keep anything. */
export function createMemoryStorage(): ShelfStorage {
  const runs = new Map<string, { label: ShelfLabel; result: RunResult }>();
  return {
    labels: () => Promise.resolve([...runs.values()].map(({ label }) => label)),
    read: (key) => Promise.resolve(runs.get(key)?.result),
    write(label, result) {
      runs.set(label.key, { label, result });
      return Promise.resolve();
    },
    remove(keys) {
      for (const key of keys) runs.delete(key);
      return Promise.resolve();
    },
  };
}

/** Settings that differ from the default preset, so that a setting that is new has its default and changes no key. */
function keyOf(config: RunConfig): string {
  const parsed = parseConfig(config);
  return JSON.stringify(
    configDifference(
      presetById(DEFAULT_PRESET).config,
      parsed.ok ? parsed.config : config,
    ),
  );
}

/** The steps between evaluations are most of a result, and no comparison looks at them. */
function withoutSteps(result: RunResult): RunResult {
  return {
    ...result,
    history: result.history.filter(({ evaluation }) => evaluation),
  };
}
