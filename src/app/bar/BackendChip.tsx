import type { BackendName } from "../../protocol/messages.ts";
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
    return <p className={styles["chip"]}>Backend: being tested</p>;
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
          {report.isSoftwareAdapter
            ? "A software adapter: correct, but far slower than a GPU. "
            : ""}
          The self-test differed from the CPU by at most{" "}
          {report.selfTestError.toExponential(1)}.
        </p>
        {passedOver && <p>Passed over: {passedOver}.</p>}
      </div>
    </details>
  );
}
