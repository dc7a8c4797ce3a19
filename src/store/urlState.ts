/**
 * What the address says: of the run `?preset=`, `?backend=` and, in `#s=`, how the settings differ from the preset, and other runs from those;
 * of the page `?view=`, `?step=` and what `lesson.ts` reads.
 */
import {
  applyDifference,
  configDifference,
  setPath,
} from "../protocol/configPaths.ts";
import type { RunConfig } from "../protocol/config.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { fieldAt } from "../protocol/fields.ts";
import { BACKENDS, type BackendChoice } from "../protocol/messages.ts";
import { DEFAULT_PRESET, presetById, PRESETS } from "../protocol/presets.ts";
import { decodeLink, encodeLink, type LinkContent } from "./configLink.ts";
import { readLesson, writeLesson, type Lesson } from "./lesson.ts";

/** What the page can show of a run, in the order of its tabs; the first is shown when the address names none. */
export const VIEWS = [
  "overview",
  "angles",
  "ood",
  "accuracy",
  "runs",
  "compare",
  "claims",
  "try",
  "learn",
] as const;
export type ViewId = (typeof VIEWS)[number];

/** A run whose settings a link brings along. */
export type LinkedRun = { name: string; config: RunConfig };

export type UrlState = {
  presetId: string;
  config: RunConfig;
  backend: BackendChoice;
  linkedRuns: readonly LinkedRun[];
  /** The step that the link is about. */
  linkedStep: number | null;
  lesson: Lesson;
  /** What the address asked for and could not have, in words for the visitor. */
  issues: string[];
};

/** Reads an address; whatever is wrong with it falls back and is explained, so that no link leads to an empty page. Never throws. */
export function readUrl(href: string): UrlState {
  const url = new URL(href);
  const issues: string[] = [];

  const askedPreset = url.searchParams.get("preset") ?? DEFAULT_PRESET;
  const isKnown = PRESETS.some((preset) => preset.id === askedPreset);
  const presetId = isKnown ? askedPreset : DEFAULT_PRESET;
  if (!isKnown) {
    issues.push(
      `There is no preset “${shown(askedPreset)}”; this is “${presetById(presetId).title}”.`,
    );
  }

  const askedBackend = url.searchParams.get("backend") ?? "auto";
  const backend = [...BACKENDS, "auto" as const].find(
    (name) => name === askedBackend,
  );
  if (!backend) {
    issues.push(
      `There is no backend “${shown(askedBackend)}”; the best one that works is used.`,
    );
  }

  const askedView = url.searchParams.get("view");
  if (askedView !== null && !VIEWS.some((view) => view === askedView)) {
    issues.push(
      `There is no view “${shown(askedView)}”; this is the overview.`,
    );
  }

  const preset = presetById(presetId).config;
  const linked = linkedConfig(url, preset);
  const { lesson, issues: lessonIssues } = readLesson(url.searchParams);
  const step = linkedStep(url, linked.config);
  return {
    presetId,
    config: linked.config,
    backend: backend ?? "auto",
    linkedRuns: linked.runs,
    linkedStep: step.value,
    lesson,
    issues: [...issues, ...linked.issues, ...step.issues, ...lessonIssues],
  };
}

/** The same address with another state; parameters that are not ours stay. */
export function writeUrl(
  href: string,
  {
    presetId,
    config,
    backend,
    linkedRuns = [],
  }: Pick<UrlState, "presetId" | "config" | "backend"> &
    Partial<Pick<UrlState, "linkedRuns">>,
): string {
  const url = new URL(href);
  if (backend === "auto") url.searchParams.delete("backend");
  else url.searchParams.set("backend", backend);
  if (presetId !== DEFAULT_PRESET || url.searchParams.has("preset")) {
    url.searchParams.set("preset", presetId);
  }
  url.searchParams.delete("s");
  const link = encodeLink(
    configDifference(presetById(presetId).config, config),
    linkedRuns.map((run) => ({
      name: run.name,
      difference: configDifference(config, run.config),
    })),
  );
  url.hash = link === "" ? "" : `s=${link}`;
  return url.href.replace(/#$/, "");
}

export type SharedState = Pick<UrlState, "presetId" | "config"> & {
  view: ViewId;
  step: number | null;
  runs: readonly LinkedRun[];
  isEmbedded: boolean;
  hide: readonly string[];
  lock: readonly string[];
};

/** A link for somebody else: what was chosen to be shared, and nothing of how this page happens to be open. */
export function shareUrl(href: string, shared: SharedState): string {
  const url = new URL(href);
  url.search = "";
  url.hash = "";
  writeLesson(url, shared);
  if (shared.step !== null) url.searchParams.set("step", String(shared.step));
  const { presetId, config, runs } = shared;
  return writeUrl(writeView(url.href, shared.view), {
    ...{ presetId, config, backend: "auto", linkedRuns: runs },
  }).replaceAll("%2C", ",");
}

/** The view that an address names; an unknown one is the overview, which `readUrl` explains. */
export function readView(href: string): ViewId {
  const asked = new URL(href).searchParams.get("view");
  return VIEWS.find((view) => view === asked) ?? VIEWS[0];
}

/** The same address with another view. */
export function writeView(href: string, view: ViewId): string {
  const url = new URL(href);
  if (view === VIEWS[0]) url.searchParams.delete("view");
  else url.searchParams.set("view", view);
  return url.href;
}

function linkedStep(
  url: URL,
  { optimiser }: RunConfig,
): { value: number | null; issues: string[] } {
  const text = url.searchParams.get("step");
  if (text === null) return { value: null, issues: [] };
  const step = Number(text);
  if (!Number.isInteger(step) || step < 1) {
    const issue = `The link's step must be a whole number from 1, got “${shown(text)}”.`;
    return { value: null, issues: [issue] };
  }
  if (step <= optimiser.steps) return { value: step, issues: [] };
  const issue = `The link is about step ${step}, but the run has ${optimiser.steps}; it goes to the last.`;
  return { value: optimiser.steps, issues: [issue] };
}

type Linked = { config: RunConfig; runs: LinkedRun[]; issues: string[] };

function linkedConfig(url: URL, preset: RunConfig): Linked {
  // Some course pages drop what follows "#", so that a link may state it before.
  const text =
    new URLSearchParams(url.hash.slice(1)).get("s") ??
    url.searchParams.get("s");
  if (text === null) return { config: preset, runs: [], issues: [] };
  const decoded = decodeLink(text);
  if (!decoded.ok) {
    return {
      ...{ config: preset, runs: [] },
      issues: [`The preset is used as it is: ${decoded.reason}.`],
    };
  }
  const { difference, runs } = decoded.content;
  const own = fittingConfig(preset, difference, "The link's");
  const others = runs.map(({ name, difference: changes }) => ({
    ...fittingConfig(own.config, changes, `The link's run “${shown(name)}”:`),
    name: shown(name),
  }));
  return {
    config: own.config,
    runs: others.map(({ name, config }) => ({ name, config })),
    issues: [...own.issues, ...others.flatMap(({ issues }) => issues)],
  };
}

/** As much of `difference` as makes sense on top of `base`, and of every other field why not. */
function fittingConfig(
  base: RunConfig,
  difference: LinkContent["difference"],
  whose: string,
): { config: RunConfig; issues: string[] } {
  const leftOut = (path: string, reason: string) =>
    `${whose} “${labelOf(path)}” is left out: ${reason}.`;
  const { config, issues } = applyDifference(base, difference);
  const words = issues.map(({ path, message }) => leftOut(path, message));
  if (checkConfig(config, null).length === 0) return { config, issues: words };

  // Field by field, again and again while one that goes with those before is found.
  let fitting = base;
  let open = Object.entries(configDifference(base, config));
  let count: number;
  do {
    count = open.length;
    open = open.filter(([path, value]) => {
      const candidate = setPath(fitting, path, value);
      if (checkConfig(candidate, null).length > 0) return true;
      fitting = candidate;
      return false;
    });
  } while (open.length < count);
  for (const [path, value] of open) {
    const conflicts = checkConfig(setPath(fitting, path, value), null);
    const own = conflicts.find((conflict) => conflict.path === path);
    const other = conflicts[0];
    if (own) words.push(leftOut(path, own.message));
    else if (other) {
      words.push(leftOut(path, `“${labelOf(other.path)}” ${other.message}`));
    }
  }
  return { config: fitting, issues: words };
}

const labelOf = (path: string) => fieldAt(path)?.label ?? shown(path);

/** As much of a stranger's text as fits into a sentence. */
const shown = (text: string) => text.slice(0, 80);
