/** Runs that a browser has kept from earlier visits. */
import type { Page } from "@playwright/test";
import {
  keptRun,
  QUICK,
  viewOf,
} from "../../src/store/notebook/runs.fixture.ts";
import { runChanges } from "../../src/store/notebook/runRecord.ts";
import { runName } from "../../src/store/notebook/runNames.ts";
import { setPath } from "../../src/protocol/configPaths.ts";

type Kept = ReturnType<typeof keptRun>;

/** Settings of run number `number`: one of a few widths, so that some names share their words. */
const configOf = (number: number) =>
  setPath(
    { ...QUICK, seed: number },
    "student.width",
    [64, 32, 48, 16, 96, 128, 24][number % 7]!,
  );

/** The first `count` runs of a browser, as large as the runs of the quick preset. */
export function earlierRuns(count: number): Kept[] {
  const views = [0, 1, 2, 3, 4, 5, 6].map((i) =>
    viewOf(600, 13, 0.15 + 0.06 * i),
  );
  return Array.from({ length: count }, (_, i) => {
    const number = i + 1;
    const config = configOf(number);
    const before = configOf(number - 1);
    return keptRun(
      number,
      {
        config,
        name: runName(config, number),
        ...(number > 1
          ? {
              since: {
                id: `id-${number - 1}`,
                name: runName(before, number - 1),
                changes: runChanges(before, config),
              },
            }
          : { since: null }),
        ...{ step: 600, steps: 600 },
        startedAt: Date.now() - (count - i) * 180_000,
        updatedAt: Date.now() - (count - i) * 180_000 + 120_000,
      },
      views[number % 7],
    );
  });
}

/** Puts runs into the notebook's database, as the page would have; to be called on a page of the site. */
export async function storeRuns(
  page: Page,
  runs: readonly Kept[],
): Promise<void> {
  // Typed arrays do not cross as they are.
  const plain = runs.map(({ summary, body }) => ({
    summary,
    body: JSON.stringify(body, (_, value: unknown) =>
      ArrayBuffer.isView(value)
        ? {
            kind: value.constructor.name,
            values: Array.from(value as Float32Array),
          }
        : value,
    ),
  }));
  await page.evaluate(async (stored) => {
    const kinds: Record<string, new (values: number[]) => unknown> = {
      Float32Array,
      Float64Array,
    };
    const opening = indexedDB.open("cospress-lab-notebook", 1);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onupgradeneeded = () => {
        for (const name of ["summaries", "bodies"]) {
          opening.result.createObjectStore(name, { keyPath: "id" });
        }
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error("storeRuns: no database"));
    });
    const names = ["summaries", "bodies"];
    const transaction = database.transaction(names, "readwrite");
    for (const { summary, body } of stored) {
      transaction.objectStore("summaries").put(summary);
      transaction.objectStore("bodies").put(
        JSON.parse(body, (_, value: { kind?: string; values?: number[] }) => {
          const Kind = kinds[value?.kind ?? ""];
          return Kind ? new Kind(value.values!) : value;
        }),
      );
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, plain);
}
