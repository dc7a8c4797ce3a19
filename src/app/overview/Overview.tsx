import { AgreementPanel } from "./AgreementPanel.tsx";
import { HeatmapPanel } from "./HeatmapPanel.tsx";
import { LossPanel } from "./LossPanel.tsx";
import { ScoresPanel } from "./ScoresPanel.tsx";
import styles from "./Overview.module.css";

export type OverviewProps = { onBrowse: () => void };

/** The four panels that move while the worker trains; on a desk's screen all in sight at once. */
export function Overview({ onBrowse }: OverviewProps) {
  return (
    <section className={styles["overview"]} aria-label="Overview">
      <HeatmapPanel onBrowse={onBrowse} />
      <LossPanel />
      <AgreementPanel />
      <ScoresPanel />
    </section>
  );
}
