import { useState } from "react";

/** What this browser remembers of a yes or no. */
export function storedFlag(key: string, initial: boolean): boolean {
  try {
    const stored = localStorage.getItem(nameOf(key));
    return stored === null ? initial : stored === "true";
  } catch {
    return initial;
  }
}

const nameOf = (key: string) => `cospress-lab.${key}`;

/** A yes or no that this browser remembers. */
export function useStoredFlag(
  key: string,
  initial: boolean,
): [boolean, (value: boolean) => void] {
  const [flag, setFlag] = useState(() => storedFlag(key, initial));
  const store = (value: boolean) => {
    setFlag(value);
    try {
      localStorage.setItem(nameOf(key), String(value));
    } catch {
      // Forbidden storage only means that the choice is not remembered.
    }
  };
  return [flag, store];
}
