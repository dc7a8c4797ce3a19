import type { ConfigPath, ToggleField } from "../../protocol/fields.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type ToggleInputProps = { field: ToggleField & { path: ConfigPath } };

export function ToggleInput({ field }: ToggleInputProps) {
  const state = useField(field.path);
  return (
    <FieldRow field={field} state={state}>
      {(control) => (
        <input
          {...control}
          className={styles["checkbox"]}
          type="checkbox"
          checked={state.value === true}
          onChange={(event) => state.edit(event.target.checked)}
        />
      )}
    </FieldRow>
  );
}
