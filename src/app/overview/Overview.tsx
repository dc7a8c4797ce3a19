import type { PagePart } from "../../store/lesson.ts";
import { shell } from "../../texts/en/shell.ts";
import { useSettings } from "../LabContext.tsx";
import { Part } from "../Part.tsx";
import { AgreementPanel } from "./AgreementPanel.tsx";
import { HeatmapPanel } from "./HeatmapPanel.tsx";
import { LossPanel } from "./LossPanel.tsx";
import { ScoresPanel } from "./ScoresPanel.tsx";
import styles from "./Overview.module.css";

const PARTS: readonly PagePart[] = [
  ...(["heatmaps", "losses", "agreement", "scores"] as const),
];

export type OverviewProps = { onBrowse: () => void };

/** The four panels that move while the worker trains; on a desk's screen all in sight at once. */
export function Overview({ onBrowse }: OverviewProps) {
  const hidden = useSettings(({ lesson }) => lesson.hidden);
  const shown = PARTS.filter((id) => !hidden.includes(id));
  return (
    <section
      className={styles["overview"]}
      aria-label={shell.views.overview}
      data-shown={shown.length === PARTS.length ? "all" : shown.length}
      data-maps={shown.includes("heatmaps")}
    >
      <Part id="heatmaps">
        <HeatmapPanel onBrowse={onBrowse} />
      </Part>
      <Part id="losses">
        <LossPanel />
      </Part>
      <Part id="agreement">
        <AgreementPanel />
      </Part>
      <Part id="scores">
        <ScoresPanel />
      </Part>
    </section>
  );
}
