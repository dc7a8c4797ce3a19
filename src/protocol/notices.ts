/** What a run is told of that is not as one may expect. The page's copy of the texts is a room (`src/texts/en/notices.ts`). */
import { originText, type StudentOrigin } from "./beginning.ts";
import { methodById, type MethodId } from "./methods.ts";
import type { ProbeAccuracy } from "./results.ts";

/** One decimal: "61.2". */
export const percent = (share: number): string => (100 * share).toFixed(1);

export const NOTICE_TEXTS = {
  classTokensOnly: () =>
    "The teacher has class tokens alone: nothing is asked of the student's patch tokens, and there is no local loss.",
  /** In the words of whoever loaded it. */
  teacher: (note: string) => note,
  repeatedTokens: (from: number, to: number) =>
    `The teacher's ${from} x ${from} patch tokens are repeated to the student's ${to} x ${to}.`,
  averagedTokens: (from: number, to: number) =>
    `The teacher's ${from} x ${from} patch tokens are averaged to the student's ${to} x ${to}.`,
  noTeacherMap: (method: MethodId) =>
    `${methodById(method).title} has no map on the teacher's side: there is no compressed teacher to measure.`,
  beginsWith: (origin: StudentOrigin) =>
    `This run begins with ${originText(origin)}.`,
  savedProbe: ({ accuracy, n, low, high }: ProbeAccuracy) =>
    `Its saved probe is right about ${percent(accuracy)} % of ${n} held-out images (95 % interval ${percent(low)} to ${percent(high)}).`,
  otherProbe: () =>
    "The probe that came along was fitted on other classes than these data have: it is not measured.",
  damagedSave: (damage: string) =>
    `The newest save of this run is damaged, so it goes on from the one before it (${damage}).`,
  otherBackend: (before: string, step: number, now: string) =>
    `This run was trained on ${before} up to step ${step}, and goes on on ${now}: the last digits of its losses may differ from here on.`,
  tooLarge: (megabytes: number, most: number) =>
    `This run is not kept: it takes ${megabytes} MB, and at most ${most} are kept.`,
  keptNowhere: () =>
    "This run is not kept: this browser keeps nothing here, as in a private window. It is lost when the page is left.",
  notKept: (reason: string) => `This run is not kept: ${reason}`,
};

type Kind = keyof typeof NOTICE_TEXTS;
type Given<K extends Kind> = Parameters<(typeof NOTICE_TEXTS)[K]>;

/** One of them; `message` is in English. */
export type Notice = {
  [K in Kind]: { notice: K; given: Given<K>; message: string };
}[Kind];

export const noticeOf = <K extends Kind>(notice: K, ...given: Given<K>) =>
  ({ notice, given, message: say(notice, given) }) as Notice;

/** In the language in force. */
export const noticeText = ({ notice, given }: Notice): string =>
  say(notice, given);

function say<K extends Kind>(notice: K, given: Given<K>): string {
  const text: (...given: never[]) => string = NOTICE_TEXTS[notice];
  return text(...(given as never[]));
}
