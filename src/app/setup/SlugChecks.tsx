import type { ConfigPath, SlugField } from "../../protocol/fields.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { useExplain } from "../terms/Explain.tsx";
import { Hint } from "../ui/Hint.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type SlugChecksProps = {
  field: SlugField & { path: ConfigPath };
  /** What can be ticked; null while it is not known. */
  options: readonly { value: string; label: string }[] | null;
};

/** A list of names as check boxes, kept in the order of the options. */
export function SlugChecks({ field, options }: SlugChecksProps) {
  const state = useField(field.path);
  const explain = useExplain();
  const chosen = Array.isArray(state.value) ? (state.value as string[]) : [];
  // Until the packs are known, and for names that a link brought along: what is set is shown.
  const known = options ?? [];
  const strangers = chosen
    .filter((name) => !known.some(({ value }) => value === name))
    .map((name) => ({ value: name, label: name }));
  const all = [...known, ...strangers];

  const tick = (name: string, isTicked: boolean) => {
    const names = all.map(({ value }) => value);
    state.edit(
      names.filter((each) =>
        each === name ? isTicked : chosen.includes(each),
      ),
    );
  };

  return (
    <fieldset
      className={styles["checks"]}
      disabled={state.isLocked}
      aria-invalid={state.refusal !== null}
    >
      <Hint
        label={field.label}
        explanation={field.explanation}
        onMore={() => explain(field.path)}
      >
        {(_, toggle) => (
          <legend className={styles["label"]}>
            {field.label}
            {toggle}
          </legend>
        )}
      </Hint>
      <div className={styles["checkGrid"]}>
        {all.map(({ value, label }) => (
          <label key={value}>
            <input
              type="checkbox"
              className={styles["checkbox"]}
              checked={chosen.includes(value)}
              onChange={(event) => tick(value, event.target.checked)}
            />
            {label}
          </label>
        ))}
      </div>
      {state.refusal && (
        <p className={styles["refusal"]}>{t.notInForce(state.refusal)}</p>
      )}
      {!state.refusal && state.caution && (
        <p className={styles["caution"]}>{state.caution}</p>
      )}
    </fieldset>
  );
}
