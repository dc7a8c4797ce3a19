/** Addresses with packed settings, read and written. A chunk of its own: the page fetches it when an address states settings, or is to. */
import {
  applyDifference,
  configDifference,
  setPath,
} from "../protocol/configPaths.ts";
import type { RunConfig } from "../protocol/config.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { fieldAt } from "../protocol/fields.ts";
import { DEFAULT_PRESET, presetById } from "../protocol/presets.ts";
import {
  readAddress,
  shown,
  writeView,
  type Linked,
  type LinkedRun,
  type UrlState,
  type ViewId,
} from "./address.ts";
import { decodeLink, encodeLink, type LinkContent } from "./configLink.ts";
import { links as t } from "../texts/en/links.ts";
import { writeLesson } from "./lesson.ts";

/** As `readAddress`, with whatever settings the address states. */
export function readUrl(href: string): UrlState {
  return readAddress(href, linkedConfig);
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

function linkedConfig(packed: string, preset: RunConfig): Linked {
  const decoded = decodeLink(packed);
  if (!decoded.ok) {
    return {
      ...{ config: preset, runs: [] },
      issues: [t.presetAsItIs(decoded.reason)],
    };
  }
  const { difference, runs } = decoded.content;
  const own = fittingConfig(preset, difference, t.links);
  const others = runs.map(({ name, difference: changes }) => ({
    ...fittingConfig(own.config, changes, t.run(shown(name))),
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
    t.leftOut(whose, labelOf(path), reason);
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
