/** A config's difference from its preset as a short text for the address bar: `1.` and deflated JSON in base64url. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { ConfigDifference } from "../protocol/configPaths.ts";

const LINK_VERSION = "1";

/** Far more than every setting at once needs; keeps a hostile link from unpacking into something huge. */
const MAX_LINK_LENGTH = 8192;

/** The text after `#s=`; empty when nothing differs. Its inverse is `decodeLink`. */
export function encodeLink(difference: ConfigDifference): string {
  if (Object.keys(difference).length === 0) return "";
  const packed = deflateSync(strToU8(JSON.stringify(difference)), { level: 9 });
  const base64 = btoa(String.fromCharCode(...packed));
  const base64url = base64
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return `${LINK_VERSION}.${base64url}`;
}

/** What a link states, or why it cannot be read; never throws. */
export function decodeLink(
  text: string,
): { ok: true; difference: ConfigDifference } | { ok: false; reason: string } {
  const dot = text.indexOf(".");
  const version = text.slice(0, Math.max(0, dot));
  if (version !== LINK_VERSION) {
    return {
      ok: false,
      reason: `the settings in this link have format '${version || "none"}', this page reads '${LINK_VERSION}'`,
    };
  }
  if (text.length > MAX_LINK_LENGTH) {
    return {
      ok: false,
      reason: `the settings in this link are ${text.length} characters long, more than ${MAX_LINK_LENGTH}`,
    };
  }
  try {
    const base64 = text
      .slice(dot + 1)
      .replaceAll("-", "+")
      .replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(strFromU8(inflateSync(packed)));
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return { ok: false, reason: "this link holds no list of settings" };
    }
    return { ok: true, difference: value as ConfigDifference };
  } catch {
    return {
      ok: false,
      reason: "the settings in this link are damaged or cut off",
    };
  }
}
