import { ChevronDown, Dices, GraduationCap, Images, Link } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import {
  CONFIG_FIELDS,
  FIELD_GROUPS,
  isFieldOf,
} from "../../protocol/fields.ts";
import { isLocked } from "../lab.ts";
import { presetById } from "../../protocol/presets.ts";
import { isHidden } from "../../store/lesson.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { useLab, useLiveRun, useSettings } from "../LabContext.tsx";
import { newSeed } from "../newSeed.ts";
import { Button } from "../ui/Button.tsx";
import { useStoredFlag } from "../ui/useStoredFlag.ts";
import { FieldControl } from "./FieldControl.tsx";
import { PresetPicker } from "./PresetPicker.tsx";
import styles from "./Setup.module.css";

const RunNotices = lazy(() =>
  import("./RunNotices.tsx").then((module) => ({ default: module.RunNotices })),
);

export type SetupProps = {
  /** Where the page is now; copied as the link to these settings. */
  currentHref: () => Promise<string>;
  onOwnImages: () => void;
  onOwnTeacher: () => void;
};

/** Everything that defines a run. */
export function Setup({ currentHref, onOwnImages, onOwnTeacher }: SetupProps) {
  const lab = useLab();
  const [isOpen, setIsOpen] = useState(false);
  const [showsAll, setShowsAll] = useStoredFlag("all-settings", false);
  const [copied, setCopied] = useState("");
  const isRunUnderWay = useLiveRun((view) => isLocked(view.status.state));
  const presetTitle = useSettings(({ presetId }) => presetById(presetId).title);
  const hasNotices = useLiveRun(({ notices }) => notices.length > 0);
  const method = useSettings(({ config }) => config.method.id);
  const lesson = useSettings((settings) => settings.lesson);

  const copyLink = () => {
    currentHref()
      .then((href) => navigator.clipboard.writeText(href))
      .then(() => setCopied(t.copied))
      .catch(() => setCopied(t.notCopied));
  };

  return (
    <section
      className={styles["setup"]}
      aria-label={t.title}
      data-open={isOpen}
    >
      <div className={styles["head"]}>
        <h2>
          {t.title}
          <span className={styles["chosen"]}>{presetTitle}</span>
        </h2>
        <Button
          look="quiet"
          className={styles["opener"]}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? t.hide : t.show}
          <ChevronDown size={16} aria-hidden />
        </Button>
      </div>
      <div className={styles["body"]}>
        <PresetPicker />
        <p className={styles["note"]} data-locked={isRunUnderWay}>
          {isRunUnderWay ? t.underWay : t.asTheyStand}
        </p>
        {hasNotices && (
          <Suspense>
            <RunNotices />
          </Suspense>
        )}
        <label className={styles["all"]}>
          <input
            type="checkbox"
            className={styles["checkbox"]}
            checked={showsAll}
            onChange={(event) => setShowsAll(event.target.checked)}
          />
          {t.showAll}
        </label>
        {FIELD_GROUPS.map((group) => {
          const fields = CONFIG_FIELDS.filter(
            (field) =>
              field.group === group &&
              isFieldOf(field, method) &&
              !isHidden(lesson, field.path) &&
              (showsAll || !("advanced" in field)),
          );
          if (fields.length === 0) return null;
          return (
            <section key={group} className={styles["group"]}>
              <h3>{t.groups[group]}</h3>
              {fields.map((field) => (
                <FieldControl key={field.path} field={field} />
              ))}
              {group === "data" && (
                <div className={styles["runActions"]}>
                  <Button onClick={onOwnImages}>
                    <Images size={16} aria-hidden />
                    {t.ownImages}
                  </Button>
                </div>
              )}
              {group === "teacher" && (
                <div className={styles["runActions"]}>
                  <Button onClick={onOwnTeacher}>
                    <GraduationCap size={16} aria-hidden />
                    {t.ownTeacher}
                  </Button>
                </div>
              )}
              {group === "run" && (
                <div className={styles["runActions"]}>
                  <Button
                    disabled={isRunUnderWay || lesson.locked.includes("seed")}
                    onClick={() =>
                      lab.edit(
                        "seed",
                        newSeed(lab.settings.getState().config.seed),
                      )
                    }
                  >
                    <Dices size={16} aria-hidden />
                    {t.newSeed}
                  </Button>
                  <Button onClick={copyLink}>
                    <Link size={16} aria-hidden />
                    {t.copyLink}
                  </Button>
                  <span aria-live="polite">{copied}</span>
                </div>
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}
