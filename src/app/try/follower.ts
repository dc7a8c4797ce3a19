/** Keeps the answer about a picture up to date while the run trains, one question at a time. Knows no React. */
import { toWireError } from "../../protocol/engineError.ts";
import type {
  Recognition,
  RecognitionQuestion,
} from "../../protocol/recognition.ts";
import type { RunStatus } from "../../protocol/messages.ts";

/** A picture and what is done to it; another object is another question. */
export type Asked = Pick<RecognitionQuestion, "picture" | "corruption">;

/** A run under way is asked again after this long at least, and takes this multiple of what the last answer took, so that it hardly slows down. */
const RUNNING_INTERVAL_MS = 2000;
const RUNNING_SHARE = 4;
/** A new picture is not kept waiting as long. */
const NEW_PICTURE_MS = 300;
/** After something newer came in between, or while the engine is at something else. */
const RETRY_MS = 400;
const NOT_NOW = /given up|'runId'|the run must be|arena/;

export type FollowerOptions = {
  recognise: (question: RecognitionQuestion) => Promise<Recognition>;
  status: () => RunStatus;
  onAnswer: (
    answer: Recognition,
    extent: RecognitionQuestion["extent"],
  ) => void;
  /** In words; null: no more. */
  onFailure: (message: string | null) => void;
  now?: () => number;
};

type Answered = {
  asked: Asked;
  runId: string;
  step: number;
  extent: RecognitionQuestion["extent"];
  at: number;
  tookMs: number;
};

export function createFollower(options: FollowerOptions) {
  const { recognise, status, onAnswer, onFailure } = options;
  const { now = () => performance.now() } = options;
  let asked: Asked | null = null;
  let answered: Answered | null = null;
  /** What cannot be answered is not asked again for the same run. */
  let refused: { asked: Asked; runId: string } | null = null;
  let pending: { asked: Asked; extent: Answered["extent"] } | null = null;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What is to be asked now, or in how long; null: nothing until something changes. */
  function next(): { extent: Answered["extent"]; inMs: number } | null {
    const { state, runId, step } = status();
    const isThere = ["idle", "running", "paused", "finished"].includes(state);
    if (!asked || !isThere) return null;
    if (refused?.asked === asked && refused.runId === runId) return null;
    const isRunning = state === "running";
    const isNew = answered?.asked !== asked || answered.runId !== runId;
    if (!answered || (isNew && !isRunning))
      return { extent: "sample", inMs: 0 };
    const waited = now() - answered.at;
    if (isRunning) {
      if (!isNew && answered.step === step) return null;
      const interval = isNew
        ? Math.max(NEW_PICTURE_MS, answered.tookMs)
        : Math.max(RUNNING_INTERVAL_MS, RUNNING_SHARE * answered.tookMs);
      return { extent: "sample", inMs: Math.max(0, interval - waited) };
    }
    if (answered.step !== step) return { extent: "sample", inMs: 0 };
    return answered.extent === "sample" ? { extent: "all", inMs: 0 } : null;
  }

  function kick(): void {
    clearTimeout(timer);
    // A long answer about an earlier picture gives way; the engine then drops it.
    const isInTheWay =
      pending !== null &&
      (pending.extent === "sample" || pending.asked === asked);
    if (isInTheWay || isStopped) return;
    const due = next();
    if (!due) return;
    if (due.inMs > 0) {
      timer = setTimeout(kick, due.inMs);
      return;
    }
    void ask(asked!, due.extent);
  }

  async function ask(mine: Asked, extent: Answered["extent"]): Promise<void> {
    const own = { asked: mine, extent };
    pending = own;
    const { runId } = status();
    const began = now();
    try {
      const answer = await recognise({ ...mine, extent });
      if (pending !== own) return;
      const at = now();
      answered = {
        ...{ asked: mine, runId, step: answer.step, extent, at },
        tookMs: at - began,
      };
      if (!isStopped && asked) {
        onFailure(null);
        onAnswer(answer, extent);
      }
    } catch (cause) {
      if (pending !== own) return;
      const { code, message } = toWireError(cause);
      const isNewer = code === "bad-command" && NOT_NOW.test(message);
      if (isNewer)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      else {
        refused = { asked: mine, runId };
        if (!isStopped) onFailure(message);
      }
    } finally {
      if (pending === own) pending = null;
    }
    kick();
  }

  return {
    follow(next: Asked | null): void {
      asked = next;
      kick();
    },
    /** To be called when the run has changed. */
    kick,
    /** After `stop`; it begins started. */
    start(): void {
      isStopped = false;
      kick();
    },
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
