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
import { runs as t } from "../../texts/en/runs.ts";
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
      aria-label={t.table.name}
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <caption className="visually-hidden">
          {marked ? t.table.markCaption : t.table.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.table.run}</th>
            {RUN_COLUMNS.map(({ id }) => (
              <SortableHead
                key={id}
                {...{ id, order }}
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
  order: RunOrder;
  onSort: () => void;
};

function SortableHead({ id, order, onSort }: SortableHeadProps) {
  const direction = order.column === id ? order.direction : "none";
  const Icon = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" onClick={onSort}>
        {t.table.columns[id]}
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
              aria-label={(marked ? t.table.mark : t.table.draw)(name)}
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
            {run.isHidden && <small>{t.table.hidden}</small>}
            <small className={styles["since"]}>{changes.get(id)}</small>
            {run.begin && (
              <small className={styles["since"]}>
                {t.table.begin(run.begin)}
              </small>
            )}
            {note && <small className={styles["noteText"]}>{note}</small>}
          </div>
        </div>
      </th>
      <td>
        {t.table.steps(formatCount(run.step), formatCount(run.steps))}
        <small>{endText(run, id === currentId)}</small>
      </td>
      <Measure
        text={formatPercent(measures?.knn.accuracy ?? null)}
        sample={
          measures &&
          (measures.isSubset ? t.table.subset : t.table.images)(
            formatCount(measures.knn.n),
          )
        }
      />
      <Measure
        text={formatDegrees(measures?.angles.meanErrorDegrees ?? null)}
        sample={measures && t.table.pairs(formatCount(measures.angles.n))}
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
  const { ends } = t.table;
  if (end !== "unfinished") return ends[end];
  return isCurrent ? ends.underWay : ends.left;
}
