import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { MOST_CHOSEN, type Notebook } from "../../store/notebook/notebook.ts";
import { runs as t } from "../../texts/en/runs.ts";
import { shell } from "../../texts/en/shell.ts";
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
    <section className={styles["runs"]} aria-label={t.name}>
      {notebook ? (
        <RunList {...{ notebook, onShowRun }} />
      ) : (
        <p className={viewStyles["loading"]}>{shell.loading}</p>
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

  if (!runs) return <p className={viewStyles["loading"]}>{shell.loading}</p>;
  if (runs.length === 0) {
    return (
      <>
        <LinkedRuns notebook={notebook} />
        <div className={styles["empty"]}>
          <h3>{t.empty.title}</h3>
          <p>{t.empty.text}</p>
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
        <p className={styles["hint"]}>{t.tick(MOST_CHOSEN)}</p>
      )}
      <div className={styles["tools"]}>
        <label>
          {t.find}
          <input
            type="search"
            value={wanted}
            placeholder={t.findWhat}
            onChange={({ target }) => {
              setWanted(target.value);
              setShown(PAGE);
            }}
          />
        </label>
        <ExplainButton title={t.explained} onPress={() => explain("runs")} />
        {hidden > 0 && (
          <label>
            <input
              type="checkbox"
              checked={showsHidden}
              onChange={({ target }) => setShowsHidden(target.checked)}
            />
            {t.showHidden(hidden)}
          </label>
        )}
        {marked ? (
          <>
            <Button
              look="danger"
              disabled={marked.size === 0}
              onClick={() => setAsked([...marked])}
            >
              {t.deleteMarked(marked.size, formatBytes(sizeOf(marked)))}
            </Button>
            <Button onClick={() => setMarked(null)}>{t.keepThem}</Button>
          </>
        ) : (
          <Button look="quiet" onClick={() => setMarked(new Set())}>
            {t.deleteSeveral}
          </Button>
        )}
        <p className={styles["usage"]}>
          {storageText(runs.length, bytes, limitBytes)}
        </p>
        <progress
          aria-label={t.storage}
          max={limitBytes}
          value={Math.min(bytes, limitBytes)}
        />
      </div>
      {!marked && !chosen.includes(null) && (
        <p className={styles["hint"]}>{t.mostDrawn(MOST_CHOSEN)}</p>
      )}
      {found.length === 0 ? (
        <p className={styles["hint"]}>
          {wanted.trim() === "" ? t.allHidden : t.noneFound(wanted)}
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
          {t.more(
            Math.min(PAGE, found.length - shown),
            formatCount(found.length),
          )}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asked.length > 0}
        title={
          asked.length === 1
            ? t.delete.title(
                runs.find(({ id }) => id === asked[0])?.name ??
                  t.delete.thisRun,
              )
            : t.delete.titleOfMany(asked.length)
        }
        question={t.delete.question}
        action={asked.length === 1 ? t.delete.one : t.delete.many}
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
  const limit = formatBytes(limitBytes);
  return runs === 0
    ? t.nothingStored(limit)
    : t.stored(formatCount(runs), formatBytes(bytes), limit);
}
