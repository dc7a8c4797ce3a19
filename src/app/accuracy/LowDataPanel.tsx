import { accuracy as t } from "../../texts/en/accuracy.ts";
import { LowDataFigure } from "../claims/LowDataFigure.tsx";
import { usePublishedClaims } from "../claims/publishedClaims.ts";
import styles from "./AccuracyView.module.css";

/** What few images are good for: runs that come with the site, for one run has but one number of images. */
export function LowDataPanel() {
  const result = usePublishedClaims();
  const curves = result?.claims.flatMap((claim) => claim.curves ?? []) ?? [];
  if (!result || curves.length === 0) return null;
  const { config, seeds } = result;
  return (
    <div>
      <LowDataFigure curves={curves} />
      <p className={styles["key"]}>
        {t.lowData(
          config.student.width,
          config.optimiser.steps,
          seeds.join(", "),
        )}
      </p>
    </div>
  );
}
