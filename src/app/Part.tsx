import type { ReactNode } from "react";
import { isHidden, type PagePart } from "../store/lesson.ts";
import { useSettings } from "./LabContext.tsx";

export type PartProps = { id: PagePart; children: ReactNode };

/** A part of the page that a link may hide. */
export function Part({ id, children }: PartProps) {
  return useIsHidden(id) ? null : children;
}

export function useIsHidden(id: PagePart): boolean {
  return useSettings(({ lesson }) => isHidden(lesson, id));
}

/** The page is a slide, or a part of somebody else's page. */
export function useIsEmbedded(): boolean {
  return useSettings(({ lesson }) => lesson.isEmbedded);
}
