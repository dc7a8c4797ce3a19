import { ArrowDown, ArrowUp, ChevronDown } from "lucide-react";
import { Fragment } from "react";
import { RUN_ROLES, type RunRole } from "../../charts/colorScale.ts";
import {
  formatBytes,
  formatCount,
  formatDegrees,
  formatPercent,
  formatUnit,
} from "../../charts/format.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import type { Notebook } from "../../store/notebook/notebook.ts";
import type { RunSummary } from "../../store/notebook/runRecord.ts";
import { RunDetails, timeText } from "./RunDetails.tsx";
import {
  nextOrder,
  RUN_COLUMNS,
  type RunColumn,
  type RunOrder,
} from "./sortRuns.ts";
import styles from "./Runs.module.css";

export type RunTableProps = {
  notebook: Notebook;
  /** In the order in which they are shown. */
  runs: readonly RunSummary[];
  /** What changed since the run before, by id. */
  changes: ReadonlyMap<string, string>;
  currentId: string | null;
  chosen: readonly (string | null)[];
  order: RunOrder;
  onOrder: (order: RunOrder) => void;
  /** The run of which everything is shown. */
  openId: string | null;
  onOpen: (id: string | null) => void;
  /** Ids marked to be deleted; null while runs are chosen to be drawn instead. */
  marked: ReadonlySet<string> | null;
  onMark: (id: string, isMarked: boolean) => void;
  onDelete: (id: string) => void;
  /** A run is in the panels now. */
  onReplay: () => void;
};

const COLUMNS = RUN_COLUMNS.length + 1;

/** One line for each run; its name opens the rest. */
export function RunTable(props: RunTableProps) {
  const { runs, order, onOrder, openId, onOpen, marked } = props;
  return (
    <div
      className={styles["scroller"]}
      role="region"
      aria-label="Table of runs"
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <caption className="visually-hidden">
          Runs kept in this browser. A box{" "}
          {marked ? "marks a run to be deleted" : "draws a run above"}; a name
          opens more about it; a column’s head sorts.
        </caption>
        <thead>
          <tr>
            <th scope="col">Run, and what changed since the one before</th>
            {RUN_COLUMNS.map(({ id, label }) => (
              <SortableHead
                key={id}
                {...{ id, label, order }}
                onSort={() => onOrder(nextOrder(order, id))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const isOpen = run.id === openId;
            return (
              <Fragment key={run.id}>
                <RunLine
                  {...props}
                  run={run}
                  isOpen={isOpen}
                  onPress={() => onOpen(isOpen ? null : run.id)}
                />
                {isOpen && (
                  <tr className={styles["detailsRow"]}>
                    <td colSpan={COLUMNS}>
                      <RunDetails
                        notebook={props.notebook}
                        run={run}
                        onDelete={() => props.onDelete(run.id)}
                        onReplay={props.onReplay}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type SortableHeadProps = {
  id: RunColumn;
  label: string;
  order: RunOrder;
  onSort: () => void;
};

function SortableHead({ id, label, order, onSort }: SortableHeadProps) {
  const direction = order.column === id ? order.direction : "none";
  const Icon = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" onClick={onSort}>
        {label}
        <Icon size={12} aria-hidden data-shown={direction !== "none"} />
      </button>
    </th>
  );
}

type RunLineProps = RunTableProps & {
  run: RunSummary;
  isOpen: boolean;
  onPress: () => void;
};

function RunLine({
  notebook,
  run,
  changes,
  currentId,
  chosen,
  marked,
  onMark,
  isOpen,
  onPress,
}: RunLineProps) {
  const { id, name, note, measures } = run;
  const place = chosen.indexOf(id);
  const isFull = !chosen.includes(null);
  const isNamedByHand = !name.endsWith(` ${run.number}`);
  const mark = (isMarked: boolean) =>
    marked ? onMark(id, isMarked) : notebook.choose(id, isMarked);
  return (
    <tr data-drawn={place >= 0} data-marked={marked?.has(id) ?? false}>
      <th scope="row">
        <div className={styles["name"]}>
          <label className={styles["box"]}>
            <input
              type="checkbox"
              aria-label={marked ? `Mark ${name}` : `Draw ${name}`}
              checked={marked ? marked.has(id) : place >= 0}
              disabled={!marked && place < 0 && isFull}
              onChange={({ target }) => mark(target.checked)}
            />
            <span className={styles["key"]}>
              {RUN_ROLES[place] && <RunKey role={RUN_ROLES[place]} />}
            </span>
          </label>
          <div>
            <button
              type="button"
              className={styles["opener"]}
              aria-expanded={isOpen}
              onClick={onPress}
            >
              {name}
              <ChevronDown size={14} aria-hidden />
            </button>
            {isNamedByHand && <small> #{run.number}</small>}
            {run.isHidden && <small> hidden</small>}
            <small className={styles["since"]}>{changes.get(id)}</small>
            {run.begin && (
              <small className={styles["since"]}>
                Its student began as that of {run.begin}
              </small>
            )}
            {note && <small className={styles["noteText"]}>{note}</small>}
          </div>
        </div>
      </th>
      <td>
        {formatCount(run.step)} of {formatCount(run.steps)}
        <small>{endText(run, id === currentId)}</small>
      </td>
      <Measure
        text={formatPercent(measures?.knn.accuracy ?? null)}
        sample={
          measures &&
          `${formatCount(measures.knn.n)} images${measures.isSubset ? ", subset" : ""}`
        }
      />
      <Measure
        text={formatDegrees(measures?.angles.meanErrorDegrees ?? null)}
        sample={measures && `${formatCount(measures.angles.n)} pairs`}
      />
      {(["near", "far"] as const).map((set) => {
        const found = measures?.[set];
        return (
          <Measure
            key={set}
            text={formatUnit(found?.auroc ?? null)}
            sample={
              found && `${formatCount(found.nId)} + ${formatCount(found.nOod)}`
            }
          />
        );
      })}
      <td>{timeText(run.startedAt)}</td>
      <td>{formatBytes(run.bytes)}</td>
    </tr>
  );
}

const RunKey = ({ role }: { role: RunRole }) => <SeriesKey role={role} />;

type MeasureProps = { text: string; sample: string | null | undefined };

function Measure({ text, sample }: MeasureProps) {
  return (
    <td>
      {text}
      {sample && <small>{sample}</small>}
    </td>
  );
}

function endText({ end }: RunSummary, isCurrent: boolean): string {
  if (end === "finished") return "finished";
  if (end === "failed") return "failed";
  return isCurrent ? "under way" : "left there";
}
