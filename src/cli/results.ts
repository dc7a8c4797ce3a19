/** `lab results`: makes the page of results, and the small files that the Compare view shows, from arenas that were run. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { arenaSummary } from "../engine/arenaSummary.ts";
import type { ArenaResult } from "../protocol/arena.ts";
import { measuredRow } from "../protocol/arenaMeasures.ts";
import { writeComparison } from "../protocol/comparisonFile.ts";
import {
  arenaCommand,
  arenaTitle,
  resultsPage,
  type NamedArena,
} from "./resultsPage.ts";
import { writeWhole } from "./runFile.ts";
import { asUsage } from "./settings.ts";

const DEFAULT_OUT = "docs/results.md";
const DEFAULT_SITE = "public/results";

/** Files below `--site` that are no arena. */
const RESERVED = ["index", "claims"];

/**
 * @returns The page that was written; the view's files lie below the folder of `--site`, the first arena first.
 * @throws {UsageError} If no folder is given, or one holds no arena of CosPress.
 */
export function writeResults(args: string[]): string {
  return asUsage(() => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string", default: DEFAULT_OUT },
        site: { type: "string", default: DEFAULT_SITE },
      },
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
    writeSite(arenas, values.site);
    return values.out;
  });
}

/** A compact file for each arena, and the list of them that the view reads first. */
function writeSite(arenas: readonly NamedArena[], site: string): void {
  const listed = arenas.map(({ folder, arena }) => ({
    id: path.basename(path.resolve(folder)),
    title: arenaTitle(arena),
  }));
  const ids = listed.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new RangeError(
      `results: folders must differ in name, got ${twice} twice`,
    );
  }
  const taken = ids.find((id) => RESERVED.includes(id));
  if (taken !== undefined) {
    throw new RangeError(
      `results: a folder must not be called ${RESERVED.join(" or ")}, got ${taken}`,
    );
  }
  for (const [i, { folder, arena }] of arenas.entries()) {
    const { id, title } = listed[i]!;
    const { format: _, rows, ...head } = arena;
    const comparison = {
      ...head,
      rows: rows.map(measuredRow),
      summary: arenaSummary(rows, arena.reference),
    };
    const command = arenaCommand(folder, arena);
    writeWhole(
      path.join(site, `${id}.json`),
      `${writeComparison({ comparison, title, command })}\n`,
    );
  }
  writeWhole(
    path.join(site, "index.json"),
    `${JSON.stringify({ arenas: listed }, null, 2)}\n`,
  );
}
