import { useId, useState } from "react";
import { terms as t } from "../../texts/en/terms.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { panelTerms } from "./panelTerms.ts";
import { terms, type Term, type TermGroup } from "./terms.ts";
import styles from "./Terms.module.css";

export type TermsDialogProps = {
  /** Id of a term, topic of a figure, or nothing in particular. */
  about: string;
  isOpen: boolean;
  onClose: () => void;
};

/** Every control and measure, each with a sentence and its formula; those asked about first. */
export function TermsDialog({ about, isOpen, onClose }: TermsDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      {/* What was looked for belongs to what was asked about. */}
      <Terms key={about} about={about} />
    </Dialog>
  );
}

function Terms({ about }: { about: string }) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const all = terms();
  const asked: readonly string[] = [about, ...panelTerms(about)];
  const chosen = asked.flatMap((each) =>
    all.filter((term) => term.id === each),
  );
  const wanted = typed.trim().toLowerCase();
  const matching = all.filter(({ name, sentence, formula }) =>
    `${name} ${sentence} ${formula}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      {chosen.length > 0 && (
        <section aria-label={t.askedAbout}>
          <List terms={chosen} />
        </section>
      )}
      <div className={styles["find"]}>
        <label htmlFor={id}>{chosen.length > 0 ? t.findAnother : t.find}</label>
        <input
          id={id}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {wanted !== "" ? (
        matching.length > 0 ? (
          <List terms={matching} />
        ) : (
          <p className={styles["none"]}>{t.nothing}</p>
        )
      ) : (
        (Object.keys(t.groups) as TermGroup[]).map((group) => (
          <details key={group} className={styles["group"]}>
            <summary>{t.groups[group]}</summary>
            <List terms={all.filter((term) => term.group === group)} />
          </details>
        ))
      )}
      <p className={styles["symbols"]}>{t.symbols}</p>
    </>
  );
}

function List({ terms }: { terms: readonly Term[] }) {
  return (
    <dl className={styles["terms"]}>
      {terms.map(({ id, name, sentence, formula }) => (
        <div key={id}>
          <dt>{name}</dt>
          <dd>{sentence}</dd>
          <dd className={styles["formula"]}>{formula}</dd>
        </div>
      ))}
    </dl>
  );
}
