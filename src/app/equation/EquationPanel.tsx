import { Fragment } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { formatCount, formatLoss } from "../../charts/format.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import { methodById } from "../../protocol/methods.ts";
import { useLab, useRun, useTimeline } from "../LabContext.tsx";
import { equationOf, type EquationRow } from "./equation.ts";
import styles from "./Equation.module.css";

/** The loss of the step that is shown, term by term, in the colours of the curves. */
export function EquationPanel() {
  const lab = useLab();
  const latest = useRun((view) => view.latest);
  const updates = useRun((view) => view.updates);
  const kept = useTimeline((state) => state.kept);
  const beganWith = kept ? kept.config : lab.beganWith();
  if (!latest || !beganWith) {
    return (
      <p className={styles["empty"]}>
        The equation fills with the first step’s numbers.
      </p>
    );
  }
  const { total, rows, shared, step } = equationOf(beganWith, updates, latest);
  const hasShared = shared !== 0;
  return (
    <div
      className={styles["equation"]}
      role="region"
      aria-label="Equation of the loss"
      tabIndex={0}
    >
      <p className={styles["sum"]}>
        <span style={{ color: SERIES.total.color }}>
          total <b>{formatLoss(total)}</b>
        </span>
        {rows
          .filter(({ part }) => part !== null)
          .map((row, i) => (
            <Fragment key={row.weight}>
              {i === 0 ? " = " : " + "}
              <span style={{ color: colourOf(row) }}>
                {formatLoss(row.part)}
              </span>
            </Fragment>
          ))}
        {hasShared && ` + ${formatLoss(shared)}`}
      </p>
      <table>
        <caption className="visually-hidden">
          Terms of the loss at step {step}: weight times value
        </caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.weight}>
              <th scope="row" style={{ color: colourOf(row) }}>
                {row.loss && <SeriesKey role={row.loss} />} {row.name}
                <span className={styles["formula"]}>{row.formula}</span>
              </th>
              <td>{row.weightValue} ×</td>
              <td>{row.value === null ? "…" : formatLoss(row.value)}</td>
              <td className={styles["share"]}>
                <span
                  style={{
                    width: `${shareOf(row, total)}%`,
                    background: colourOf(row),
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["note"]}>
        Step {formatCount(step)}, {methodById(beganWith.method.id).title}.{" "}
        {hasShared &&
          `Terms without a value are reported together: ${formatLoss(shared)}. `}
        {rows.length === 0
          ? "This method’s one loss bears no weight: cross-entropy with the labels, or nothing at all."
          : "Move the time line to see it at any step."}
      </p>
    </div>
  );
}

const colourOf = ({ loss }: EquationRow) =>
  loss ? SERIES[loss].color : "var(--ink)";

const shareOf = ({ part }: EquationRow, total: number) =>
  part === null || !(total > 0)
    ? 0
    : Math.min(100, Math.max(0, (100 * part) / total));
