/**
 * Settings as a short text for the address bar: a format, a dot, and deflated JSON in base64url. What is stated is the difference
 * from a preset; runs beside it state their difference from that. Format 2 packs with the words of `linkWords.ts`; 1, of older links, without.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { ConfigDifference } from "../protocol/configPaths.ts";
import { LINK_WORDS_2 } from "./linkWords.ts";

/** A run that a link brings along. */
export type LinkRun = { name: string; difference: ConfigDifference };

export type LinkContent = {
  difference: ConfigDifference;
  runs: readonly LinkRun[];
};

const FORMAT = "2";
const WITHOUT_WORDS = "1";

/** Far more than every setting at once needs; keeps a hostile link from unpacking into something huge. */
const MAX_LINK_LENGTH = 8192;
const MOST_UNPACKED_BYTES = 2 ** 18;
const MOST_RUNS = 24;
/** Some four times as many as there are. */
const MOST_SETTINGS = 256;

/** The text after `#s=`; empty when nothing differs and no run comes along. Its inverse is `decodeLink`. */
export function encodeLink(
  difference: ConfigDifference,
  runs: readonly LinkRun[] = [],
): string {
  if (Object.keys(difference).length === 0 && runs.length === 0) return "";
  const value =
    runs.length === 0
      ? difference
      : [difference, ...runs.map((run) => [run.name, run.difference])];
  const packed = deflateSync(strToU8(JSON.stringify(value)), {
    level: 9,
    dictionary: strToU8(LINK_WORDS_2),
  });
  const base64 = btoa(String.fromCharCode(...packed));
  const base64url = base64
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return `${FORMAT}.${base64url}${checkText(base64url)}`;
}

const CHECK_LENGTH = 3;

/** Three characters that a slip of copying hardly leaves right: one in forty thousand does. */
function checkText(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  const mixed = (hash ^ (hash >>> 15)) >>> 0;
  return (mixed % 36 ** CHECK_LENGTH).toString(36).padStart(CHECK_LENGTH, "0");
}

/** What a link states, or why it cannot be read; never throws. */
export function decodeLink(
  text: string,
): { ok: true; content: LinkContent } | { ok: false; reason: string } {
  const dot = text.indexOf(".");
  const format = text.slice(0, Math.max(0, dot));
  if (format !== FORMAT && format !== WITHOUT_WORDS) {
    return {
      ok: false,
      reason: `the settings in this link have format '${format || "none"}', this page reads '${WITHOUT_WORDS}' and '${FORMAT}'`,
    };
  }
  if (text.length > MAX_LINK_LENGTH) {
    return {
      ok: false,
      reason: `the settings in this link are ${text.length} characters long, more than ${MAX_LINK_LENGTH}`,
    };
  }
  let value: unknown;
  try {
    const end = format === FORMAT ? -CHECK_LENGTH : undefined;
    const base64url = text.slice(dot + 1, end);
    if (end && checkText(base64url) !== text.slice(end)) throw new Error();
    const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const words =
      format === FORMAT ? { dictionary: strToU8(LINK_WORDS_2) } : {};
    // What does not fit is cut off, and then no JSON.
    const out = new Uint8Array(MOST_UNPACKED_BYTES);
    value = JSON.parse(strFromU8(inflateSync(packed, { ...words, out })));
  } catch {
    return {
      ok: false,
      reason: "the settings in this link are damaged or cut off",
    };
  }
  const content = isDeeper(value, DEEPEST) ? null : readContent(value);
  return content
    ? { ok: true, content }
    : { ok: false, reason: "this link holds no list of settings" };
}

/** A setting is a number, a text or a list of them; what lies deeper is none, and could overflow the stack of whoever writes it out. */
const DEEPEST = 4;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (
    levels === 0 ||
    Object.values(value).some((inner) => isDeeper(inner, levels - 1))
  );
}

/** Null where it is none. A run that cannot be read is passed over. */
function readContent(value: unknown): LinkContent | null {
  if (isDifference(value)) return { difference: value, runs: [] };
  if (!Array.isArray(value)) return null;
  const [difference, ...runs] = value as unknown[];
  if (!isDifference(difference)) return null;
  return {
    difference,
    runs: runs.slice(0, MOST_RUNS).flatMap((run) => {
      const [name, changes] = Array.isArray(run) ? (run as unknown[]) : [];
      return typeof name === "string" && isDifference(changes)
        ? [{ name, difference: changes }]
        : [];
    }),
  };
}

function isDifference(value: unknown): value is ConfigDifference {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length <= MOST_SETTINGS
  );
}
