import { useState } from "react";
import { about as t } from "../../texts/en/about.tsx";
import styles from "../App.module.css";

type Section = { packages: string[]; text: string };

/** Packages of the build with their licences, read when they are asked for. */
export function LicenceList() {
  const [sections, setSections] = useState<Section[] | "missing" | null>(null);
  const load = () => {
    if (sections !== null && sections !== "missing") return;
    fetch(`${import.meta.env.BASE_URL}licenses.json`)
      .then((response) => response.json() as Promise<Section[]>)
      .then(setSections)
      // The dev server has none, and an offline page may have lost it.
      .catch(() => setSections("missing"));
  };
  return (
    <details onToggle={load}>
      <summary>{t.packages}</summary>
      {sections === "missing" && <p>{t.noList}</p>}
      {Array.isArray(sections) &&
        sections.map(({ packages, text }) => (
          <details key={packages[0]} className={styles["licence"]}>
            <summary>{packages.join(", ")}</summary>
            <pre>{text || t.noText}</pre>
          </details>
        ))}
    </details>
  );
}
