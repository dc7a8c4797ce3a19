import { useSettings } from "../LabContext.tsx";

const NO_NAMES: readonly string[] = [];

/** Titles of the in-distribution pack's classes, by label. */
export function useClassNames(): readonly string[] {
  return useSettings(
    ({ packs, config }) =>
      packs?.find((pack) => pack.id === config.data.pack)?.classTitles ??
      NO_NAMES,
  );
}
