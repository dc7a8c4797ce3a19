import { useId, type ReactNode } from "react";
import type { ConfigField } from "../../protocol/fields.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { useExplain } from "../terms/Explain.tsx";
import { Hint } from "../ui/Hint.tsx";
import { FIXED_NOTE_ID } from "./PresetPicker.tsx";
import type { FieldState } from "./useField.ts";
import styles from "./Setup.module.css";

export type ControlProps = {
  id: string;
  "aria-describedby": string;
  "aria-invalid": boolean;
  disabled: boolean;
};

export type FieldRowProps = {
  field: ConfigField;
  state: FieldState;
  /** Below its label instead of beside it. */
  isStacked?: boolean;
  children: (control: ControlProps) => ReactNode;
};

/** Label, control, explanation and refusal of one setting. */
export function FieldRow(props: FieldRowProps) {
  const { field, state, isStacked = false, children } = props;
  const id = useId();
  const explain = useExplain();
  const message = state.refusal ?? state.caution;
  const fixedNote = state.isFixed ? ` ${FIXED_NOTE_ID}` : "";
  const unit = "unit" in field ? field.unit : undefined;
  return (
    <div className={isStacked ? styles["stackedRow"] : styles["row"]}>
      <Hint
        label={field.label}
        explanation={field.explanation}
        onMore={() => explain(field.path)}
      >
        {(explanationId, toggle) => (
          <>
            <span className={styles["label"]}>
              <span>
                <label htmlFor={id}>{field.label}</label>
                {unit &&
                  !field.label.toLowerCase().includes(unit.toLowerCase()) && (
                    <span className={styles["unit"]}> {unit}</span>
                  )}
              </span>
              {toggle}
            </span>
            {children({
              id,
              "aria-describedby": `${explanationId} ${id}-message${fixedNote}`,
              "aria-invalid": state.refusal !== null,
              disabled: state.isLocked,
            })}
          </>
        )}
      </Hint>
      <p
        id={`${id}-message`}
        className={state.refusal ? styles["refusal"] : styles["caution"]}
        hidden={!message}
      >
        {state.refusal ? t.notInForce(state.refusal) : message}
      </p>
    </div>
  );
}
