import { useEffect, useState } from "react";

export const THEMES = ["light", "system", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = "cospress-lab.theme";

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEMES.find((theme) => theme === stored) ?? "system";
  } catch {
    return "system"; // storage may be forbidden
  }
}

/** The theme chosen on this machine, set on <html> for theme.css to read. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    try {
      localStorage.setItem(STORAGE_KEY, theme);
    } catch {
      // Forbidden storage only means that the choice is not remembered.
    }
  }, [theme]);
  return [theme, setTheme];
}
