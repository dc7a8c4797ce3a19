import { X } from "lucide-react";
import { useStore } from "zustand";
import { formatBytes } from "../../charts/format.ts";
import type {
  Notebook,
  NotebookProblem,
} from "../../store/notebook/notebook.ts";
import { runs as t } from "../../texts/en/runs.ts";
import { shell } from "../../texts/en/shell.ts";
import { Button } from "../ui/Button.tsx";
import { useNotebook } from "./useNotebook.ts";
import styles from "../App.module.css";

export type RunKeeperProps = { onShowRuns: () => void };

/** Keeps every run of the page, and says once where it cannot. */
export function RunKeeper({ onShowRuns }: RunKeeperProps) {
  const notebook = useNotebook();
  return notebook && <Problem notebook={notebook} onShowRuns={onShowRuns} />;
}

type ProblemProps = RunKeeperProps & { notebook: Notebook };

function Problem({ notebook, onShowRuns }: ProblemProps) {
  const problem = useStore(notebook, (state) => state.problem);
  const limitBytes = useStore(notebook, (state) => state.limitBytes);
  if (!problem) return null;
  return (
    <section className={styles["issues"]} aria-label={t.problem.name}>
      <p>
        {problemText(problem, limitBytes)}
        {problem.kind === "full" && (
          <Button
            look="quiet"
            onClick={() => {
              notebook.dismissProblem();
              onShowRuns();
            }}
          >
            {t.problem.choose}
          </Button>
        )}
      </p>
      <button
        type="button"
        aria-label={shell.putAway}
        onClick={notebook.dismissProblem}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}

function problemText(problem: NotebookProblem, limitBytes: number): string {
  switch (problem.kind) {
    case "full":
      return t.problem.full(formatBytes(limitBytes));
    case "fleeting":
      return t.problem.fleeting;
    case "refused":
      return t.problem.refused(problem.reason);
  }
}
