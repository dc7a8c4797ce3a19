import { Fragment } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { formatCount, formatLoss } from "../../charts/format.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import { methodById } from "../../protocol/methods.ts";
import { useLab, useRun, useTimeline } from "../LabContext.tsx";
import { equationOf, type EquationRow } from "./equation.ts";
import { equation as t } from "../../texts/en/equation.ts";
import styles from "./Equation.module.css";

/** The loss of the step that is shown, term by term, in the colours of the curves. */
export function EquationPanel() {
  const lab = useLab();
  const latest = useRun((view) => view.latest);
  const updates = useRun((view) => view.updates);
  const kept = useTimeline((state) => state.kept);
  const beganWith = kept ? kept.config : lab.beganWith();
  if (!latest || !beganWith) {
    return <p className={styles["empty"]}>{t.empty}</p>;
  }
  const { total, rows, shared, step } = equationOf(beganWith, updates, latest);
  const hasShared = shared !== 0;
  return (
    <div
      className={styles["equation"]}
      role="region"
      aria-label={t.title}
      tabIndex={0}
    >
      <p className={styles["sum"]}>
        <span style={{ color: SERIES.total.color }}>
          {t.total} <b>{formatLoss(total)}</b>
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
        <caption className="visually-hidden">{t.caption(step)}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.weight}>
              <th scope="row" style={{ color: colourOf(row) }}>
                {row.loss && <SeriesKey role={row.loss} />}{" "}
                {t.terms[row.term].name}
                <span className={styles["formula"]}>
                  {t.terms[row.term].formula}
                </span>
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
        {t.step(formatCount(step), methodById(beganWith.method.id).title)}{" "}
        {hasShared && t.together(formatLoss(shared))}
        {rows.length === 0 ? t.noWeight : t.timeline}
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
