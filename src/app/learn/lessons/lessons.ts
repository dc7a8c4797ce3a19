/** All lessons, in the order in which they build on each other. */
import type { Lesson } from "../lessonPlan.ts";
import { angles } from "./angles.ts";
import { controls } from "./controls.ts";
import { distillation } from "./distillation.ts";
import { head } from "./head.ts";
import { loss } from "./loss.ts";
import { ood } from "./ood.ts";
import { smallData } from "./smallData.ts";
import { temperatures } from "./temperatures.ts";

export const LESSONS: readonly Lesson[] = [
  ...[distillation, angles, head, temperatures],
  ...[loss, ood, controls, smallData],
];

export const lessonById = (id: string | null): Lesson | null =>
  LESSONS.find((lesson) => lesson.id === id) ?? null;
