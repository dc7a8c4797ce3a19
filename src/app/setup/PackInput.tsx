import type { ConfigPath, SlugField } from "../../protocol/fields.ts";
import { useSettings } from "../LabContext.tsx";
import { FieldRow } from "./FieldRow.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type PackInputProps = { field: SlugField & { path: ConfigPath } };

/** The in-distribution pack, out of those that are there. */
export function PackInput({ field }: PackInputProps) {
  const state = useField(field.path);
  const packs = useSettings((settings) => settings.packs);
  const value = String(state.value);
  const isListed = packs?.some((pack) => pack.id === value);
  return (
    <FieldRow field={field} state={state} isStacked>
      {(control) => (
        <select
          {...control}
          className={styles["select"]}
          value={value}
          onChange={(event) => state.edit(event.target.value)}
        >
          {!isListed && <option value={value}>{value}</option>}
          {packs?.map((pack) => (
            <option key={pack.id} value={pack.id}>
              {pack.title}
            </option>
          ))}
        </select>
      )}
    </FieldRow>
  );
}
