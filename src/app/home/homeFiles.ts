/** What the dialog saves, by name. */
import { tableCsv } from "../../charts/csv.ts";
import { saveFile } from "../../charts/saveFile.ts";
import type { TakenHome } from "../../protocol/results.ts";
import type { Lab } from "../lab.ts";
import { runTables } from "./runTables.ts";

/** Everything that the page knows of the run, by name: no engine is asked. */
export function resultFiles(lab: Lab): Record<string, string> {
  const { config, packs } = lab.settings.getState();
  const pack = packs?.find(({ id }) => id === config.data.pack);
  const tables = runTables(lab.run.history(), pack?.classTitles ?? []);
  const csv = Object.entries(tables).map(([name, table]) => [
    `tables/${name}.csv`,
    tableCsv(table),
  ]);
  const { report } = lab.getState();
  return {
    "config.json": jsonText(config),
    "tables.json": jsonText({
      ...{ format: 1, config, step: lab.run.peek().status.step },
      ...{ backend: report?.backend, adapter: report?.adapter },
      ...{ versions: report?.versions, tables },
    }),
    ...(Object.fromEntries(csv) as Record<string, string>),
  };
}

export const jsonText = (value: unknown) =>
  `${JSON.stringify(value, null, 1)}\n`;

/** "cospress-lab-seed1-step300" */
export const stemOf = (lab: Lab, step: number) =>
  `cospress-lab-seed${lab.settings.getState().config.seed}-step${step}`;

export async function reportOf(lab: Lab): Promise<string> {
  const { takeReport } = await import("./takeReport.tsx");
  return takeReport(lab);
}

/** Student, if there is one, and results in one archive. */
export async function saveAll(
  lab: Lab,
  step: number,
  student: TakenHome["files"],
) {
  const { zipSync, strToU8 } = await import("fflate");
  const { CLUSTER_FILES } = await import("./clusterFiles.ts");
  const files = {
    ...(Object.keys(student).length > 0 && { ...student, ...CLUSTER_FILES }),
    ...resultFiles(lab),
    "report.html": await reportOf(lab),
  };
  const stem = stemOf(lab, step);
  const entries = Object.entries(files).map(([name, content]) => [
    `${stem}/${name}`,
    typeof content === "string" ? strToU8(content) : content,
  ]);
  const zip = zipSync(
    Object.fromEntries(entries) as Record<string, Uint8Array>,
  );
  saveFile(`${stem}.zip`, zip, "application/zip");
}
