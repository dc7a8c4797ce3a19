/** The form: the settings in force, what was entered but cannot be, and why. Knows no React and no engine. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConfigIssue, RunConfig } from "../protocol/config.ts";
import { getPath, setPath, valueIssue } from "../protocol/configPaths.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { fieldAt } from "../protocol/fields.ts";
import type { BackendChoice } from "../protocol/messages.ts";
import type { PackIndex, PackManifest } from "../protocol/packs.ts";
import { DEFAULT_PRESET, presetById } from "../protocol/presets.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import type { Lesson } from "./lesson.ts";
import { links as t } from "../texts/en/links.ts";
import type { UrlState } from "./address.ts";

export type Settings = {
  presetId: string;
  /** Always makes sense: what does not stays in `drafts`. */
  config: RunConfig;
  /** Values entered that are not in force, by path. */
  drafts: Readonly<Record<string, unknown>>;
  /** Why a draft is not in force, by path. */
  refusals: Readonly<Record<string, string>>;
  /** Those of the site, until the engine has said which are there; null while the settings ask for another. */
  packs: readonly PackManifest[] | null;
  /** Beside the bundled ones. */
  teachers: readonly OwnTeacher[];
  backend: BackendChoice;
  /** Of the address: runs and a step that it brought along, and what it hides and locks. */
  linkedRuns: UrlState["linkedRuns"];
  linkedStep: number | null;
  lesson: Lesson;
  /** What the address asked for and could not have. */
  linkIssues: readonly string[];
};

export type SettingsStore = StoreApi<Settings> & {
  /** Enters a value; it comes into force as soon as the settings make sense with it. One that a lesson locks stays as it is. */
  edit(path: string, value: unknown): void;
  /** The engine refused a change in mid-run: the value stays in sight as entered, the earlier one is in force. */
  takeBack(path: string, earlier: RunConfig, reason: string): void;
  /** Takes a whole preset, unless a lesson locks a setting. @throws {RangeError} If there is none of that name. */
  choosePreset(id: string): void;
  /** Takes the settings of a run that is here again. */
  show(presetId: string, config: RunConfig): void;
  /** Packs and teachers have been found: what the settings ask for and cannot have is replaced, and said. */
  setPresent(present: PackIndex): void;
  /** Says in the language in force why drafts are not in force. */
  sayAgain(): void;
  dismissLinkIssues(): void;
  dismissLinkedStep(): void;
  dismissLinkedRuns(): void;
};

/** @param sitePacks What the page knows before the engine is there. */
export function createSettingsStore(
  initial: UrlState,
  sitePacks: readonly PackManifest[] = [],
): SettingsStore {
  const { pack, far } = initial.config.data;
  const isOfSite = [pack, ...far].every((id) =>
    sitePacks.some((each) => each.id === id),
  );
  const store = createStore<Settings>(() => ({
    presetId: initial.presetId,
    config: initial.config,
    drafts: {},
    refusals: {},
    packs: isOfSite ? sitePacks : null,
    teachers: [],
    backend: initial.backend,
    linkedRuns: initial.linkedRuns,
    linkedStep: initial.linkedStep,
    lesson: initial.lesson,
    linkIssues: initial.issues,
  }));
  const { getState, setState } = store;

  return {
    ...store,
    edit(path, value) {
      const { config, drafts, lesson } = getState();
      if (lesson.locked.includes(path)) return;
      const check = checkWith(getState());
      setState(settle(config, { ...drafts, [path]: value }, path, check));
    },
    takeBack(path, earlier, reason) {
      const { config, drafts, refusals } = getState();
      setState({
        config: setPath(config, path, getPath(earlier, path)),
        drafts: { ...drafts, [path]: getPath(config, path) },
        refusals: { ...refusals, [path]: reason },
      });
    },
    choosePreset(id) {
      const { config } = presetById(id);
      if (getState().lesson.locked.length > 0) return;
      setState({ presetId: id, config, drafts: {}, refusals: {} });
    },
    show: (presetId, config) =>
      setState({ presetId, config, drafts: {}, refusals: {} }),
    setPresent({ packs, teachers = [] }) {
      const { presetId, config, linkIssues } = getState();
      const fitted = fitToPresent(presetId, config, { packs, teachers });
      setState({
        packs,
        teachers,
        presetId: fitted.presetId,
        config: fitted.config,
        linkIssues: [...linkIssues, ...fitted.issues],
      });
    },
    sayAgain() {
      const { config, drafts, refusals } = getState();
      const paths = Object.keys(drafts);
      const own = valueRefusals(config, drafts);
      const check = checkWith(getState());
      const others = conflicts(config, drafts, paths, own, check);
      setState({ refusals: { ...refusals, ...own, ...others } });
    },
    dismissLinkIssues: () => setState({ linkIssues: [] }),
    dismissLinkedStep: () => setState({ linkedStep: null }),
    dismissLinkedRuns: () => setState({ linkedRuns: [] }),
  };
}

/** Why a preset cannot run with these packs, or null when it can. */
export function presetObstacle(
  id: string,
  packs: readonly PackManifest[] | null,
): string | null {
  const issues = checkConfig(presetById(id).config, packs);
  return issues[0] ? inWords(issues[0]) : null;
}

type Check = (config: RunConfig) => ConfigIssue[];

/** What is wrong with a config, with the packs and teachers that are there. */
const checkWith =
  ({ packs, teachers }: Pick<Settings, "packs" | "teachers">): Check =>
  (config) =>
    checkConfig(config, packs, teachers);

/**
 * Brings drafts into force: all of them if they make sense together, else the newest alone if it does, else none.
 * So width and heads can be changed one after the other although each alone would be wrong.
 */
function settle(
  config: RunConfig,
  drafts: Record<string, unknown>,
  newest: string,
  check: Check,
): Pick<Settings, "config" | "drafts" | "refusals"> {
  const refusals = valueRefusals(config, drafts);
  const possible = Object.keys(drafts).filter((path) => !(path in refusals));

  for (const paths of [possible, possible.filter((path) => path === newest)]) {
    const candidate = withDrafts(config, drafts, paths);
    if (paths.length > 0 && check(candidate).length === 0) {
      const open = Object.keys(drafts).filter((path) => !paths.includes(path));
      return {
        config: candidate,
        drafts: pick(drafts, open),
        refusals: {
          ...pick(refusals, open),
          ...conflicts(candidate, drafts, open, refusals, check),
        },
      };
    }
  }
  const open = Object.keys(drafts);
  return {
    config,
    drafts,
    refusals: {
      ...refusals,
      ...conflicts(config, drafts, open, refusals, check),
    },
  };
}

/** Why a draft cannot be what it is, whatever the other settings are. */
function valueRefusals(
  config: RunConfig,
  drafts: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const refusals: Record<string, string> = {};
  for (const [path, value] of Object.entries(drafts)) {
    const issue = valueIssue(config, path, value);
    if (issue) refusals[path] = issue;
  }
  return refusals;
}

/** The reason why each open draft, by itself, does not go with the settings in force. */
function conflicts(
  config: RunConfig,
  drafts: Record<string, unknown>,
  open: readonly string[],
  refusals: Record<string, string>,
  check: Check,
): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const path of open) {
    if (path in refusals) continue;
    const issues = check(withDrafts(config, drafts, [path]));
    const issue = issues.find((each) => each.path === path) ?? issues[0];
    if (issue) {
      reasons[path] = issue.path === path ? issue.message : inWords(issue);
    }
  }
  return reasons;
}

function withDrafts(
  config: RunConfig,
  drafts: Record<string, unknown>,
  paths: readonly string[],
): RunConfig {
  return paths.reduce(
    (result, path) => setPath(result, path, drafts[path]),
    config,
  );
}

/** First the far packs, then the fields in question, then the whole preset give way. */
function fitToPresent(
  presetId: string,
  config: RunConfig,
  present: Pick<Settings, "teachers"> & Pick<PackIndex, "packs">,
): { presetId: string; config: RunConfig; issues: string[] } {
  const { packs } = present;
  const check = checkWith(present);
  const found = check(config);
  if (found.length === 0) return { presetId, config, issues: [] };

  const issues = found.map(inWords);
  const preset = presetById(presetId).config;
  const farPresent = config.data.far.filter((id) =>
    packs.some((pack) => pack.id === id),
  );
  let mended = setPath(config, "data.far", farPresent);
  if (check(mended).length === 0) {
    return { presetId, config: mended, issues };
  }
  for (const { path } of check(mended)) {
    mended = setPath(mended, path, getPath(preset, path));
  }
  if (check(mended).length === 0) {
    return { presetId, config: mended, issues };
  }
  const fallback = presetById(DEFAULT_PRESET);
  return {
    presetId: DEFAULT_PRESET,
    config: fallback.config,
    issues: [...issues, t.instead(fallback.title)],
  };
}

function inWords({ path, message }: ConfigIssue): string {
  return `${fieldAt(path)?.label ?? path}: ${message}`;
}

function pick<T>(record: Record<string, T>, keys: readonly string[]) {
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => keys.includes(key)),
  );
}
