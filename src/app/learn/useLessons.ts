import { useStore } from "zustand";
import { useLab } from "../LabContext.tsx";
import {
  lessonsOf,
  type LessonState,
  type LessonStore,
} from "./lessonStore.ts";
import type { Lesson } from "./lessonPlan.ts";
import { NOTHING_DONE, type LessonProgress } from "./progress.ts";

export const useLessonStore = (): LessonStore => lessonsOf(useLab());

export function useLessons<T>(select: (state: LessonState) => T): T {
  return useStore(useLessonStore(), select);
}

export function useLessonProgress({ id }: Lesson): LessonProgress {
  return useLessons(({ progress }) => progress[id] ?? NOTHING_DONE);
}
