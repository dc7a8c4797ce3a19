/** Everything that is known of a run in numbers, as tables: for CSV, for JSON, and for the report. */
import type { TableData } from "../../charts/FigureTable.tsx";
import { MEASURED_SPACES } from "../../protocol/measures.ts";
import type { OodScores, SimilaritySample } from "../../protocol/results.ts";
import {
  STEP_COLUMNS,
  type Measures,
  type RunHistory,
} from "../../store/runHistory.ts";

/** By file name, without its ending. A table without rows is left out. */
export type RunTables = Record<string, TableData>;

/** @param classNames In the pack's order, for the images behind cosines. */
export function runTables(
  { columns, frames, updates, stops }: RunHistory,
  classNames: readonly string[],
): RunTables {
  const { evaluations, samples, scores, measures } = frames;
  const heldOut = samples["held-out"].frames.at(-1);
  const training = samples.training.frames.at(-1);
  const lastScores = scores.frames.at(-1);
  const lastMeasures = measures.frames.at(-1);
  const tables: RunTables = {
    losses: {
      columns: [...STEP_COLUMNS],
      rows: Array.from(columns.step, (_, row) =>
        STEP_COLUMNS.map((name) => columns[name][row]!),
      ),
    },
    evaluations: recordTable(evaluations.frames),
    "settings-changed": recordTable(
      updates.map(({ step, path, value }) => ({
        ...{ step, path },
        value: JSON.stringify(value),
      })),
    ),
    stops: recordTable(stops),
    "ood-scores": lastScores ? scoreTable(lastScores) : NOTHING,
    "cosines-held-out": heldOut ? pairTable(heldOut, classNames) : NOTHING,
    "cosines-training": training ? pairTable(training, classNames) : NOTHING,
    "all-measures": lastMeasures ? measureTable(lastMeasures.spaces) : NOTHING,
    "all-scores": lastMeasures ? imageScores(lastMeasures.spaces) : NOTHING,
  };
  return Object.fromEntries(
    Object.entries(tables).filter(([, { rows }]) => rows.length > 0),
  );
}

const NOTHING: TableData = { columns: [], rows: [] };

/** What it takes to get a float32 back. */
const FLOAT_DIGITS = 9;
const float = (value: number) => Number(value.toPrecision(FLOAT_DIGITS));

/** Values below a record, by path: `student.knn.accuracy`, `map.singularValues.0`. What is not there has no path. */
export function leaves(
  value: unknown,
  path = "",
): [path: string, value: string | number][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([key, each]) =>
      leaves(each, path === "" ? key : `${path}.${key}`),
    );
  }
  return [[path, typeof value === "number" ? value : String(value as string)]];
}

/** A row for each record, a column for each path that one of them has. */
function recordTable(records: readonly object[]): TableData {
  const flat = records.map((record) => new Map(leaves(record)));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const rows = flat.map((row) => columns.map((path) => row.get(path) ?? ""));
  return { columns, rows };
}

function scoreTable({ step, teacher, compressed, student }: OodScores) {
  const networks = { teacher, compressed, student };
  const rows = Object.entries(networks).flatMap(([network, sets]) =>
    Object.entries(sets ?? {}).flatMap(([set, values]) =>
      Array.from(values, (score, image) => [
        ...[step, network, set, image, float(score)],
      ]),
    ),
  );
  return { columns: ["step", "network", "set", "image", "score"], rows };
}

/** Each pair of images once. */
function pairTable(
  { step, n, labels, teacher, compressed, student }: SimilaritySample,
  classNames: readonly string[],
): TableData {
  const nameOf = (image: number) =>
    classNames[labels[image]!] ?? String(labels[image]);
  const rows: (string | number)[][] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const at = i * n + j;
      const cosines = [teacher, compressed, student].map((each) =>
        each ? float(each[at]!) : "",
      );
      rows.push([step, i, j, nameOf(i), nameOf(j), ...cosines]);
    }
  }
  return {
    columns: [
      ...["step", "image", "other", "class", "other_class"],
      ...["teacher", "compressed", "student"],
    ],
    rows,
  };
}

function measureTable(spaces: Measures): TableData {
  const rows = MEASURED_SPACES.flatMap((space) => {
    const found = spaces[space];
    if (!found) return [];
    const { step, knn, measures } = found;
    return leaves({ knn, ...measures }).map(([path, value]) => [
      ...[step, space, path, value],
    ]);
  });
  return { columns: ["step", "space", "measure", "value"], rows };
}

/** Of the fifteen OOD scores, image by image. */
function imageScores(spaces: Measures): TableData {
  const rows = MEASURED_SPACES.flatMap((space) =>
    Object.entries(spaces[space]?.details.scores ?? {}).flatMap(
      ([score, found]) =>
        Object.entries(found ? { id: found.id, ...found.sets } : {}).flatMap(
          ([set, values]) =>
            Array.from(values, (value, image) => [
              ...[space, score, set, image, value],
            ]),
        ),
    ),
  );
  return { columns: ["space", "score", "set", "image", "value"], rows };
}
