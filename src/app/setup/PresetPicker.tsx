import { configDifference } from "../../protocol/configPaths.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { presetById, PRESETS } from "../../protocol/presets.ts";
import { presetObstacle } from "../../store/settingsStore.ts";
import { isLocked } from "../lab.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { useLab, useLiveRun, useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { links } from "../../texts/en/links.ts";
import styles from "./Setup.module.css";

/** Of the one sentence about settings that a link or lesson fixes; their controls are described by it. */
export const FIXED_NOTE_ID = "fixed-settings";

/** Which preset, where it leaves the paper, and what has been changed since. */
export function PresetPicker() {
  const lab = useLab();
  const presetId = useSettings((settings) => settings.presetId);
  const config = useSettings((settings) => settings.config);
  const packs = useSettings((settings) => settings.packs);
  const isRunUnderWay = useLiveRun((view) => isLocked(view.status.state));
  /** Another preset would change what the link fixes. */
  const isFixed = useSettings(({ lesson }) => lesson.locked.length > 0);
  const preset = presetById(presetId);
  const changed = Object.keys(configDifference(preset.config, config)).map(
    (path) => fieldAt(path)?.label ?? path,
  );

  return (
    <div className={styles["preset"]}>
      <label className={styles["label"]} htmlFor="preset">
        {t.preset}
      </label>
      <select
        id="preset"
        className={styles["select"]}
        aria-describedby={
          isFixed ? `preset-summary ${FIXED_NOTE_ID}` : "preset-summary"
        }
        value={presetId}
        disabled={isRunUnderWay || isFixed}
        onChange={(event) => lab.choosePreset(event.target.value)}
      >
        {PRESETS.map(({ id, title }) => {
          const obstacle = presetObstacle(id, packs);
          return (
            <option key={id} value={id} disabled={obstacle !== null}>
              {obstacle ? t.notInBuild(title) : title}
            </option>
          );
        })}
      </select>
      <p id="preset-summary" className={styles["summary"]}>
        {preset.summary}
      </p>
      {isFixed && (
        <p id={FIXED_NOTE_ID} className={styles["caution"]}>
          {t.fixed(links.locked)}
        </p>
      )}
      {preset.departures.length > 0 && (
        <details className={styles["departures"]}>
          <summary>{t.departures}</summary>
          <ul>
            {preset.departures.map((departure) => (
              <li key={departure}>{departure}</li>
            ))}
          </ul>
        </details>
      )}
      {changed.length > 0 && (
        <p className={styles["changed"]}>
          <span>{t.changed(changed.join(", "))}</span>
          <Button
            look="quiet"
            disabled={isRunUnderWay || isFixed}
            onClick={() => lab.choosePreset(presetId)}
          >
            {t.backToPreset}
          </Button>
        </p>
      )}
    </div>
  );
}
