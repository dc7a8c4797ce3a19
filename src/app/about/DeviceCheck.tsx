import { useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { VerifiedCase } from "../../protocol/messages.ts";
import { useLab, useLabState } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
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
      <h3>This machine</h3>
      <p>
        Browsers and drivers have computed wrong numbers without a word. Here
        the values of small computations, recorded from the authors’ own code,
        stand beside those of this machine.
      </p>
      <Button
        disabled={!report || isBusy || isArena}
        aria-busy={isBusy}
        onClick={() => void verify()}
      >
        Verify this device
      </Button>
      <div className={styles["outcome"]} aria-live="polite">
        {outcome &&
          ("failure" in outcome ? (
            <p>It could not be verified: {outcome.failure}</p>
          ) : (
            <>
              <p>{verdict(outcome, report?.backend ?? "no backend")}</p>
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
    ? `All ${formatCount(values)} numbers agree, on ${backend}.`
    : `${wrong} of ${cases.length} computations are wrong on ${backend}: do not trust what is trained here, and choose another backend (?backend=wasm).`;
}

function Cases({ cases }: { cases: readonly VerifiedCase[] }) {
  return (
    <div
      className={styles["scroller"]}
      role="region"
      aria-label="Verified computations"
      tabIndex={0}
    >
      <table className={styles["cases"]}>
        <thead>
          <tr>
            <th scope="col">Computation</th>
            <th scope="col">Agrees</th>
            <th scope="col">Off by</th>
            <th scope="col">Allowed</th>
            <th scope="col">Numbers</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((each) => (
            <tr key={each.title}>
              <th scope="row">
                {each.title}
                <small>{each.what}</small>
              </th>
              <td>{each.isWithin ? "yes" : "no"}</td>
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
