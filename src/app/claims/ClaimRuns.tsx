import { useId, useState } from "react";
import {
  LOW_DATA,
  type Claim,
  type ClaimArena,
} from "../../protocol/claims.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { claimTexts, claims as t } from "../../texts/en/claims.tsx";
import { isLocked } from "../lab.ts";
import { useLab, useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { controlOf } from "../compare/controlOf.ts";
import { arenaBase, arenaForm, armsOf, lowDataArms } from "./claimArms.ts";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import styles from "./Claims.module.css";

export type ClaimRunsProps = {
  claim: Claim;
  base: RunConfig;
  presetId: string;
  onShowRun: () => void;
  onShowCompare: () => void;
};

/** Seeds that a visitor is offered; more can be entered under Compare. */
const SEEDS = 3;

/** What a claim rests on, and the way to any one of its runs. */
export function ClaimRuns({
  claim,
  base,
  presetId,
  onShowRun,
  onShowCompare,
}: ClaimRunsProps) {
  const lab = useLab();
  const isBusy = useLiveRun((view) => isLocked(view.status.state));
  const selectId = useId();
  const arms = [
    ...claim.arenas.flatMap((arena) => armsOf(arena, base)),
    ...(claim.beside === "low-data"
      ? lowDataArms(LOW_DATA.methods, LOW_DATA.images, base)
      : []),
  ];
  const [chosen, setChosen] = useState(arms[0]?.id);
  const whatOf = ({ id, what }: ClaimArena) =>
    claimTexts[claim.id]?.arenas[id] ?? what;
  const arm = arms.find(({ id }) => id === chosen) ?? arms[0];
  return (
    <div className={styles["runs"]}>
      <h3 className={styles["caption"]}>{t.runs.title}</h3>
      <ul>
        {claim.arenas.map((arena) => (
          <li key={arena.id}>
            {whatOf(arena)}{" "}
            <Button
              look="quiet"
              disabled={isBusy}
              aria-label={t.runs.setUpThis(whatOf(arena))}
              onClick={() => {
                loadIntoSetup(lab, presetId, arenaBase(arena, base));
                void controlOf(lab).then((control) =>
                  control.edit(arenaForm(arena, SEEDS)),
                );
                onShowCompare();
              }}
            >
              {t.runs.setUp}
            </Button>
          </li>
        ))}
        {claim.beside === "low-data" && (
          <li>
            {t.runs.lowData(
              LOW_DATA.images.join(", "),
              LOW_DATA.labelsPerClass.join(", "),
            )}
          </li>
        )}
      </ul>
      {arm && (
        <div className={styles["load"]}>
          <label htmlFor={selectId}>{t.runs.one}</label>
          <select
            id={selectId}
            value={arm.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {arms.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
          <Button
            disabled={isBusy}
            onClick={() => {
              loadIntoSetup(lab, presetId, arm.config);
              onShowRun();
            }}
          >
            {t.runs.load}
          </Button>
          {isBusy && <span className={styles["status"]}>{t.runs.busy}</span>}
        </div>
      )}
      <p className={styles["status"]}>
        {t.runs.command}{" "}
        <code>
          npm run --silent lab -- claims --only {claim.id} --out runs/claims
        </code>
      </p>
    </div>
  );
}
