import type { BackendName } from "../../protocol/messages.ts";
import { bar as t } from "../../texts/en/bar.ts";
import { useLabState } from "../LabContext.tsx";
import styles from "./Bar.module.css";

const TITLES: Record<BackendName, string> = {
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  cpu: "JavaScript",
};

/** What the engine computes on, and what it would rather have used. */
export function BackendChip() {
  const report = useLabState((state) => state.report);
  if (!report) {
    return <p className={styles["chip"]}>{t.backendTested}</p>;
  }
  const passedOver = report.passedOver
    .map(({ backend, reason }) => `${TITLES[backend]}: ${reason}`)
    .join("; ");
  return (
    <details className={styles["chip"]}>
      <summary>
        <span className={styles["chipName"]}>{TITLES[report.backend]}</span>
        <span className={styles["adapter"]}>{report.adapter}</span>
      </summary>
      <div className={styles["chipBody"]}>
        <p>
          {report.isSoftwareAdapter ? t.software : ""}
          {t.selfTest(report.selfTestError.toExponential(1))}
        </p>
        {passedOver && <p>{t.passedOver(passedOver)}</p>}
      </div>
    </details>
  );
}
