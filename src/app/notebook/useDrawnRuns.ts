import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Notebook } from "../../store/notebook/notebook.ts";
import type { RunBody } from "../../store/notebook/runRecord.ts";
import type { DrawnRun } from "./runSeries.ts";

/** The runs that are drawn. Their bodies, and no others, are read: once for each state of a run. */
export function useDrawnRuns(notebook: Notebook): DrawnRun[] {
  const runs = useStore(notebook, (state) => state.runs);
  const chosen = useStore(notebook, (state) => state.chosen);
  const [bodies, setBodies] = useState<ReadonlyMap<string, RunBody | null>>(
    new Map(),
  );
  /** State of each run that was asked for last. */
  const asked = useRef(new Map<string, number>());

  const drawn = useMemo(
    () =>
      chosen.flatMap((id, place): DrawnRun[] => {
        const summary = runs?.find((run) => run.id === id);
        if (!summary) return [];
        // Until the newer state has been read, the earlier one is in sight.
        return [{ place, summary, body: bodies.get(summary.id) ?? null }];
      }),
    [chosen, runs, bodies],
  );
  useEffect(() => {
    for (const { summary } of drawn) {
      const { id, updatedAt } = summary;
      if (asked.current.get(id) === updatedAt) continue;
      asked.current.set(id, updatedAt);
      void notebook
        .body(id)
        .catch(() => null)
        .then((body) => {
          if (asked.current.get(id) !== updatedAt) return;
          setBodies((now) => new Map(now).set(id, body));
        });
    }
  }, [drawn, notebook]);
  return drawn;
}
