import { createPortal } from "react-dom";
import type { Lesson } from "./lessonPlan.ts";
import { learn as t } from "../../texts/en/learn.ts";
import { LESSONS } from "./lessons/lessons.ts";
import styles from "./LessonSheet.module.css";

export type LessonSheetProps = {
  lesson: Lesson;
  hasNotes: boolean;
};

/** A lesson on paper: out of sight on the screen, and alone on the page when it is printed. */
export function LessonSheet({ lesson, hasNotes }: LessonSheetProps) {
  const { sheet, predict, tasks } = lesson;
  return createPortal(
    <article className={styles["sheet"]} data-print-alone="">
      <header>
        <h1>
          {LESSONS.indexOf(lesson) + 1}. {lesson.title}
        </h1>
        <p>CosPress Lab · {t.nameAndDate}</p>
      </header>
      <p>
        <strong>{t.goal}</strong> {lesson.goal}
      </p>
      {lesson.intro.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <h2>{t.predict}</h2>
      <p>{predict.question}</p>
      <ul className={styles["boxes"]}>
        {predict.options.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <p>
        {t.because} {LINE}
      </p>
      <h2>{t.do}</h2>
      <ul className={styles["boxes"]}>
        {tasks.map(({ id, say }) => (
          <li key={id}>{say}</li>
        ))}
      </ul>
      <h2>{t.numbers}</h2>
      <table>
        <thead>
          <tr>
            {sheet.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {sheet.columns.slice(1).map((column) => (
                <td key={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t.questions}</h2>
      {sheet.questions.map((question) => (
        <div key={question} className={styles["question"]}>
          <p>{question}</p>
          <p>{LINE}</p>
          <p>{LINE}</p>
        </div>
      ))}
      {hasNotes && (
        <section className={styles["forTeachers"]}>
          <h2>{t.forTeachers}</h2>
          <ul>
            {[...lesson.notes, ...lesson.afterwards].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </article>,
    document.body,
  );
}

const LINE = "_".repeat(64);
