import { useState } from "react";
import { parseConfig } from "../../protocol/config.ts";
import { checkConfig } from "../../protocol/configRules.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { fitToPack } from "../../protocol/fitToPack.ts";
import type { PackManifest } from "../../protocol/packs.ts";
import { isLocked } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { links } from "../../texts/en/links.ts";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type UsePackProps = { pack: PackManifest; onUsed: () => void };

/** Which classes are never trained on, which packs are foreign, and the way into Setup. */
export function UsePack({ pack, onUsed }: UsePackProps) {
  const lab = useLab();
  const base = useSettings(({ config }) => config);
  const presetId = useSettings((settings) => settings.presetId);
  const packs = useSettings((settings) => settings.packs) ?? [];
  const teachers = useSettings((settings) => settings.teachers);
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);
  const isBusy = useLiveRun(({ status }) => isLocked(status.state));
  const isArena = useLabState(({ arena }) => arena !== null);
  const [heldOut, setHeldOut] = useState<readonly string[]>([]);
  const [far, setFar] = useState<readonly string[]>(
    base.data.far.filter((id) => id !== pack.id),
  );

  const fitted = fitToPack(base, pack, heldOut);
  const config = { ...fitted, data: { ...fitted.data, far: [...far] } };
  const parsed = parseConfig(config);
  const [issue] = parsed.ok
    ? checkConfig(config, packs, teachers)
    : parsed.issues;
  const obstacle = hasLocks
    ? links.someLocked(links.locked)
    : isBusy || isArena
      ? t.underWay
      : issue
        ? `${fieldAt(issue.path)?.label ?? issue.path}: ${issue.message}`
        : "";

  return (
    <section className={styles["section"]} aria-label={t.usePack(pack.title)}>
      <h3>{t.useTitle(pack.title)}</h3>
      <Checks
        legend={t.heldOut}
        options={pack.classes.map((value, k) => ({
          value,
          label: pack.classTitles[k] ?? value,
        }))}
        chosen={heldOut}
        onChoose={setHeldOut}
      />
      <Checks
        legend={t.far}
        options={packs
          .filter(({ id }) => id !== pack.id)
          .map(({ id, title }) => ({ value: id, label: title }))}
        chosen={far}
        onChoose={setFar}
      />
      <div className={styles["actions"]}>
        <Button
          look="primary"
          disabled={obstacle !== ""}
          onClick={() => {
            loadIntoSetup(lab, presetId, config);
            onUsed();
          }}
        >
          {t.putIntoSetup}
        </Button>
        <span className={styles["note"]} aria-live="polite">
          {obstacle}
        </span>
      </div>
    </section>
  );
}

type ChecksProps = {
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
};

function Checks({ legend, options, chosen, onChoose }: ChecksProps) {
  return (
    <fieldset className={styles["checks"]}>
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChoose(
                target.checked
                  ? [...chosen, value]
                  : chosen.filter((each) => each !== value),
              )
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
