import { ArrowRight, Check, Compass, Sigma } from "lucide-react";
import type { ViewId } from "../../store/address.ts";
import { shell } from "../../texts/en/shell.ts";
import { learn as t } from "../../texts/en/learn.ts";
import { useExplain } from "../terms/Explain.tsx";
import { Button } from "../ui/Button.tsx";
import { LessonPage } from "./LessonPage.tsx";
import type { Lesson } from "./lessonPlan.ts";
import { lessonById, LESSONS } from "./lessons/lessons.ts";
import { useLessonProgress } from "./useLessons.ts";
import styles from "./Learn.module.css";

export type LearnViewProps = {
  /** Of the address; null: none is on. */
  lessonId: string | null;
  onLesson: (id: string | null) => void;
  onShow: (view: ViewId) => void;
  onTour: () => void;
};

/** Short lessons bound to the lab: one at a time, or the list of all. */
export function LearnView(props: LearnViewProps) {
  const { lessonId, onLesson, onShow, onTour } = props;
  const explain = useExplain();
  const lesson = lessonById(lessonId);
  if (lesson) {
    return (
      <LessonPage
        key={lesson.id}
        lesson={lesson}
        onShow={onShow}
        onLesson={onLesson}
      />
    );
  }
  return (
    <section className={styles["learn"]} aria-label={shell.views.learn}>
      <h2 className={styles["heading"]}>{t.lessons}</h2>
      {lessonId !== null && (
        <p role="alert" className={styles["lead"]}>
          {t.none(lessonId.slice(0, 80))}
        </p>
      )}
      <p className={styles["lead"]}>{t.lead}</p>
      <div className={styles["actions"]}>
        <Button onClick={onTour}>
          <Compass size={16} aria-hidden />
          {t.tour}
        </Button>
        <Button onClick={() => explain("")}>
          <Sigma size={16} aria-hidden />
          {t.terms}
        </Button>
      </div>
      <ol className={styles["list"]}>
        {LESSONS.map((each, i) => (
          <LessonCard
            key={each.id}
            lesson={each}
            number={i + 1}
            onOpen={() => onLesson(each.id)}
          />
        ))}
      </ol>
    </section>
  );
}

type LessonCardProps = { lesson: Lesson; number: number; onOpen: () => void };

function LessonCard({ lesson, number, onOpen }: LessonCardProps) {
  const { done } = useLessonProgress(lesson);
  const { title, goal, minutes, tasks } = lesson;
  const isDone = done.length >= tasks.length;
  return (
    <li>
      <button type="button" className={styles["card"]} onClick={onOpen}>
        <span className={styles["number"]} aria-hidden="true">
          {isDone ? <Check size={18} /> : number}
        </span>
        <span className={styles["cardText"]}>
          <span className={styles["title"]}>
            <span className="visually-hidden">{t.lesson(number)}: </span>
            {title}
          </span>
          <span className={styles["goal"]}>{goal}</span>
        </span>
        <span className={styles["state"]}>
          {isDone
            ? t.done
            : done.length > 0
              ? t.someDone(done.length, tasks.length)
              : t.minutes(minutes)}
          <ArrowRight size={14} aria-hidden />
        </span>
      </button>
    </li>
  );
}
