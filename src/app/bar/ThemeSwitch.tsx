import { Monitor, Moon, Sun } from "lucide-react";
import { bar as t } from "../../texts/en/bar.ts";
import { THEMES, useTheme } from "../ui/useTheme.ts";
import styles from "./Bar.module.css";

const ICONS = { light: Sun, system: Monitor, dark: Moon };

export function ThemeSwitch() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className={styles["theme"]}>
      <legend className="visually-hidden">{t.theme}</legend>
      {THEMES.map((each) => {
        const Icon = ICONS[each];
        return (
          <label key={each} title={t.themes[each]}>
            <input
              type="radio"
              name="theme"
              className="visually-hidden"
              aria-label={t.themes[each]}
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
