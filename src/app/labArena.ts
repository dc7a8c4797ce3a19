/** The arena that the engine trains while the run waits. */
import type { StoreApi } from "zustand/vanilla";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import type { Command, Event, EventOf, Replies } from "../protocol/messages.ts";

export type ArenaUnderWay = {
  id: string;
  progress: EventOf<"arena-progress"> | null;
};

type ArenaEvent = EventOf<"arena-run" | "arena-run-failed" | "arena-over">;
type ArenaListener = (event: ArenaEvent) => void;

type ArenaOptions = {
  store: Pick<
    StoreApi<{ arena: ArenaUnderWay | null; isStartQueued: boolean }>,
    "getState" | "setState"
  >;
  request: <C extends Command>(command: C) => Promise<Replies[C["type"]]>;
  /** Settles when the run waits. @throws {Error} If there is no engine to ask. */
  pauseRun: () => Promise<unknown>;
  /** The engine is free again. */
  onOver: () => void;
};

export type LabArena = ReturnType<typeof createLabArena>;

export function createLabArena(options: ArenaOptions) {
  const { request, pauseRun, onOver } = options;
  const { getState, setState } = options.store;
  const listeners = new Set<ArenaListener>();
  let count = 0;

  function hear(event: Event): void {
    const { arena } = getState();
    if (!("arenaId" in event) || event.arenaId !== arena?.id) return;
    if (event.type === "arena-progress") {
      setState({ arena: { ...arena, progress: event } });
      return;
    }
    const isOver = event.type === "arena-over";
    if (isOver) setState({ arena: null });
    for (const listener of listeners) listener(event);
    if (isOver) onOver();
  }

  return {
    hear,

    /** The engine is gone, and its arena with it. */
    end(): void {
      const { arena } = getState();
      if (!arena) return;
      hear({ type: "arena-over", arenaId: arena.id, isStopped: true });
    },

    /** @throws {EngineError} What the engine answered; nothing is trained then. */
    async start(runs: PlannedRun[]): Promise<void> {
      if (getState().arena) {
        throw new Error("startArena: an arena is under way already");
      }
      const id = `arena-${++count}`;
      // From here on nothing else is started.
      setState({ arena: { id, progress: null }, isStartQueued: false });
      try {
        await pauseRun();
        await request({ type: "arena", arenaId: id, runs });
      } catch (cause) {
        if (getState().arena?.id === id) setState({ arena: null });
        onOver();
        throw cause;
      }
    },

    /** Settles when the run under way has been given up. */
    async stop(): Promise<void> {
      const { arena } = getState();
      if (arena) await request({ type: "stop-arena", arenaId: arena.id });
    },

    /** @returns The way to stop listening. */
    listen(listener: ArenaListener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
