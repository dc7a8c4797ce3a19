import { Monitor, Moon, Sun } from "lucide-react";
import { THEMES, useTheme, type Theme } from "../ui/useTheme.ts";
import styles from "./Bar.module.css";

const ICONS = { light: Sun, system: Monitor, dark: Moon };
const NAMES: Record<Theme, string> = {
  light: "Light",
  system: "As the system",
  dark: "Dark",
};

export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className={styles["theme"]}>
      <legend className="visually-hidden">Theme</legend>
      {THEMES.map((each) => {
        const Icon = ICONS[each];
        return (
          <label key={each} title={NAMES[each]}>
            <input
              type="radio"
              name="theme"
              className="visually-hidden"
              aria-label={NAMES[each]}
              checked={theme === each}
              onChange={() => setTheme(each)}
            />
            <Icon size={16} aria-hidden />
          </label>
        );
      })}
    </fieldset>
  );
}
