/** A run as one page that needs no network and no lab: figures, numbers, tables and settings in a single HTML file. */
import { formatLoss } from "../../charts/format.ts";
import type { TableData } from "../../charts/FigureTable.tsx";
import type { RunConfig } from "../../protocol/config.ts";
import type {
  DetectionResult,
  EmbeddingEvaluation,
} from "../../protocol/results.ts";
import { wilsonInterval } from "../../protocol/wilson.ts";
import type { RunTables } from "./runTables.ts";

export type ReportFigure = { title: string; summary: string; svg: string };

export type Report = {
  title: string;
  /** What the run was and where: name and value. */
  facts: readonly (readonly [string, string])[];
  /** By network, the newest there are; absent before the first evaluation. */
  rows: readonly (readonly [string, EmbeddingEvaluation | null])[];
  /** How the images behind `rows` were chosen, in words. */
  measuredOn: string;
  figures: readonly ReportFigure[];
  config: RunConfig;
  tables: RunTables;
};

/** Rows of a table that are shown; the file holds all of them below. */
const MOST_ROWS = 60;

export function reportHtml(report: Report): string {
  const { title, facts, rows, measuredOn, figures, config, tables } = report;
  const json = JSON.stringify({ config, tables });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>
<h2>Numbers</h2>
<p>${escaped(measuredOn)}</p>
${tableHtml("By network", numbersTable(rows))}
<h2>Figures</h2>
${figures.map(figureHtml).join("\n")}
<h2>Tables</h2>
<p>Long ones are shown thinned; every row is in this file, in the element <code>#tables</code>, as JSON.</p>
${Object.entries(tables)
  .map(
    ([name, table]) =>
      `<details><summary>${escaped(name)}: ${table.rows.length} rows</summary>${tableHtml(name, thinned(table))}</details>`,
  )
  .join("\n")}
<h2>Settings</h2>
<pre>${escaped(JSON.stringify(config, null, 2))}</pre>
<script type="application/json" id="tables">${json.replaceAll("<", "\\u003c")}</script>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; background: #fbfbf9; color: #1b1c1f; font: 0.9375rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; } h2 { margin-top: 2.5rem; font-size: 1.375rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.2rem 1.5rem; } dt { color: #4b4e54; } dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0 0 2rem; } figure svg { display: block; max-width: 100%; height: auto; } figcaption { color: #4b4e54; max-width: 68ch; }
table { border-collapse: collapse; font-size: 0.8125rem; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #e3e3dd; text-align: right; white-space: nowrap; } th:first-child { text-align: left; }
summary { cursor: pointer; } details { margin: 0.5rem 0; } pre { padding: 1rem; background: #f3f3ef; overflow-x: auto; font-size: 0.8125rem; }
@media print { body { margin: 0; } figure { break-inside: avoid; } }`;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" },
};

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

const figureHtml = ({ title, summary, svg }: ReportFigure) =>
  `<figure aria-label="${escaped(title)}">${svg}<figcaption>${escaped(summary)}</figcaption></figure>`;

function tableHtml(title: string, { columns, rows }: TableData): string {
  const head = columns.map(
    (column) => `<th scope="col">${escaped(column)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 0
        ? `<th scope="row">${cellText(cell)}</th>`
        : `<td>${cellText(cell)}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table aria-label="${escaped(title)}"><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

const cellText = (cell: string | number) =>
  typeof cell === "string"
    ? escaped(cell)
    : Number.isInteger(cell)
      ? String(cell)
      : formatLoss(cell);

/** Evenly, the last row among them. */
function thinned({ columns, rows }: TableData): TableData {
  if (rows.length <= MOST_ROWS) return { columns, rows };
  const every = (rows.length - 1) / (MOST_ROWS - 1);
  return {
    columns,
    rows: Array.from(
      { length: MOST_ROWS },
      (_, i) => rows[Math.round(i * every)]!,
    ),
  };
}

/** What a finished run says of each network. */
export function numbersTable(rows: Report["rows"]): TableData {
  const share = (value: number) => value.toFixed(3);
  const detection = (found: DetectionResult | null) =>
    found ? [share(found.auroc), share(found.fpr95), found.nOod] : ["", "", ""];
  return {
    columns: [
      ...["network", "kNN accuracy (95 % over images)", "images"],
      ...["angle error", "Pearson", "pairs", "Pearson, training"],
      ...["near AUROC", "near FPR95", "near images"],
      ...["far AUROC", "far FPR95", "far images"],
    ],
    rows: rows.flatMap(([name, row]) => {
      if (!row) return [];
      const { knn, angles, trainingAngles, ood } = row;
      const { low, high } = wilsonInterval(knn.accuracy, knn.n);
      return [
        [
          name,
          `${share(knn.accuracy)} (${share(low)} to ${share(high)})`,
          knn.n,
          `${angles.meanErrorDegrees.toFixed(1)}°`,
          ...[share(angles.pearson), angles.n, share(trainingAngles.pearson)],
          ...[...detection(ood.near), ...detection(ood.far)],
        ],
      ];
    }),
  };
}
