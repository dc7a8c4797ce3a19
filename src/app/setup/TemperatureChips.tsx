import { X } from "lucide-react";
import { useState } from "react";
import type { ConfigPath, NumberListField } from "../../protocol/fields.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { Button } from "../ui/Button.tsx";
import { FieldRow } from "./FieldRow.tsx";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type TemperatureChipsProps = {
  field: NumberListField & { path: ConfigPath };
};

/** Temperatures as chips: each can be taken away, another typed in. */
export function TemperatureChips({ field }: TemperatureChipsProps) {
  const state = useField(field.path);
  const [typed, setTyped] = useState("");
  const values = Array.isArray(state.value) ? (state.value as number[]) : [];

  const add = () => {
    const value = Number(typed);
    if (typed.trim() === "") return;
    setTyped("");
    state.edit([...values, value].sort((a, b) => a - b));
  };

  return (
    <FieldRow field={field} state={state} isStacked>
      {(control) => (
        <div className={styles["chips"]}>
          <ul>
            {values.map((value, index) => (
              <li key={index}>
                {value}
                <button
                  type="button"
                  aria-label={t.removeTemperature(value)}
                  disabled={control.disabled}
                  onClick={() =>
                    state.edit(values.filter((_, other) => other !== index))
                  }
                >
                  <X size={12} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          <div className={styles["chipEntry"]}>
            <input
              {...control}
              className={styles["number"]}
              type="number"
              inputMode="decimal"
              step={0.01}
              min={field.min}
              max={field.max}
              placeholder="0.2"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter") add();
              }}
            />
            <Button disabled={control.disabled} onClick={add}>
              {t.add}
            </Button>
          </div>
        </div>
      )}
    </FieldRow>
  );
}
