import { useId, useState } from "react";
import type { ViewId } from "../../store/address.ts";
import { Button } from "../ui/Button.tsx";
import { learn as t } from "../../texts/en/learn.ts";
import { shell } from "../../texts/en/shell.ts";
import type { Task } from "./lessonPlan.ts";
import { useLessonStore, useLessons } from "./useLessons.ts";
import styles from "./Learn.module.css";

export type TaskActionsProps = {
  task: Task;
  /** Setting up takes the run that is under way back to step 0. */
  isUnderWay: boolean;
  onShow: (view: ViewId) => void;
};

/** What helps with a task: its settings, the view that it needs, or the place to enter what was read. */
export function TaskActions({ task, isUnderWay, onShow }: TaskActionsProps) {
  const view = useLessons(({ evidence }) => evidence?.view);
  const store = useLessonStore();
  const { settings, view: target, reading } = task;
  return (
    <div className={styles["actions"]}>
      {settings && (
        <Button onClick={() => store.setUp(settings)}>
          {isUnderWay ? t.resetAndSetUp : t.setUp}
        </Button>
      )}
      {target && target !== view && (
        <Button look="quiet" onClick={() => onShow(target)}>
          {t.open(shell.views[target])}
        </Button>
      )}
      {reading && <Reading key={task.id} task={task} reading={reading} />}
    </div>
  );
}

type ReadingProps = { task: Task; reading: NonNullable<Task["reading"]> };

/** A number read off the page; the lab knows it. */
function Reading({ task, reading: { label, unit } }: ReadingProps) {
  const store = useLessonStore();
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const id = useId();
  return (
    <form
      className={styles["reading"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === "") return;
        const value = Number(typed.replace(",", ".").replace("−", "-"));
        setIsWrong(!store.read(task, value));
      }}
    >
      <label htmlFor={id}>
        {label}
        {unit && t.inUnit(unit)}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={`${id}-answer`}
        onChange={(event) => {
          setTyped(event.target.value);
          setIsWrong(false);
        }}
      />
      <Button type="submit">{t.check}</Button>
      <span id={`${id}-answer`} role="alert">
        {isWrong && t.wrong}
      </span>
    </form>
  );
}
