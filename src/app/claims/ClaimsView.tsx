import type {
  ClaimOutcome,
  ClaimsResult,
} from "../../protocol/claimResults.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { DEFAULT_PRESET, presetById } from "../../protocol/presets.ts";
import { claims as t } from "../../texts/en/claims.tsx";
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
    <section className={styles["claims"]} aria-label={t.name}>
      <h2 className={styles["heading"]}>{t.title}</h2>
      <p className={styles["lead"]}>{t.lead}</p>
      {result && <Facts result={result} />}
      {result === null && <p className={styles["facts"]}>{t.none}</p>}
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
        {(isRun ? t.run : t.toBeRun)(
          presetById(preset).title,
          config.student.width,
          config.optimiser.steps,
          config.optimiser.batchSize,
          config.data.images,
          (seeds.length === 1 ? t.seed : t.seeds)(seeds.join(", ")),
        )}
      </p>
      <p>
        <code>{command}</code>
      </p>
    </div>
  );
}
