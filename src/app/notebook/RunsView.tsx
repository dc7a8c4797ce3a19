import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { MOST_CHOSEN, type Notebook } from "../../store/notebook/notebook.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { useExplain } from "../terms/Explain.tsx";
import { Button } from "../ui/Button.tsx";
import { ExplainButton } from "../ui/ExplainButton.tsx";
import viewStyles from "../views/Views.module.css";
import { sinceText } from "./changeText.ts";
import { LinkedRuns } from "./LinkedRuns.tsx";
import { RunOverlays } from "./RunOverlays.tsx";
import { RunTable } from "./RunTable.tsx";
import { isFound, NEWEST_FIRST, sortRuns } from "./sortRuns.ts";
import { useDrawnRuns } from "./useDrawnRuns.ts";
import { useNotebook } from "./useNotebook.ts";
import styles from "./Runs.module.css";

/** Lines that are made at first; more on demand. */
const PAGE = 50;

/** The notebook: every run of this browser, up to six of them drawn over each other. */
export function RunsView({ onShowRun }: { onShowRun: () => void }) {
  const notebook = useNotebook();
  return (
    <section className={styles["runs"]} aria-label="Runs">
      {notebook ? (
        <RunList {...{ notebook, onShowRun }} />
      ) : (
        <p className={viewStyles["loading"]}>Loading …</p>
      )}
    </section>
  );
}

type RunListProps = { notebook: Notebook; onShowRun: () => void };

function RunList({ notebook, onShowRun }: RunListProps) {
  const { runs, chosen, currentId, bytes, limitBytes } = useStore(notebook);
  const drawn = useDrawnRuns(notebook);
  const [wanted, setWanted] = useState("");
  const [showsHidden, setShowsHidden] = useState(false);
  const [order, setOrder] = useState(NEWEST_FIRST);
  const [shown, setShown] = useState(PAGE);
  const [openId, setOpenId] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string> | null>(null);
  /** What would be deleted. */
  const [asked, setAsked] = useState<readonly string[]>([]);

  const changes = useMemo(() => {
    const names = new Map(runs?.map(({ id, name }) => [id, name]));
    return new Map(
      runs?.map((run) => [run.id, sinceText(run, (id) => names.get(id))]),
    );
  }, [runs]);
  const found = useMemo(
    () =>
      sortRuns(
        (runs ?? []).filter(
          (run) =>
            (showsHidden || !run.isHidden) &&
            isFound(wanted, [run.name, run.note, changes.get(run.id) ?? ""]),
        ),
        order,
      ),
    [runs, showsHidden, wanted, changes, order],
  );
  const explain = useExplain();
  const hidden = (runs ?? []).filter(({ isHidden }) => isHidden).length;
  const sizeOf = (ids: Iterable<string>) => {
    const counted = new Set(ids);
    return (runs ?? []).reduce(
      (sum, run) => sum + (counted.has(run.id) ? run.bytes : 0),
      0,
    );
  };

  if (!runs) return <p className={viewStyles["loading"]}>Loading …</p>;
  if (runs.length === 0) {
    return (
      <>
        <LinkedRuns notebook={notebook} />
        <div className={styles["empty"]}>
          <h3>No runs yet</h3>
          <p>
            Every run is kept here by itself, from its first step on, under a
            name that can be remembered, with what you changed since the run
            before. Press Train; then change one thing and train again.
          </p>
          <p>{storageText(0, 0, limitBytes)}</p>
        </div>
      </>
    );
  }
  return (
    <>
      <LinkedRuns notebook={notebook} />
      {drawn.length > 0 ? (
        <RunOverlays runs={drawn} />
      ) : (
        <p className={styles["hint"]}>
          Tick up to {MOST_CHOSEN} runs to draw them over each other.
        </p>
      )}
      <div className={styles["tools"]}>
        <label>
          Find
          <input
            type="search"
            value={wanted}
            placeholder="name, note or change"
            onChange={({ target }) => {
              setWanted(target.value);
              setShown(PAGE);
            }}
          />
        </label>
        <ExplainButton title="the runs" onPress={() => explain("runs")} />
        {hidden > 0 && (
          <label>
            <input
              type="checkbox"
              checked={showsHidden}
              onChange={({ target }) => setShowsHidden(target.checked)}
            />
            Show {hidden} hidden
          </label>
        )}
        {marked ? (
          <>
            <Button
              look="danger"
              disabled={marked.size === 0}
              onClick={() => setAsked([...marked])}
            >
              Delete {marked.size} marked, {formatBytes(sizeOf(marked))}
            </Button>
            <Button onClick={() => setMarked(null)}>Keep them</Button>
          </>
        ) : (
          <Button look="quiet" onClick={() => setMarked(new Set())}>
            Delete several
          </Button>
        )}
        <p className={styles["usage"]}>
          {storageText(runs.length, bytes, limitBytes)}
        </p>
        <progress
          aria-label="Storage used"
          max={limitBytes}
          value={Math.min(bytes, limitBytes)}
        />
      </div>
      {!marked && !chosen.includes(null) && (
        <p className={styles["hint"]}>
          {MOST_CHOSEN} runs are drawn, as many as there are colours that can be
          told apart; untick one to draw another.
        </p>
      )}
      {found.length === 0 ? (
        <p className={styles["hint"]}>
          {wanted.trim() === ""
            ? "All runs are hidden."
            : `No run has “${wanted}” in its name, note or changes.`}
        </p>
      ) : (
        <RunTable
          notebook={notebook}
          runs={found.slice(0, shown)}
          {...{ changes, currentId, chosen, order, openId, marked }}
          onOrder={setOrder}
          onOpen={setOpenId}
          onMark={(id, isMarked) =>
            setMarked((now) => {
              const next = new Set(now);
              if (isMarked) next.add(id);
              else next.delete(id);
              return next;
            })
          }
          onDelete={(id) => setAsked([id])}
          onReplay={onShowRun}
        />
      )}
      {found.length > shown && (
        <Button
          className={styles["more"]}
          onClick={() => setShown(shown + PAGE)}
        >
          Show {Math.min(PAGE, found.length - shown)} more of{" "}
          {formatCount(found.length)}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asked.length > 0}
        title={
          asked.length === 1
            ? `Delete ${runs.find(({ id }) => id === asked[0])?.name ?? "this run"}?`
            : `Delete ${asked.length} runs?`
        }
        question="Their curves, scores, names and notes would be gone from this browser. The same settings and seed make the same run again."
        action={asked.length === 1 ? "Delete the run" : "Delete the runs"}
        onCancel={() => setAsked([])}
        onConfirm={() => {
          void notebook.remove(asked);
          setAsked([]);
          setMarked(null);
        }}
      />
    </>
  );
}

function storageText(runs: number, bytes: number, limitBytes: number): string {
  const count =
    runs === 0
      ? "Nothing is stored yet"
      : `${formatCount(runs)} ${runs === 1 ? "run" : "runs"}, ${formatBytes(bytes)}`;
  return `${count} of at most ${formatBytes(limitBytes)} in this browser. Nothing is deleted without your choice.`;
}
