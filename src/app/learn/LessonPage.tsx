import { ArrowLeft, ArrowRight, Check, Link2, Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { ViewId } from "../../store/address.ts";
import { isLocked } from "../lab.ts";
import { learn as t } from "../../texts/en/learn.ts";
import { useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import type { Lesson } from "./lessonPlan.ts";
import { lessonHref } from "./lessonSetup.ts";
import { LESSONS } from "./lessons/lessons.ts";
import { TaskActions } from "./TaskActions.tsx";
import { useLessonProgress, useLessonStore, useLessons } from "./useLessons.ts";
import styles from "./Learn.module.css";

export type LessonPageProps = {
  lesson: Lesson;
  onShow: (view: ViewId) => void;
  onLesson: (id: string | null) => void;
};

/** One lesson: goal, prediction, tasks, what came true, notes for whoever teaches it, and its sheet. */
export function LessonPage({ lesson, onShow, onLesson }: LessonPageProps) {
  const [copied, setCopied] = useState("");
  const { predicted, done } = useLessonProgress(lesson);
  const number = LESSONS.indexOf(lesson) + 1;
  const following = LESSONS[number];
  const isDone = done.length >= lesson.tasks.length;
  const store = useLessonStore();
  // The strip above the views does the same, but may arrive after somebody has predicted.
  useEffect(() => store.open(lesson), [store, lesson]);

  const copyLink = () => {
    navigator.clipboard
      .writeText(lessonHref(location.href, lesson))
      .then(() => setCopied(t.copied))
      .catch(() => setCopied(t.notCopied));
  };
  const print = (hasNotes: boolean) => {
    flushSync(() => store.setState({ hasNotes }));
    window.print();
  };

  return (
    <section className={styles["learn"]} aria-label={lesson.title}>
      <div className={styles["actions"]}>
        <Button look="quiet" onClick={() => onLesson(null)}>
          <ArrowLeft size={16} aria-hidden />
          {t.all}
        </Button>
        <Button look="quiet" onClick={copyLink}>
          <Link2 size={16} aria-hidden />
          {t.copyLink}
        </Button>
        <Button look="quiet" onClick={() => print(false)}>
          <Printer size={16} aria-hidden />
          {t.print}
        </Button>
        <span aria-live="polite" className={styles["copied"]}>
          {copied}
        </span>
      </div>
      <h2 className={styles["heading"]}>
        <span className={styles["lessonNumber"]}>{t.lesson(number)}</span>
        {lesson.title}
      </h2>
      <p className={styles["goalLine"]}>
        <strong>{t.goal}</strong> {lesson.goal}{" "}
        <span className={styles["soft"]}>{t.aboutMinutes(lesson.minutes)}</span>
      </p>
      {lesson.intro.map((paragraph) => (
        <p key={paragraph} className={styles["lead"]}>
          {paragraph}
        </p>
      ))}
      <PredictPart lesson={lesson} predicted={predicted} />
      <DoPart lesson={lesson} onShow={onShow} />
      <CheckPart lesson={lesson} predicted={predicted} />
      {isDone && (
        <section className={styles["part"]} aria-label={t.shows}>
          <h3>{t.shows}</h3>
          {lesson.afterwards.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      )}
      <div className={styles["actions"]}>
        {done.length > 0 && (
          <Button onClick={() => store.startAgain()}>{t.again}</Button>
        )}
        {isDone && following && (
          <Button look="primary" onClick={() => onLesson(following.id)}>
            {t.next(following.title)}
            <ArrowRight size={16} aria-hidden />
          </Button>
        )}
      </div>
      <details className={styles["notes"]}>
        <summary>{t.forTeachers}</summary>
        <ul>
          {lesson.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
        <Button onClick={() => print(true)}>
          <Printer size={16} aria-hidden />
          {t.printNotes}
        </Button>
      </details>
    </section>
  );
}

type PartProps = { lesson: Lesson; predicted: string | null };

function PredictPart({ lesson: { predict }, predicted }: PartProps) {
  const store = useLessonStore();
  return (
    <fieldset className={styles["part"]}>
      <legend>
        <h3>1 {t.predict}</h3>
      </legend>
      <p>{predict.question}</p>
      {predict.options.map(({ id, text }) => (
        <label key={id} className={styles["option"]}>
          <input
            type="radio"
            name={predict.question}
            checked={predicted === id}
            onChange={() => store.predict(id)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

type DoPartProps = { lesson: Lesson; onShow: (view: ViewId) => void };

function DoPart({ lesson, onShow }: DoPartProps) {
  const { done, predicted } = useLessonProgress(lesson);
  const evidence = useLessons((state) => state.evidence);
  const isUnderWay = useLiveRun((view) => isLocked(view.status.state));
  const isArena = lesson.arena !== undefined;
  const next = lesson.tasks.find(({ id }) => !done.includes(id));
  const store = useLessonStore();
  return (
    <section className={styles["part"]} aria-label={t.do}>
      <h3>2 {t.do}</h3>
      {predicted === null ? (
        <p className={styles["soft"]}>{t.choose}</p>
      ) : (
        <div className={styles["actions"]}>
          <Button
            look={done.length === 0 ? "primary" : "plain"}
            onClick={() => {
              store.setUp();
              onShow(isArena ? "compare" : "overview");
            }}
          >
            {isUnderWay ? t.resetAndSetUp : t.setUp}
          </Button>
          <span className={styles["soft"]}>
            {t.goTo[isArena ? "compare" : "overview"]}
          </span>
        </div>
      )}
      <ol className={styles["tasks"]}>
        {lesson.tasks.map((task) => {
          const isTaskDone = done.includes(task.id);
          return (
            <li key={task.id} data-done={isTaskDone}>
              <span className={styles["tick"]}>
                {isTaskDone && <Check size={14} aria-hidden />}
                <span className="visually-hidden">
                  {isTaskDone ? t.isDone : t.toDo}
                </span>
              </span>
              <div>
                <p>
                  {task.say}
                  {!isTaskDone && evidence && task.progress && (
                    <span className={styles["soft"]}>
                      {" "}
                      {t.now(task.progress(evidence))}
                    </span>
                  )}
                </p>
                {predicted !== null && task === next && (
                  <TaskActions
                    task={task}
                    isUnderWay={isUnderWay}
                    onShow={onShow}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What came of the prediction, by the lab's own numbers. */
function CheckPart({ lesson, predicted }: PartProps) {
  const evidence = useLessons((state) => state.evidence);
  const outcome = evidence && lesson.predict.outcome(evidence);
  const textOf = (id: string | null) =>
    lesson.predict.options.find((option) => option.id === id)?.text ?? "";
  return (
    <section className={styles["part"]} aria-label={t.check} aria-live="polite">
      <h3>3 {t.check}</h3>
      {outcome && predicted !== null ? (
        <>
          <p
            className={styles["outcome"]}
            data-right={outcome.option === predicted}
          >
            {outcome.option === predicted ? (
              <strong>{t.asPredicted(textOf(outcome.option))}</strong>
            ) : (
              <>
                {t.predicted(textOf(predicted))}{" "}
                <strong>{t.labSays(textOf(outcome.option))}</strong>
              </>
            )}
          </p>
          <p>{outcome.because}</p>
        </>
      ) : (
        <p className={styles["soft"]}>{t.notYet}</p>
      )}
    </section>
  );
}
