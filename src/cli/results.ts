/** `lab results`: makes the page of results from arenas that were run. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ArenaResult } from "../protocol/arena.ts";
import { resultsPage } from "./resultsPage.ts";
import { writeWhole } from "./runFile.ts";
import { asUsage } from "./settings.ts";

const DEFAULT_OUT = "docs/results.md";

/**
 * @returns The file that was written.
 * @throws {UsageError} If no folder is given, or one holds no arena of CosPress.
 */
export function writeResults(args: string[]): string {
  return asUsage(() => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: "string", default: DEFAULT_OUT } },
    });
    if (positionals.length === 0) {
      throw new RangeError("results: must name folders of arenas, got none");
    }
    const arenas = positionals.map((folder) => {
      const file = path.join(folder, "arena.json");
      if (!existsSync(file)) {
        throw new RangeError(`results: expected a file at ${file}, got none`);
      }
      const arena = JSON.parse(readFileSync(file, "utf8")) as ArenaResult;
      return { folder, arena };
    });
    const page = resultsPage(
      arenas,
      `npm run results -- ${positionals.join(" ")}`,
    );
    writeWhole(values.out, page);
    return values.out;
  });
}
