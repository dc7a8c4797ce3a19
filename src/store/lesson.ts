/** What a link leaves in sight and open to change, for slides and lessons: `embed=1`, `hide=` and `lock=` with ids that stay what they are. */
import { links as t } from "../texts/en/links.ts";
import {
  CONFIG_FIELDS,
  FIELD_GROUPS,
  fieldAt,
  type FieldGroup,
} from "../protocol/fields.ts";

/** Parts of the page that can be hidden, by id. */
export const PAGE_PARTS = [
  ...(["setup", "transport", "progress", "status", "backend"] as const),
  ...(["tools", "views", "heatmaps", "losses", "agreement"] as const),
  "scores",
] as const;
export type PagePart = (typeof PAGE_PARTS)[number];

/** More than there are; each that is none is told. */
const MOST_IDS = 128;

/** Where `embed=1` names none itself. */
const HIDDEN_IN_EMBED: readonly PagePart[] = ["setup", "views"];

export type Lesson = {
  /** Large type, no more around the picture than is needed. */
  isEmbedded: boolean;
  /** Parts of the page, and paths of settings. */
  hidden: readonly string[];
  /** Paths of settings that cannot be changed. */
  locked: readonly string[];
};

export const FREE_LESSON: Lesson = {
  isEmbedded: false,
  hidden: [],
  locked: [],
};

const isPart = (id: string): id is PagePart =>
  PAGE_PARTS.some((part) => part === id);
const isGroup = (id: string): id is FieldGroup =>
  FIELD_GROUPS.some((group) => group === id);

/** Paths that an id stands for: a setting, a group of the form, or `all`. */
function pathsOf(id: string): string[] {
  if (id === "all") return CONFIG_FIELDS.map(({ path }) => path);
  if (fieldAt(id)) return [id];
  if (!isGroup(id)) return [];
  return CONFIG_FIELDS.filter(({ group }) => group === id).map(
    ({ path }) => path,
  );
}

/** Reads the three parameters; ids that mean nothing here are told and passed over. */
export function readLesson(params: URLSearchParams): {
  lesson: Lesson;
  issues: string[];
} {
  const issues: string[] = [];
  const asked = params.get("embed");
  const isEmbedded = asked !== null && asked !== "0" && asked !== "false";
  const idsOf = (name: string) => {
    const text = params.get(name);
    return text === null
      ? null
      : [...new Set(text.split(",").map((id) => id.trim()))]
          .filter(Boolean)
          .slice(0, MOST_IDS);
  };
  const hide = idsOf("hide");
  const hidden = (hide ?? (isEmbedded ? HIDDEN_IN_EMBED : [])).flatMap((id) => {
    const meant = isPart(id) ? [id] : pathsOf(id);
    if (meant.length === 0) {
      issues.push(t.nothingToHide(id.slice(0, 80)));
    }
    return meant;
  });
  const locked = (idsOf("lock") ?? []).flatMap((id) => {
    const paths = pathsOf(id);
    if (paths.length === 0) {
      issues.push(t.nothingToLock(id.slice(0, 80)));
    }
    return paths;
  });
  return {
    lesson: {
      isEmbedded,
      hidden: [...new Set(hidden)],
      locked: [...new Set(locked)],
    },
    issues,
  };
}

/** Writes what a teacher chose; ids as they were given, so that the address stays short. */
export function writeLesson(
  url: URL,
  {
    isEmbedded,
    hide,
    lock,
  }: { isEmbedded: boolean; hide: readonly string[]; lock: readonly string[] },
): void {
  if (isEmbedded) url.searchParams.set("embed", "1");
  const isUsual =
    hide.length === HIDDEN_IN_EMBED.length &&
    HIDDEN_IN_EMBED.every((id) => hide.includes(id));
  if (isEmbedded ? !isUsual : hide.length > 0) {
    url.searchParams.set("hide", hide.join(","));
  }
  if (lock.length > 0) url.searchParams.set("lock", lock.join(","));
}

export const isHidden = ({ hidden }: Lesson, id: string) => hidden.includes(id);
