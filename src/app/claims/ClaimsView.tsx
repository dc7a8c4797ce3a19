import type {
  ClaimOutcome,
  ClaimsResult,
} from "../../protocol/claimResults.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { DEFAULT_PRESET, presetById } from "../../protocol/presets.ts";
import { ClaimCard } from "./ClaimCard.tsx";
import { usePublishedClaims } from "./publishedClaims.ts";
import styles from "./Claims.module.css";

export type ClaimsViewProps = {
  /** Leads to where a run is trained. */
  onShowRun: () => void;
  /** Leads to where several are set beside each other. */
  onShowCompare: () => void;
};

/** Twelve claims: what would support each, what would break it, and what came of it here. */
export function ClaimsView({ onShowRun, onShowCompare }: ClaimsViewProps) {
  const result = usePublishedClaims();
  const base = result?.config ?? presetById(DEFAULT_PRESET).config;
  const presetId = result?.preset ?? DEFAULT_PRESET;
  const outcomeOf = (id: number): ClaimOutcome | null =>
    result?.claims.find((outcome) => outcome.id === id) ?? null;

  return (
    <section className={styles["claims"]} aria-label="Claims">
      <h2 className={styles["heading"]}>Twelve claims, and what breaks them</h2>
      <p className={styles["lead"]}>
        Each claim is the paper’s or its lineage’s, in our words. A verdict
        follows from differences paired by seed, by a rule that was fixed before
        the runs: it counts a lead only where both 95 % intervals exclude 0, and
        never takes a tie for equality. Small students and 32-pixel images: this
        speaks about the mechanism, not about ImageNet.
      </p>
      {result && <Facts result={result} />}
      {result === null && (
        <p className={styles["facts"]}>
          No outcomes come with this site yet. Each claim can be run all the
          same.
        </p>
      )}
      <div className={styles["list"]}>
        {CLAIMS.map((claim) => (
          <ClaimCard
            key={claim.id}
            claim={claim}
            outcome={outcomeOf(claim.id)}
            base={base}
            presetId={presetId}
            onShowRun={onShowRun}
            onShowCompare={onShowCompare}
          />
        ))}
      </div>
    </section>
  );
}

function Facts({ result }: { result: ClaimsResult }) {
  const { preset, config, seeds, command, claims } = result;
  const isRun = claims.some(({ found }) => found > 0);
  return (
    <div className={styles["facts"]}>
      <p>
        {isRun ? "Run" : "To be run"} with preset “{presetById(preset).title}”,
        student width {config.student.width}, {config.optimiser.steps} steps of{" "}
        {config.optimiser.batchSize}, {config.data.images} training images,{" "}
        {seeds.length === 1 ? "seed" : "seeds"} {seeds.join(", ")}, last step.
      </p>
      <p>
        <code>{command}</code>
      </p>
    </div>
  );
}
