/**
 * What the address says: of the run `?preset=`, `?backend=` and, in `#s=`, how the settings differ from the preset, and other runs from those;
 * of the page `?view=`, `?step=` and what `lesson.ts` reads. Settings are packed, and only `urlState.ts` packs: the page fetches it for an address that has some.
 */
import type { RunConfig } from "../protocol/config.ts";
import { BACKENDS, type BackendChoice } from "../protocol/messages.ts";
import { DEFAULT_PRESET, presetById, PRESETS } from "../protocol/presets.ts";
import { links as t } from "../texts/en/links.ts";
import { isLanguage } from "../texts/language.ts";
import { readLesson, type Lesson } from "./lesson.ts";

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

/** The settings that an address states on top of a preset's. */
export type Linked = {
  config: RunConfig;
  runs: LinkedRun[];
  issues: string[];
};

/** Packed settings of an address; null where it states none. Some course pages drop what follows "#", so that a link may state them before. */
export function packedSettings({ hash, searchParams }: URL): string | null {
  return new URLSearchParams(hash.slice(1)).get("s") ?? searchParams.get("s");
}

/**
 * Reads an address; whatever is wrong with it falls back and is explained, so that no link leads to an empty page. Never throws.
 *
 * @param unpack Reads its packed settings.
 */
export function readAddress(
  href: string,
  unpack: (packed: string, preset: RunConfig) => Linked,
): UrlState {
  const url = new URL(href);
  const issues: string[] = [];

  const askedPreset = url.searchParams.get("preset") ?? DEFAULT_PRESET;
  const isKnown = PRESETS.some((preset) => preset.id === askedPreset);
  const presetId = isKnown ? askedPreset : DEFAULT_PRESET;
  if (!isKnown) {
    issues.push(t.noPreset(shown(askedPreset), presetById(presetId).title));
  }

  const askedBackend = url.searchParams.get("backend") ?? "auto";
  const backend = [...BACKENDS, "auto" as const].find(
    (name) => name === askedBackend,
  );
  if (!backend) {
    issues.push(t.noBackend(shown(askedBackend)));
  }

  const askedView = url.searchParams.get("view");
  if (askedView !== null && !VIEWS.some((view) => view === askedView)) {
    issues.push(t.noView(shown(askedView)));
  }

  const language = url.searchParams.get("lang");
  if (language !== null && !isLanguage(language)) {
    issues.push(t.noLanguage(shown(language)));
  }

  const preset = presetById(presetId).config;
  const packed = packedSettings(url);
  const linked =
    packed === null
      ? { config: preset, runs: [], issues: [] }
      : unpack(packed, preset);
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
    const issue = t.noStep(shown(text));
    return { value: null, issues: [issue] };
  }
  if (step <= optimiser.steps) return { value: step, issues: [] };
  const issue = t.tooFar(step, optimiser.steps);
  return { value: optimiser.steps, issues: [issue] };
}

/** As much of a stranger's text as fits into a sentence. */
export const shown = (text: string) => text.slice(0, 80);
