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
  // The worker holds a lock of its name as long as it lives: the page is given it when the worker is no more, which no event tells.
  const words = crypto.getRandomValues(new Uint32Array(2));
  const name = `cospress-lab engine ${words.join("-")}`;
  const worker = new Worker(new URL("../engine/worker.ts", import.meta.url), {
    type: "module",
    name,
  });
  const watch = new AbortController();
  return {
    endpoint: worker,
    onDeath(listener) {
      const awaitEnd = async () => {
        // Absent outside secure contexts.
        const { locks } = navigator as Partial<Navigator>;
        await locks?.request(name, { signal: watch.signal }, () =>
          listener("worker: it has ended"),
        );
      };
      // By its first message it has the lock.
      const begin = () => void awaitEnd().catch(() => {});
      worker.addEventListener("message", begin, { once: true });
      worker.addEventListener("error", (event) => {
        listener(`worker: ${event.message || "could not be loaded"}`);
      });
      worker.addEventListener("messageerror", () => {
        listener("worker: a message could not be read");
      });
    },
    terminate() {
      watch.abort();
      worker.terminate();
    },
  };
}
