import { useId } from "react";
import styles from "./Segments.module.css";

export type SegmentsProps<T extends string> = {
  /** Names the choice for those who cannot see it. */
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  isDisabled?: boolean;
  onChange: (value: T) => void;
};

/** One of a few choices, all in sight. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, options, value, isDisabled = false, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles["segments"]} disabled={isDisabled}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
