import type { FeatureTeacher } from "../../protocol/teachers.ts";
import { useSettings } from "../LabContext.tsx";

/** The teacher of the form where it is features of one's own, which know no other images than the pack's; null where it is a network. */
export function useFeatureTeacher(): FeatureTeacher | null {
  return useSettings(
    ({ config, teachers }) =>
      teachers
        .filter((teacher) => teacher.kind === "features")
        .find(({ id }) => id === config.teacher.id) ?? null,
  );
}
