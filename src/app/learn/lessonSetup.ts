/** A lesson's settings, as a link and in the lab: both go the way of any other link. */
import type { RunConfig } from "../../protocol/config.ts";
import {
  applyDifference,
  type ConfigDifference,
} from "../../protocol/configPaths.ts";
import {
  CONFIG_FIELDS,
  FIELD_GROUPS,
  type ConfigPath,
} from "../../protocol/fields.ts";
import { DEFAULT_PRESET, presetById } from "../../protocol/presets.ts";
import { readUrl, shareUrl } from "../../store/urlState.ts";
import { controlOf } from "../compare/controlOf.ts";
import type { Lab } from "../lab.ts";
import type { Lesson } from "./lessonPlan.ts";

/** Of all lessons, on top of the default preset: a run takes half a minute without a GPU. */
const LESSON_SETTINGS: ConfigDifference = {
  "data.images": 1000,
  "data.views": 2,
  "student.width": 32,
  "optimiser.steps": 150,
  "optimiser.warmupSteps": 10,
  "evaluation.every": 25,
};

/** @throws {RangeError} If a setting of the lesson does not exist or cannot be as it says. */
export function lessonConfig(lesson: Pick<Lesson, "settings">): RunConfig {
  const { config, issues } = applyDifference(
    presetById(DEFAULT_PRESET).config,
    { ...LESSON_SETTINGS, ...lesson.settings },
  );
  const [issue] = issues;
  if (issue) {
    throw new RangeError(`lessonConfig: '${issue.path}' ${issue.message}`);
  }
  return config;
}

/** What `lock=` has to name so that only the `open` settings can be changed. */
function lockBut(open: readonly ConfigPath[]): string[] {
  return FIELD_GROUPS.flatMap((group) => {
    const paths = CONFIG_FIELDS.filter((field) => field.group === group).map(
      ({ path }) => path,
    );
    const locked = paths.filter((path) => !open.includes(path));
    return locked.length === paths.length ? [group] : locked;
  });
}

/** The lesson's own link: its settings, what it locks, and its page. */
export function lessonHref(href: string, lesson: Lesson): string {
  const url = new URL(
    shareUrl(href, {
      presetId: DEFAULT_PRESET,
      config: lessonConfig(lesson),
      ...{ view: "learn", step: null, runs: [], isEmbedded: false, hide: [] },
      lock: lockBut(lesson.open),
    }),
  );
  url.searchParams.set("lesson", lesson.id);
  return url.href.replaceAll("%2C", ",");
}

/** Brings the lesson's settings into force, with `settings` beyond them, as if its link had been opened, and goes back to step 0. */
export function setUpLesson(
  lab: Lab,
  lesson: Lesson,
  settings: ConfigDifference = {},
): void {
  const link = readUrl(lessonHref(location.href, lesson));
  const { config } = applyDifference(link.config, settings);
  const { lesson: before } = lab.settings.getState();
  lab.settings.setState({
    ...{ presetId: link.presetId, config, drafts: {}, refusals: {} },
    lesson: { ...before, locked: link.lesson.locked },
  });
  lab.reset();
  const { arena } = lesson;
  if (!arena) return;
  void controlOf(lab).then((control) =>
    control.edit({
      ...{ ...arena, factorPath: "", factorValues: "" },
      reference: arena.methods[0]!,
    }),
  );
}
