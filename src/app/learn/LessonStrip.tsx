import { ArrowLeft, Check, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ViewId } from "../../store/address.ts";
import { isLocked } from "../lab.ts";
import { learn as t } from "../../texts/en/learn.ts";
import { useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import type { Lesson } from "./lessonPlan.ts";
import { lessonById, LESSONS } from "./lessons/lessons.ts";
import { LessonSheet } from "./LessonSheet.tsx";
import { TaskActions } from "./TaskActions.tsx";
import { useLessonProgress, useLessons, useLessonStore } from "./useLessons.ts";
import styles from "./Learn.module.css";

export type LessonStripProps = {
  /** Of the address. */
  lessonId: string;
  view: ViewId;
  onShow: (view: ViewId) => void;
  onLeave: () => void;
};

/** The lesson that is on, above whatever view is looked at: what is to be done next, and how far it is. */
export function LessonStrip(props: LessonStripProps) {
  const { lessonId, view } = props;
  const lesson = lessonById(lessonId);
  const store = useLessonStore();
  useEffect(() => {
    store.open(lesson);
    return () => store.open(null);
  }, [store, lesson]);
  useEffect(() => store.look(view), [store, view]);
  const hasNotes = useLessons((state) => state.hasNotes);
  if (!lesson) return null;
  if (view === "learn") {
    // Here and not in the view, which a hidden page would keep.
    return <LessonSheet {...{ lesson, hasNotes }} />;
  }
  return <Strip {...props} lesson={lesson} />;
}

function Strip({
  lesson,
  onShow,
  onLeave,
}: LessonStripProps & { lesson: Lesson }) {
  const { done, predicted } = useLessonProgress(lesson);
  const evidence = useLessons((state) => state.evidence);
  const isUnderWay = useLiveRun((view) => isLocked(view.status.state));
  const next = lesson.tasks.find(({ id }) => !done.includes(id));
  const number = LESSONS.indexOf(lesson) + 1;
  const isPredicted = predicted !== null;
  const strip = useRef<HTMLElement>(null);
  // On a phone the page may be scrolled far below it.
  useEffect(() => {
    void strip.current?.scrollIntoView?.({ block: "nearest" });
  }, []);
  return (
    <section
      ref={strip}
      className={styles["strip"]}
      aria-label={t.lesson(number)}
    >
      <Button look="quiet" onClick={() => onShow("learn")}>
        <ArrowLeft size={16} aria-hidden />
        {t.strip(number, lesson.title)}
      </Button>
      <p className={styles["next"]}>
        <span className={styles["count"]}>
          <Check size={14} aria-hidden />{" "}
          {t.count(done.length, lesson.tasks.length)}
        </span>
        {!isPredicted
          ? t.predictFirst
          : next
            ? `${next.say}${evidence && next.progress ? ` (${next.progress(evidence)})` : ""}`
            : t.allDone}
      </p>
      <div className={styles["stripTools"]}>
        {isPredicted && next && (
          <TaskActions task={next} isUnderWay={isUnderWay} onShow={onShow} />
        )}
        <button
          type="button"
          className={styles["leave"]}
          aria-label={t.leave}
          title={t.leave}
          onClick={onLeave}
        >
          <X size={16} aria-hidden />
        </button>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {t.tasksDone(done.length, lesson.tasks.length)}
      </p>
    </section>
  );
}
