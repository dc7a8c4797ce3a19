// @vitest-environment jsdom
import { expect, test } from "vitest";
import { presetById } from "../../protocol/presets.ts";
import type { EmbeddingEvaluation } from "../../protocol/results.ts";
import { reportHtml, type Report } from "./reportHtml.ts";

const angles = {
  ...{ pearson: 0.5, spearman: 0.4, meanErrorDegrees: 12.34, n: 780 },
};
const student: EmbeddingEvaluation = {
  knn: { accuracy: 0.75, n: 40, bank: 100 },
  ...{ angles, trainingAngles: { ...angles, pearson: 0.875 } },
  ood: {
    near: { auroc: 0.625, fpr95: 0.9, nId: 40, nOod: 20 },
    ...{ far: null, sets: {} },
  },
};
const report: Report = {
  title: "A <b>run</b> & more",
  facts: [["Backend", 'wasm ("SIMD")']],
  rows: [
    ["compressed teacher", null],
    ["student", student],
  ],
  measuredOn: "All test images.",
  figures: [
    { title: "Losses", summary: "Falling.", svg: "<svg><path/></svg>" },
  ],
  config: presetById("emoji-quick").config,
  tables: {
    losses: {
      columns: ["step", "</script>"],
      rows: Array.from({ length: 500 }, (_, i) => [i + 1, 1 / (i + 1)]),
    },
  },
};
const parsed = () =>
  new DOMParser().parseFromString(reportHtml(report), "text/html");

test("is one page without anything from elsewhere, in which every row can be read back", () => {
  const html = reportHtml(report);
  expect(html).not.toMatch(/\b(src|href)="?https?:/);
  const page = parsed();
  expect(page.title).toBe(report.title);
  expect(page.querySelectorAll("script")).toHaveLength(1);
  expect(page.querySelector("figure svg path")).not.toBeNull();
  const { config, tables } = JSON.parse(
    page.querySelector("#tables")!.textContent,
  ) as Pick<Report, "config" | "tables">;
  expect(config).toEqual(report.config);
  expect(tables).toEqual(report.tables);
});

test("shows numbers with their sample sizes and intervals, and thins long tables with both ends kept", () => {
  const page = parsed();
  const numbers = page.querySelector('table[aria-label="By network"]')!;
  const cells = [...numbers.querySelectorAll("tbody tr > *")].map(
    ({ textContent }) => textContent,
  );
  expect(cells.slice(0, 9)).toEqual([
    ...["student", "0.750 (0.598 to 0.858)", "40", "12.3°"],
    ...["0.500", "780", "0.875", "0.625", "0.900"],
  ]);
  const rows = [...page.querySelectorAll("details tbody tr th")];
  expect(rows).toHaveLength(60);
  expect(rows.at(0)!.textContent).toBe("1");
  expect(rows.at(-1)!.textContent).toBe("500");
});
