import { X } from "lucide-react";
import { useStore } from "zustand";
import { formatBytes } from "../../charts/format.ts";
import type {
  Notebook,
  NotebookProblem,
} from "../../store/notebook/notebook.ts";
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
    <section className={styles["issues"]} aria-label="About the run notebook">
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
            Choose what to delete
          </Button>
        )}
      </p>
      <button
        type="button"
        aria-label="Put away"
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
      return `The run notebook holds the ${formatBytes(limitBytes)} that it may, so this run is not kept. Nothing is deleted without your choice.`;
    case "fleeting":
      return "This browser keeps nothing here, as in a private window: runs are in the notebook until this page is closed.";
    case "refused":
      return `This browser does not keep the run: ${problem.reason}. The run itself goes on.`;
  }
}
