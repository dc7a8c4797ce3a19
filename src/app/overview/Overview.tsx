import { AgreementPanel } from "./AgreementPanel.tsx";
import { HeatmapPanel } from "./HeatmapPanel.tsx";
import { LossPanel } from "./LossPanel.tsx";
import { SampleStrip } from "./SampleStrip.tsx";
import { ScoresPanel } from "./ScoresPanel.tsx";
import styles from "./Overview.module.css";

export type OverviewProps = { onBrowse: () => void };

/** The four panels that move while the worker trains. */
export function Overview({ onBrowse }: OverviewProps) {
  return (
    <section className={styles["overview"]} aria-label="Overview">
      <SampleStrip onBrowse={onBrowse} />
      <div className={styles["panels"]}>
        <LossPanel />
        <HeatmapPanel />
        <AgreementPanel />
        <ScoresPanel />
      </div>
    </section>
  );
}
