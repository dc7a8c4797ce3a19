import { useSettings, useShownConfig } from "../LabContext.tsx";

const NO_NAMES: readonly string[] = [];

/** Titles of the in-distribution pack's classes, by label. */
export function useClassNames(): readonly string[] {
  const shown = useShownConfig(({ data }) => data.pack);
  return useSettings(
    ({ packs }) =>
      packs?.find(({ id }) => id === shown)?.classTitles ?? NO_NAMES,
  );
}
