/** What the address says: of the run `?preset=`, `?backend=` and, in `#s=`, how the settings differ from the preset; of the page `?view=`. */
import { applyDifference, configDifference } from "../protocol/configPaths.ts";
import type { RunConfig } from "../protocol/config.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { fieldAt } from "../protocol/fields.ts";
import { BACKENDS, type BackendChoice } from "../protocol/messages.ts";
import { DEFAULT_PRESET, presetById, PRESETS } from "../protocol/presets.ts";
import { decodeLink, encodeLink } from "./configLink.ts";

/** What the page can show of a run, in the order of its tabs; the first is shown when the address names none. */
export const VIEWS = [
  "overview",
  "angles",
  "ood",
  "accuracy",
  "compare",
  "claims",
] as const;
export type ViewId = (typeof VIEWS)[number];

export type UrlState = {
  presetId: string;
  config: RunConfig;
  backend: BackendChoice;
  /** What the address asked for and could not have, in words for the visitor. */
  issues: string[];
};

/** Reads an address; whatever is wrong with it falls back and is explained, so that no link leads to an empty page. */
export function readUrl(href: string): UrlState {
  const url = new URL(href);
  const issues: string[] = [];

  const askedPreset = url.searchParams.get("preset") ?? DEFAULT_PRESET;
  const isKnown = PRESETS.some((preset) => preset.id === askedPreset);
  const presetId = isKnown ? askedPreset : DEFAULT_PRESET;
  if (!isKnown) {
    issues.push(
      `There is no preset “${askedPreset}”; this is “${presetById(presetId).title}”.`,
    );
  }

  const askedBackend = url.searchParams.get("backend") ?? "auto";
  const backend = [...BACKENDS, "auto" as const].find(
    (name) => name === askedBackend,
  );
  if (!backend) {
    issues.push(
      `There is no backend “${askedBackend}”; the best one that works is used.`,
    );
  }

  const askedView = url.searchParams.get("view");
  if (askedView !== null && !VIEWS.some((view) => view === askedView)) {
    issues.push(`There is no view “${askedView}”; this is the overview.`);
  }

  const preset = presetById(presetId).config;
  const linked = linkedConfig(url.hash, preset);
  return {
    presetId,
    config: linked.config,
    backend: backend ?? "auto",
    issues: [...issues, ...linked.issues],
  };
}

/** The same address with another state; parameters that are not ours stay. */
export function writeUrl(
  href: string,
  {
    presetId,
    config,
    backend,
  }: { presetId: string; config: RunConfig; backend: BackendChoice },
): string {
  const url = new URL(href);
  if (backend === "auto") url.searchParams.delete("backend");
  else url.searchParams.set("backend", backend);
  if (presetId !== DEFAULT_PRESET || url.searchParams.has("preset")) {
    url.searchParams.set("preset", presetId);
  }
  const link = encodeLink(
    configDifference(presetById(presetId).config, config),
  );
  url.hash = link === "" ? "" : `s=${link}`;
  return url.href.replace(/#$/, "");
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

function linkedConfig(
  hash: string,
  preset: RunConfig,
): { config: RunConfig; issues: string[] } {
  const text = new URLSearchParams(hash.slice(1)).get("s");
  if (text === null) return { config: preset, issues: [] };
  const decoded = decodeLink(text);
  if (!decoded.ok) {
    return {
      config: preset,
      issues: [`The preset is used as it is: ${decoded.reason}.`],
    };
  }
  const { config, issues } = applyDifference(preset, decoded.difference);
  const words = issues.map(
    ({ path, message }) =>
      `The link's “${fieldAt(path)?.label ?? path}” is left out: ${message}.`,
  );
  const conflicts = checkConfig(config, null);
  if (conflicts.length === 0) return { config, issues: words };
  return {
    config: preset,
    issues: [
      ...words,
      ...conflicts.map(
        ({ path, message }) =>
          `The preset is used as it is, because the link's “${fieldAt(path)?.label ?? path}” ${message}.`,
      ),
    ],
  };
}
