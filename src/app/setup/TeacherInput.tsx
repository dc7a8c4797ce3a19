import type { ChoiceField, ConfigPath } from "../../protocol/fields.ts";
import { fitToTeacher } from "../../protocol/fitToTeacher.ts";
import { useLab, useSettings } from "../LabContext.tsx";
import { FieldRow } from "./FieldRow.tsx";
import { loadIntoSetup } from "./loadIntoSetup.ts";
import { useField } from "./useField.ts";
import styles from "./Setup.module.css";

export type TeacherInputProps = { field: ChoiceField & { path: ConfigPath } };

/** The bundled teachers, and those of this browser that know the pack in the form. One of those brings the settings that it needs. */
export function TeacherInput({ field }: TeacherInputProps) {
  const lab = useLab();
  const state = useField(field.path);
  const teachers = useSettings((settings) => settings.teachers);
  const packId = useSettings(({ config }) => config.data.pack);
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);
  const value = String(state.value);
  const own = teachers.filter(
    (teacher) =>
      teacher.id === value ||
      (!hasLocks && (teacher.kind === "onnx" || teacher.pack.id === packId)),
  );
  const options = [
    ...field.choices,
    ...own.map(({ id, title }) => ({ value: id, label: title })),
  ];
  const isListed = options.some((option) => option.value === value);
  const choose = (next: string) => {
    const teacher = own.find(({ id }) => id === next);
    if (!teacher) return state.edit(next);
    const { presetId, config } = lab.settings.getState();
    loadIntoSetup(lab, presetId, fitToTeacher(config, teacher));
  };
  return (
    <FieldRow field={field} state={state} isStacked>
      {(control) => (
        <select
          {...control}
          className={styles["select"]}
          value={value}
          onChange={(event) => choose(event.target.value)}
        >
          {!isListed && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldRow>
  );
}
