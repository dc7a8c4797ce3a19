import { useId, useState, type ReactNode } from "react";
import {
  STOP_SERIES,
  stopSeries,
  type StopRule,
  type StopSeriesId,
} from "../../protocol/stopRules.ts";
import { runOptions as t } from "../../texts/en/runOptions.ts";
import { useLab } from "../LabContext.tsx";
import styles from "./RunMenu.module.css";

/** What is entered: text until it makes a rule. */
type Draft = {
  isOn: boolean;
  series: StopSeriesId;
  /** The step, the steps of a mean, or the value to reach. */
  number: string;
  /** Least gain, in percent. */
  gain: string;
};
type Kind = StopRule["kind"];

const INITIAL: Readonly<Record<Kind, Draft>> = {
  step: { isOn: false, series: "total", number: "100", gain: "" },
  plateau: { isOn: false, series: "total", number: "50", gain: "1" },
  target: { isOn: false, series: "knn", number: "50", gain: "" },
};

/** Three rules, each switched on by itself; the run pauses when the first of them is met, and says which. */
export function StopRules() {
  const lab = useLab();
  const [drafts, setDrafts] = useState(INITIAL);

  const change = (kind: Kind, part: Partial<Draft>) => {
    const next = { ...drafts, [kind]: { ...drafts[kind], ...part } };
    setDrafts(next);
    lab.setStopRules(
      (Object.keys(next) as Kind[]).flatMap((each) => {
        const rule = next[each].isOn ? ruleOf(each, next[each]) : null;
        return rule ? [rule] : [];
      }),
    );
  };
  const row = (kind: Kind, children: ReactNode) => (
    <Row
      text={t.rule[kind]}
      isOn={drafts[kind].isOn}
      isWrong={drafts[kind].isOn && ruleOf(kind, drafts[kind]) === null}
      onSwitch={(isOn) => change(kind, { isOn })}
    >
      {children}
    </Row>
  );
  const number = (kind: Kind, label: string) => (
    <input
      type="number"
      step="any"
      className={styles["number"]}
      aria-label={label}
      value={drafts[kind].number}
      onChange={(event) => change(kind, { number: event.target.value })}
    />
  );
  const series = (kind: Kind, label: string) => (
    <select
      className={styles["series"]}
      aria-label={label}
      value={drafts[kind].series}
      onChange={(event) =>
        change(kind, { series: event.target.value as StopSeriesId })
      }
    >
      {STOP_SERIES.map(({ id, label: name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );

  return (
    <section className={styles["section"]}>
      <h2>{t.rules}</h2>
      {row("step", number("step", t.stopStep))}
      {row(
        "plateau",
        <>
          {series("plateau", t.flatSeries)}
          <span className={styles["pair"]}>
            {t.gainsLess}
            <input
              type="number"
              step="any"
              className={styles["number"]}
              aria-label={t.leastGain}
              value={drafts.plateau.gain}
              onChange={(event) =>
                change("plateau", { gain: event.target.value })
              }
            />
            {t.percentIn}
          </span>
          <span className={styles["pair"]}>
            {number("plateau", t.meanSteps)} {t.steps}
          </span>
        </>,
      )}
      {row(
        "target",
        <>
          {series("target", t.targetSeries)}
          <span className={styles["pair"]}>
            {number("target", t.target)}
            {shownUnit(drafts.target.series).unit}
          </span>
        </>,
      )}
    </section>
  );
}

type RowProps = {
  text: string;
  isOn: boolean;
  isWrong: boolean;
  onSwitch: (isOn: boolean) => void;
  children: ReactNode;
};

function Row({ text, isOn, isWrong, onSwitch, children }: RowProps) {
  const id = useId();
  return (
    <div className={styles["rule"]}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={(event) => onSwitch(event.target.checked)}
      />
      <label htmlFor={id}>{text}</label>
      <div className={styles["ruleValues"]}>{children}</div>
      <p className={styles["wrong"]} aria-live="polite">
        {isWrong ? t.noRule : ""}
      </p>
    </div>
  );
}

/** kNN accuracy is shown in percent, angles in degrees. */
function shownUnit(id: StopSeriesId): { factor: number; unit: string } {
  if (id === "knn") return { factor: 100, unit: "%" };
  return { factor: 1, unit: stopSeries(id).unit === "degrees" ? "°" : "" };
}

/** Null while the numbers make no rule. */
function ruleOf(kind: Kind, { series, number, gain }: Draft): StopRule | null {
  const value = number.trim() === "" ? Number.NaN : Number(number);
  const isSteps = Number.isInteger(value) && value >= 1 && value <= 1_000_000;
  switch (kind) {
    case "step":
      return isSteps ? { kind, step: value } : null;
    case "plateau": {
      const share = gain.trim() === "" ? Number.NaN : Number(gain) / 100;
      return isSteps && share >= 0 && share <= 1
        ? { kind, series, steps: value, gain: share }
        : null;
    }
    case "target":
      return Number.isFinite(value)
        ? { kind, series, value: value / shownUnit(series).factor }
        : null;
  }
}
