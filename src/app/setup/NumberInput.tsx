import { useEffect, useRef, useState } from "react";
import type { ConfigPath, NumberField } from "../../protocol/fields.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

/** A pause in typing after which a number counts as entered. */
const TYPING_PAUSE_MS = 700;

export type NumberInputProps = { field: NumberField & { path: ConfigPath } };

/** A number that is entered on Enter, on leaving the field, or after a pause; never while it is half typed. */
export function NumberInput({ field }: NumberInputProps) {
  const state = useField(field.path);
  /** Null while nothing is being typed. */
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const enter = (text: string | null) => {
    clearTimeout(timer.current);
    if (text === null) return;
    setTyped(null);
    state.edit(text.trim() === "" ? null : Number(text));
  };

  return (
    <FieldRow field={field} state={state}>
      {(control) => (
        <input
          {...control}
          className={styles["number"]}
          type="number"
          inputMode="decimal"
          min={field.min}
          max={field.max}
          step={field.step}
          value={typed ?? (typeof state.value === "number" ? state.value : "")}
          onChange={(event) => {
            const text = event.target.value;
            setTyped(text);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => enter(text), TYPING_PAUSE_MS);
          }}
          onBlur={() => enter(typed)}
          onKeyDown={(event) => {
            if (event.key === "Enter") enter(typed);
          }}
        />
      )}
    </FieldRow>
  );
}
