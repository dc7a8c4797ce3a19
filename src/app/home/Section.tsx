import type { ReactNode } from "react";
import styles from "./TakeHome.module.css";

export type SectionProps = { title: string; text: string; children: ReactNode };

/** A part of the dialog, with what it is for. */
export function Section({ title, text, children }: SectionProps) {
  return (
    <section className={styles["section"]} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles["text"]}>{text}</p>
      {children}
    </section>
  );
}
