/** `lab results`: makes the page of results, and the small files that the Compare view shows, from arenas that were run. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ArenaResult } from "../protocol/arena.ts";
import {
  readComparison,
  writeComparison,
  type PublishedComparison,
} from "../protocol/comparisonFile.ts";
import { publishedArena, resultsPage } from "./resultsPage.ts";
import { writeWhole } from "./runFile.ts";
import { asUsage } from "./settings.ts";

const DEFAULT_OUT = "docs/results.md";
const DEFAULT_SITE = "public/results";

/** Files below `--site` that are no arena. */
const RESERVED = ["index", "claims"];

/** An arena, and its file's name below `--site`. */
type NamedComparison = PublishedComparison & { id: string };

/**
 * Takes folders of arenas, and files of arenas that were published before: what is committed needs no run to stay on the page.
 *
 * @returns The page that was written; the view's files lie below the folder of `--site`, the first arena first.
 * @throws {UsageError} If none is given, or one holds no arena of CosPress.
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
      throw new RangeError(
        "results: must name folders of arenas or published files, got none",
      );
    }
    const arenas = positionals.map(readNamed);
    const page = resultsPage(
      arenas,
      `npm run results -- ${positionals.join(" ")}`,
    );
    writeWhole(values.out, page);
    writeSite(arenas, values.site);
    return values.out;
  });
}

function readNamed(source: string): NamedComparison {
  const isFile = source.endsWith(".json");
  const file = isFile ? source : path.join(source, "arena.json");
  if (!existsSync(file)) {
    throw new RangeError(`results: expected a file at ${file}, got none`);
  }
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isFile) {
    const id = path.basename(path.resolve(source));
    return { id, ...publishedArena(source, value as ArenaResult) };
  }
  const read = readComparison(value);
  if (!read.ok) {
    throw new RangeError(
      `results: ${file} must be a published arena, got ${read.reason}`,
    );
  }
  return { id: path.basename(file, ".json"), ...read.value };
}

/** A compact file for each arena, and the list of them that the view reads first. */
function writeSite(arenas: readonly NamedComparison[], site: string): void {
  const ids = arenas.map(({ id }) => id);
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
  for (const { id, ...published } of arenas) {
    writeWhole(
      path.join(site, `${id}.json`),
      `${writeComparison(published)}\n`,
    );
  }
  const listed = arenas.map(({ id, title }) => ({ id, title }));
  writeWhole(
    path.join(site, "index.json"),
    `${JSON.stringify({ arenas: listed }, null, 2)}\n`,
  );
}
