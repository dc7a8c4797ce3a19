/** The page's end of the import worker: it is started when it is needed, and ended to give an import up. */
import { EngineError, fromWireError } from "../../protocol/engineError.ts";
import type {
  ImportCommand,
  ImportMessage,
  ImportReplies,
  ImportRequest,
} from "../../protocol/importing.ts";

type OnProgress = (done: number, total: number) => void;

/** The part of Worker that is needed, so that tests can do without one. */
export type ImportWorker = Pick<
  Worker,
  "postMessage" | "terminate" | "addEventListener"
>;

export type ImportClient = {
  /** @throws {EngineError} What the worker answered, by code; `worker-died` when it was ended. */
  request<C extends ImportCommand>(
    command: C,
    onProgress?: OnProgress,
  ): Promise<ImportReplies[C["type"]]>;
  /** Ends whatever is under way, and forgets what was read. */
  cancel(): void;
};

const startImportWorker = (): ImportWorker =>
  new Worker(new URL("../../data/importWorker.ts", import.meta.url), {
    type: "module",
  });

export function createImportClient(
  start: () => ImportWorker = startImportWorker,
): ImportClient {
  type Pending = {
    resolve: (result: never) => void;
    reject: (error: EngineError) => void;
    onProgress: OnProgress | undefined;
  };
  const pending = new Map<number, Pending>();
  let worker: ImportWorker | null = null;
  let nextId = 1;

  function end(reason: string): void {
    worker?.terminate();
    worker = null;
    const given = new EngineError("worker-died", reason);
    for (const { reject } of pending.values()) reject(given);
    pending.clear();
  }

  function started(): ImportWorker {
    if (worker) return worker;
    const mine = start();
    mine.addEventListener("message", ({ data }: MessageEvent) => {
      const message = data as ImportMessage;
      if (message.type === "progress") {
        for (const { onProgress } of pending.values()) {
          onProgress?.(message.done, message.total);
        }
        return;
      }
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) waiting?.resolve(message.result as never);
      else waiting?.reject(fromWireError(message.error));
    });
    mine.addEventListener("error", (event) => {
      const { message } = event as ErrorEvent;
      if (worker === mine) {
        end(`import: must go on, got ${message || "no more memory"}`);
      }
    });
    worker = mine;
    return mine;
  }

  return {
    request(command, onProgress) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        pending.set(id, {
          ...{ resolve: resolve as Pending["resolve"], reject, onProgress },
        });
        const request: ImportRequest = { id, command };
        started().postMessage(request);
      });
    },
    cancel: () => end("import: given up"),
  };
}
