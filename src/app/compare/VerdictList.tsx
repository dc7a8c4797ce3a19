import type { ArenaMethod, MethodSummary } from "../../protocol/arena.ts";
import type { ArenaMeasure } from "../../protocol/arenaMeasures.ts";
import { compare as t } from "../../texts/en/compare.ts";
import { methodTitle, verdictSentences } from "./texts.ts";
import styles from "./Compare.module.css";

export type VerdictListProps = {
  measures: readonly ArenaMeasure[];
  summary: readonly MethodSummary[];
  reference: ArenaMethod;
};

/** The table in sentences, made from its numbers. */
export function VerdictList({
  measures,
  summary,
  reference,
}: VerdictListProps) {
  const { sentences, chance } = verdictSentences(summary, reference, measures);
  if (sentences.length === 0) return null;
  return (
    <section className={styles["words"]} aria-labelledby="compare-words">
      <h3 id="compare-words">{t.words.title(methodTitle(reference))}</h3>
      <ul>
        {sentences.map(({ key, title, text }) => (
          <li key={key}>
            <strong>{title}</strong> {text}
          </li>
        ))}
      </ul>
      {chance && <p>{chance}</p>}
    </section>
  );
}
