import { useState } from "react";

/** A yes or no that this browser remembers. */
export function useStoredFlag(
  key: string,
  initial: boolean,
): [boolean, (value: boolean) => void] {
  const name = `cospress-lab.${key}`;
  const [flag, setFlag] = useState(() => {
    try {
      const stored = localStorage.getItem(name);
      return stored === null ? initial : stored === "true";
    } catch {
      return initial;
    }
  });
  const store = (value: boolean) => {
    setFlag(value);
    try {
      localStorage.setItem(name, String(value));
    } catch {
      // Forbidden storage only means that the choice is not remembered.
    }
  };
  return [flag, store];
}
