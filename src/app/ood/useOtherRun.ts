import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Notebook } from "../../store/notebook/notebook.ts";
import type { RunBody, RunSummary } from "../../store/notebook/runRecord.ts";
import { useTimeline } from "../LabContext.tsx";

export type OtherRun = { summary: RunSummary; body: RunBody };

/** As many as fit a list that is read; the notebook has them all. */
const MOST_OFFERED = 50;

/** A kept run to be seen beside the one that is shown, and those there are. */
export function useOtherRun(notebook: Notebook): {
  runs: readonly RunSummary[];
  other: OtherRun | null;
  choose: (id: string | null) => void;
} {
  const all = useStore(notebook, (state) => state.runs);
  const currentId = useStore(notebook, (state) => state.currentId);
  const keptId = useTimeline(({ kept }) => kept?.id ?? null);
  const [id, setId] = useState<string | null>(null);
  const [other, setOther] = useState<OtherRun | null>(null);

  const runs = useMemo(
    () =>
      (all ?? [])
        .filter((run) => !run.isHidden && run.id !== (keptId ?? currentId))
        .slice(0, MOST_OFFERED),
    [all, currentId, keptId],
  );
  const summary = runs.find((run) => run.id === id) ?? null;
  useEffect(() => {
    if (!summary) return;
    let isCurrent = true;
    void notebook
      .body(summary.id)
      .catch(() => null)
      .then((body) => {
        if (isCurrent) setOther(body && { summary, body });
      });
    return () => {
      isCurrent = false;
    };
  }, [notebook, summary]);

  return {
    runs,
    other: other && other.summary.id === summary?.id ? other : null,
    choose: setId,
  };
}
