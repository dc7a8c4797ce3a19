import { useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { VerifiedCase } from "../../protocol/messages.ts";
import { useLab, useLabState } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { about as t } from "../../texts/en/about.tsx";
import styles from "./DeviceCheck.module.css";

type Outcome = VerifiedCase[] | { failure: string };

/** Recorded numbers of the reference code beside this machine's. */
export function DeviceCheck() {
  const lab = useLab();
  const report = useLabState((state) => state.report);
  const isArena = useLabState((state) => state.arena !== null);
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function verify(): Promise<void> {
    setIsBusy(true);
    const found = await lab
      .ask({ type: "verify" })
      .catch((cause: unknown) => ({ failure: toWireError(cause).message }));
    setOutcome(found);
    setIsBusy(false);
  }

  return (
    <>
      <h3>{t.machine}</h3>
      <p>{t.machineText}</p>
      <Button
        disabled={!report || isBusy || isArena}
        aria-busy={isBusy}
        onClick={() => void verify()}
      >
        {t.verify}
      </Button>
      <div className={styles["outcome"]} aria-live="polite">
        {outcome &&
          ("failure" in outcome ? (
            <p>{t.notVerified(outcome.failure)}</p>
          ) : (
            <>
              <p>{verdict(outcome, report?.backend ?? t.noBackend)}</p>
              <Cases cases={outcome} />
            </>
          ))}
      </div>
    </>
  );
}

function verdict(cases: readonly VerifiedCase[], backend: string): string {
  const wrong = cases.filter(({ isWithin }) => !isWithin).length;
  const values = cases.reduce((sum, each) => sum + each.values, 0);
  return wrong === 0
    ? t.agree(formatCount(values), backend)
    : t.wrong(wrong, cases.length, backend);
}

function Cases({ cases }: { cases: readonly VerifiedCase[] }) {
  return (
    <div
      className={styles["scroller"]}
      role="region"
      aria-label={t.cases}
      tabIndex={0}
    >
      <table className={styles["cases"]}>
        <thead>
          <tr>
            <th scope="col">{t.computation}</th>
            <th scope="col">{t.agrees}</th>
            <th scope="col">{t.offBy}</th>
            <th scope="col">{t.allowed}</th>
            <th scope="col">{t.numbers}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((each) => (
            <tr key={each.title}>
              <th scope="row">
                {each.title}
                <small>{each.what}</small>
              </th>
              <td>{each.isWithin ? t.yes : t.no}</td>
              <td>{scientific(each.difference)}</td>
              <td>{scientific(each.tolerance)}</td>
              <td>{formatCount(each.values)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const scientific = (x: number) =>
  x === 0 ? "0" : x.toExponential(1).replaceAll("-", "−");
