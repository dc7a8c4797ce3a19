/** Comparisons that come with the site: `lab results` writes them below `results/`. */
import * as z from "zod/mini";
import {
  readComparison,
  type PublishedComparison,
} from "../../protocol/comparisonFile.ts";

const indexSchema = z.object({
  arenas: z.array(z.object({ id: z.string(), title: z.string() })),
});

export type PublishedTitle = { id: string; title: string };

async function readJson(file: string): Promise<unknown> {
  const url = new URL(
    `${import.meta.env.BASE_URL}results/${file}`,
    location.href,
  );
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${file}: must be there, got status ${response.status}`);
  }
  return response.json();
}

/** What there is, the first to be shown first; nothing where the site has none. */
export async function listPublished(): Promise<PublishedTitle[]> {
  try {
    return z.parse(indexSchema, await readJson("index.json")).arenas;
  } catch {
    return [];
  }
}

/** @throws {Error} If the file is not there, or is no comparison. */
export async function loadPublished(id: string): Promise<PublishedComparison> {
  const reading = readComparison(await readJson(`${id}.json`));
  if (!reading.ok) {
    throw new Error(`results/${id}.json cannot be read: ${reading.reason}`);
  }
  return reading.value;
}
