import type { ChoiceField, ConfigPath } from "../../protocol/fields.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type ChoiceInputProps = { field: ChoiceField & { path: ConfigPath } };

export function ChoiceInput({ field }: ChoiceInputProps) {
  const state = useField(field.path);
  return (
    <FieldRow field={field} state={state} isStacked>
      {(control) => (
        <select
          {...control}
          className={styles["select"]}
          value={String(state.value)}
          onChange={(event) => state.edit(event.target.value)}
        >
          {field.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FieldRow>
  );
}
