import type { ConfigDifference } from "./configPaths.ts";
import { fieldAt } from "./fields.ts";

/** Settings and their values in words: "batch size 48 and patch side 8". */
export function differenceWords(difference: ConfigDifference): string {
  const words = Object.entries(difference).map(([path, value]) => {
    const label = fieldAt(path)?.label.toLowerCase() ?? path;
    return `${label} ${String(value)}`;
  });
  const last = words.at(-1) ?? "";
  return words.length > 1
    ? `${words.slice(0, -1).join(", ")} and ${last}`
    : last;
}
