/** The one place where the worker is made. */
import type { Endpoint } from "../engine/client.ts";

/** What the lab needs of a worker; a test makes one from a MessageChannel. */
export type EngineWorker = {
  endpoint: Endpoint;
  /** Calls back once when the worker can no longer answer. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
};

export function startEngineWorker(): EngineWorker {
  const worker = new Worker(new URL("../engine/worker.ts", import.meta.url), {
    type: "module",
  });
  return {
    endpoint: worker,
    onDeath(listener) {
      worker.addEventListener("error", (event) => {
        listener(`worker: ${event.message || "could not be loaded"}`);
      });
      worker.addEventListener("messageerror", () => {
        listener("worker: a message could not be read");
      });
    },
    terminate: () => worker.terminate(),
  };
}
