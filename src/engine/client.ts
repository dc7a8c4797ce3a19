/** The page's end of the engine: one promise for each command, and a stream of events. Knows no tfjs and no React. */
import { EngineError, fromWireError } from "../protocol/engineError.ts";
import type {
  Command,
  CommandEnvelope,
  CommandType,
  Event,
  Replies,
} from "../protocol/messages.ts";

/** The part of Worker and MessagePort that is needed, so that tests can use a MessageChannel. */
export type Endpoint = {
  postMessage(message: unknown): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent) => void,
  ): void;
};

type StreamEvent = Exclude<Event, { type: "reply" }>;

export type EngineClient = {
  /** Sends a command and waits for its reply. @throws {EngineError} What the worker answered, by code. */
  request<C extends Command>(command: C): Promise<Replies[C["type"]]>;
  /** Listens to everything that is not a reply; returns the way to stop. */
  subscribe(listener: (event: StreamEvent) => void): () => void;
  /** Rejects what is still open with `worker-died`; later requests too. */
  fail(reason: string): void;
};

export function createEngineClient(endpoint: Endpoint): EngineClient {
  type Pending = {
    resolve: (result: never) => void;
    reject: (error: EngineError) => void;
  };
  const pending = new Map<number, Pending>();
  const listeners = new Set<(event: StreamEvent) => void>();
  let nextId = 1;
  let failure: EngineError | null = null;

  endpoint.addEventListener("message", (message) => {
    const event = message.data as Event;
    if (event.type !== "reply") {
      for (const listener of listeners) listener(event);
      return;
    }
    const waiting = pending.get(event.id);
    if (!waiting) return;
    pending.delete(event.id);
    if (event.ok) waiting.resolve(event.result as never);
    else waiting.reject(fromWireError(event.error));
  });

  return {
    request<C extends Command>(command: C) {
      if (failure) return Promise.reject(failure);
      const id = nextId++;
      return new Promise<Replies[CommandType & C["type"]]>(
        (resolve, reject) => {
          pending.set(id, { resolve: resolve as Pending["resolve"], reject });
          const envelope: CommandEnvelope = { id, command };
          endpoint.postMessage(envelope);
        },
      );
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fail(reason) {
      failure = new EngineError("worker-died", reason);
      for (const { reject } of pending.values()) reject(failure);
      pending.clear();
    },
  };
}
