import {
  ARENA_METHODS,
  FACTOR_FIELDS,
  MOST_SEEDS,
  withMethod,
  type ArenaForm as Form,
} from "../../store/arenaForm.ts";
import { compare as t } from "../../texts/en/compare.ts";
import styles from "./Compare.module.css";

export type ArenaFormProps = {
  form: Form;
  /** Fixed while an arena trains. */
  isDisabled: boolean;
  onChange: (form: Form) => void;
};

const SEED_CHOICES = [1, 2, 3, 5, 10, MOST_SEEDS];

/** Methods, seeds, and one setting that may differ. */
export function ArenaForm({ form, isDisabled, onChange }: ArenaFormProps) {
  return (
    <fieldset className={styles["form"]} disabled={isDisabled}>
      <legend className="visually-hidden">{t.form.what}</legend>
      <fieldset className={styles["methods"]}>
        <legend>{t.form.methods}</legend>
        {ARENA_METHODS.map(({ id, title, summary }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={form.methods.includes(id)}
              aria-describedby={`method-${id}`}
              onChange={({ target }) =>
                onChange(withMethod(form, id, target.checked))
              }
            />
            <span>
              <b>{title}</b>
              <small id={`method-${id}`}>{summary}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={styles["choices"]}>
        <label>
          {t.form.seeds}
          <select
            value={form.seeds}
            onChange={({ target }) =>
              onChange({ ...form, seeds: Number(target.value) })
            }
          >
            {SEED_CHOICES.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.form.factor}
          <select
            value={form.factorPath}
            onChange={({ target }) =>
              onChange({ ...form, factorPath: target.value })
            }
          >
            <option value="">{t.form.none}</option>
            {FACTOR_FIELDS.map(({ path, label }) => (
              <option key={path} value={path}>
                {label} ({path})
              </option>
            ))}
          </select>
        </label>
        {form.factorPath !== "" && (
          <label>
            {t.form.values}
            <input
              type="text"
              value={form.factorValues}
              placeholder="32, 64"
              onChange={({ target }) =>
                onChange({ ...form, factorValues: target.value })
              }
            />
          </label>
        )}
      </div>
    </fieldset>
  );
}
