/** A process of an arena: trains the configs that its parent sends, one after the other, and writes their results. */
import { fork } from "node:child_process";
import type { ReadFile } from "../data/readFile.ts";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import type { BackendChoice, Event } from "../protocol/messages.ts";
import { openHeadless } from "./headless.ts";
import { progressText } from "./progressLine.ts";
import { writeWhole } from "./runFile.ts";
import type { Worker } from "./runQueue.ts";

/** The command that a parent starts this process with. */
export const ARENA_WORKER = "arena-worker";

export type ArenaTask = PlannedRun & {
  preset: string;
  file: string;
  /** Present where the student is given labels afterwards; the file is then a `LowDataResult`. */
  labelsPerClass?: readonly number[] | null;
};

type Answer =
  | { type: "progress"; text: string }
  | { type: "done" }
  | { type: "failed"; message: string };

/** Answers the parent until it goes away. */
export async function serveArena(
  root: string,
  backend: BackendChoice,
  readFile: ReadFile,
): Promise<never> {
  const answer = (message: Answer) => process.send?.(message);
  process.on("disconnect", () => process.exit(0));
  const opening = openHeadless(root, backend, readFile);
  // Each task answers for it.
  opening.catch(() => {});
  process.on("message", (task: ArenaTask) => {
    let total = NaN;
    void (async () => {
      const headless = await opening;
      const onEvent = (event: Event) => {
        if (event.type === "steps") {
          total = event.steps.at(-1)?.losses.total ?? total;
        }
        const text = progressText(event, total);
        if (text) answer({ type: "progress", text });
      };
      const { config, labelsPerClass } = task;
      const result = labelsPerClass
        ? await headless.lowData(config, labelsPerClass, onEvent)
        : await headless.train(config, onEvent);
      const named = { ...result, preset: task.preset };
      writeWhole(task.file, `${JSON.stringify(named, null, 1)}\n`);
      answer({ type: "done" });
    })().catch((cause: unknown) => {
      const message = cause instanceof Error ? cause.message : String(cause);
      answer({ type: "failed", message });
    });
  });
  return new Promise<never>(() => {});
}

/** @param onProgress Given what the worker is at, and an empty text when it is at nothing. */
export function startArenaWorker(
  backend: BackendChoice,
  onProgress: (text: string) => void,
): Worker<ArenaTask> {
  const child = fork(process.argv[1]!, [ARENA_WORKER, backend], {
    // Its stdout would mix with the summary.
    stdio: ["ignore", 2, 2, "ipc"],
  });
  let isOver = false;
  let settle: { resolve: () => void; reject: (cause: Error) => void } | null =
    null;
  child.on("message", (answer: Answer) => {
    if (answer.type === "progress") onProgress(answer.text);
    if (answer.type === "done") settle?.resolve();
    if (answer.type === "failed") settle?.reject(new Error(answer.message));
  });
  const over = (reason: string) => {
    isOver = true;
    settle?.reject(new Error(reason));
  };
  child.on("error", (cause) => over(cause.message));
  child.on("exit", (code, signal) =>
    over(`the worker ended with ${signal ?? `code ${code}`}`),
  );
  return {
    get isOver() {
      return isOver;
    },
    run: (task) =>
      new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
        child.send(task);
      }).finally(() => {
        settle = null;
        onProgress("");
      }),
    end: () => void child.kill(),
  };
}
