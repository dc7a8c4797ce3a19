/** What a run may begin with in place of a student that its seed draws: one from files that somebody brings. */
import type { RunConfig } from "./config.ts";
import type { ConfigUpdate } from "./results.ts";

/** By the name that it has where it comes from. */
export type BroughtFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** Where a student comes from, as a run's log names it. */
export type StudentOrigin = {
  /** Name of the file, or of the archive that holds it. */
  file: string;
  /** Of the student's own file. */
  sha256: string;
  /** Of the run that trained it; null where the file does not say. */
  step: number | null;
  /** Whether the head comes along. */
  hasHead: boolean;
};

export type BroughtStudent = {
  origin: StudentOrigin;
  student: RunConfig["student"];
  /** Of the run that trained it; null where the files do not say, or say what is none today. */
  config: RunConfig | null;
};

/** Whether two settings make students of the same shapes. */
export const isSameStudent = (
  a: RunConfig["student"],
  b: RunConfig["student"],
): boolean =>
  (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key]);

/** Where it stands among a run's changes, at step 0, what its student began as; no setting has this path. */
export const BEGIN_PATH = "student from";

export const beginUpdate = (origin: StudentOrigin): ConfigUpdate => ({
  ...{ step: 0, path: BEGIN_PATH, value: originText(origin) },
});

/** What the student of a run began as, in words; null where its seed drew it. */
export function beginningOf(updates: readonly ConfigUpdate[]): string | null {
  const update = updates.find(({ path }) => path === BEGIN_PATH);
  return update ? String(update.value) : null;
}

/** "student.safetensors of step 300, with its head (SHA-256 0123456789ab…)" */
export function originText({
  file,
  step,
  hasHead,
  sha256,
}: StudentOrigin): string {
  return [
    file,
    ...(step === null ? [] : [` of step ${step}`]),
    hasHead ? ", with its head" : ", without a head",
    ` (SHA-256 ${sha256.slice(0, 12)}…)`,
  ].join("");
}
