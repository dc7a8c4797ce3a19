import { useMemo } from "react";
import { useSettings, useShownConfig } from "../LabContext.tsx";

/** Names an OOD set for a visitor: "Food & Drink", "Photo and texture crops". */
export function useSetTitles(): (set: string) => string {
  const packs = useSettings((settings) => settings.packs);
  const ownId = useShownConfig(({ data }) => data.pack);
  return useMemo(() => {
    const own = packs?.find(({ id }) => id === ownId);
    return (set) => {
      const name = set.slice(set.indexOf(":") + 1);
      if (set.startsWith("pack:")) {
        return packs?.find(({ id }) => id === name)?.title ?? name;
      }
      const place = own?.classes.indexOf(name) ?? -1;
      return own?.classTitles[place] ?? name;
    };
  }, [packs, ownId]);
}
