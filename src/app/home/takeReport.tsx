/** Gathers what the report shows: the overview's panels, drawn for it at a fixed size and on a light ground, and the figures of the view that is open. */
import { createRoot } from "react-dom/client";
import { formatCount, formatDuration } from "../../charts/format.ts";
import { figureSvg } from "../../charts/figureSvg.ts";
import { presetById } from "../../protocol/presets.ts";
import type { Lab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { AgreementPanel } from "../overview/AgreementPanel.tsx";
import { HeatmapPanel } from "../overview/HeatmapPanel.tsx";
import { LossPanel } from "../overview/LossPanel.tsx";
import { ScoresPanel } from "../overview/ScoresPanel.tsx";
import { reportHtml, type Report, type ReportFigure } from "./reportHtml.ts";
import { runTables } from "./runTables.ts";

/** Of the figures, in CSS pixels: half a page of a large screen, a whole page of paper. */
const WIDTH = 1040;
/** How long charts may take to arrive and to be drawn, and how often one looks. */
const PATIENCE_MS = 8000;
const LOOK_MS = 50;
/** Frames of one chart after another, once the last has come. */
const SETTLE_MS = 300;

/** A page of HTML. Waits for the panels up to PATIENCE_MS; a figure that has not come by then is left out, or comes without its chart. */
export async function takeReport(lab: Lab): Promise<string> {
  const { config, presetId, packs } = lab.settings.getState();
  const { status, result, allEvaluations, notices } = lab.run.peek();
  const { report } = lab.getState();
  const pack = packs?.find(({ id }) => id === config.data.pack);
  const latest = allEvaluations.at(-1);
  const { teacher, compressed, student, untrained } = {
    untrained: null,
    ...(result?.final ?? latest ?? NOTHING),
  };
  const versions = Object.entries(report?.versions ?? {});
  const content: Report = {
    title: `CosPress Lab: ${pack?.title ?? config.data.pack}, ${config.method.id}, seed ${config.seed}, step ${status.step}`,
    facts: [
      ["Preset", presetById(presetId).title],
      ["Steps", `${formatCount(status.step)} of ${formatCount(status.steps)}`],
      ["State", status.state],
      ["Training time", formatDuration(status.trainingMs)],
      ["Seed", String(config.seed)],
      ["Backend", `${report?.backend ?? "none"} (${report?.adapter ?? ""})`],
      ["Versions", versions.map((each) => each.join(" ")).join(", ")],
      ["Browser", navigator.userAgent],
      ["Written", new Date().toISOString()],
      ...notices.map(({ message }) => ["Adapted", message] as const),
    ],
    rows: [
      ["teacher", teacher],
      ["compressed teacher", compressed],
      ["student", student],
      ["untrained student", untrained],
    ],
    measuredOn: result
      ? `All ${config.evaluation.split} images of the run; FPR95 with in-distribution as positive.`
      : latest
        ? `Step ${latest.step}, ${latest.subset ? "a subset" : "all"} of the ${config.evaluation.split} images; FPR95 with in-distribution as positive.`
        : "Nothing has been measured yet.",
    figures: [...(await overviewFigures(lab)), ...viewFigures()],
    config,
    tables: runTables(lab.run.history(), pack?.classTitles ?? []),
  };
  return reportHtml(content);
}

const NOTHING = { teacher: null, compressed: null, student: null };

const PANELS = 4;

async function overviewFigures(lab: Lab): Promise<ReportFigure[]> {
  const place = document.createElement("div");
  place.inert = true;
  place.style.cssText = `position:absolute;left:-10000px;top:0;width:${WIDTH}px;color-scheme:light;background:var(--ground);color:var(--ink)`;
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <LabProvider lab={lab}>
      <HeatmapPanel onBrowse={() => {}} />
      <LossPanel />
      <AgreementPanel />
      <ScoresPanel />
    </LabProvider>,
  );
  try {
    // In the place of a chart whose code is still on its way there is nothing that is read out.
    const areDrawn = () =>
      place.querySelectorAll("[data-chart] > :not([aria-hidden])").length >=
      PANELS;
    const deadline = performance.now() + PATIENCE_MS;
    while (!areDrawn() && performance.now() < deadline) await waited(LOOK_MS);
    await waited(SETTLE_MS);
    return figuresIn(place);
  } finally {
    root.unmount();
    place.remove();
  }
}

const waited = (ms: number) =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Of the open view, where it is another than the overview. */
function viewFigures(): ReportFigure[] {
  const view = document.querySelector<HTMLElement>("main");
  if (!view || view.querySelector("[aria-label=Overview]")) return [];
  const { colorScheme } = view.style;
  view.style.colorScheme = "light";
  try {
    return figuresIn(view);
  } finally {
    view.style.colorScheme = colorScheme;
  }
}

function figuresIn(place: HTMLElement): ReportFigure[] {
  return [...place.querySelectorAll("figure")].flatMap((figure) => {
    const title = figure.querySelector("h3")?.textContent;
    const { width, height } = figure.getBoundingClientRect();
    if (!title || width < 1 || height < 1) return [];
    const summary = figure.querySelector("figcaption p")?.textContent ?? "";
    return [{ title, summary, svg: figureSvg(figure).svg }];
  });
}
