import { useId, useState } from "react";
import { LOW_DATA, type Claim } from "../../protocol/claims.ts";
import type { RunConfig } from "../../protocol/config.ts";
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
  const arm = arms.find(({ id }) => id === chosen) ?? arms[0];
  return (
    <div className={styles["runs"]}>
      <h3 className={styles["caption"]}>What is run</h3>
      <ul>
        {claim.arenas.map((arena) => (
          <li key={arena.id}>
            {arena.what}{" "}
            <Button
              look="quiet"
              disabled={isBusy}
              aria-label={`Set up under Compare: ${arena.what}`}
              onClick={() => {
                loadIntoSetup(lab, presetId, arenaBase(arena, base));
                void controlOf(lab).then((control) =>
                  control.edit(arenaForm(arena, SEEDS)),
                );
                onShowCompare();
              }}
            >
              Set up under Compare
            </Button>
          </li>
        ))}
        {claim.beside === "low-data" && (
          <li>
            Students distilled on {LOW_DATA.images.join(", ")} unlabelled
            images, then probed and fine-tuned with{" "}
            {LOW_DATA.labelsPerClass.join(", ")} labels for each class.
          </li>
        )}
      </ul>
      {arm && (
        <div className={styles["load"]}>
          <label htmlFor={selectId}>One run of it</label>
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
            Load into Setup
          </Button>
          {isBusy && (
            <span className={styles["status"]}>
              A run is under way; reset it first.
            </span>
          )}
        </div>
      )}
      <p className={styles["status"]}>
        The whole claim, without a page:{" "}
        <code>
          npm run --silent lab -- claims --only {claim.id} --out runs/claims
        </code>
      </p>
    </div>
  );
}
