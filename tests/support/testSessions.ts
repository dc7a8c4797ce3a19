/** Sessions as the page has them, on the reduced packs, with the real teacher, on WASM. */
import { afterEach, beforeAll } from "vitest";
import type { ReadFile } from "../../src/data/readFile.ts";
import { chooseBackend } from "../../src/engine/backend.ts";
import { createRunMemory } from "../../src/engine/runMemory.ts";
import {
  createSession,
  type Session,
  type SessionOptions,
} from "../../src/engine/session.ts";
import type {
  BackendReport,
  Event,
  EventOf,
} from "../../src/protocol/messages.ts";
import { reducedConfig, reducedReader } from "../reducedPacks.ts";
import { WASM_FOLDER } from "../testBackend.ts";

/** The run of `prepared`. */
export const runId = "a";

/** Called once by a file of tests. One session is open at a time; each test ends its last. */
export function testSessions() {
  let report: BackendReport;
  let reader: ReadFile;
  let session: Session;
  let events: Event[] = [];
  /** What the teacher makes of an image is asked for once. */
  const memory = createRunMemory();

  beforeAll(async () => {
    report = await chooseBackend("wasm", WASM_FOLDER);
    reader = await reducedReader();
  });

  const handle: Session["handle"] = (command) => session.handle(command);
  const close = () => session.dispose();
  afterEach(close);

  const readFile: ReadFile = (path, onProgress) => reader(path, onProgress);

  /** What an earlier session has said is forgotten. */
  function open(options: Partial<SessionOptions> = {}): Session {
    forget();
    session = createSession({
      ...{ report, readFile, memory },
      post: (event) => events.push(event),
      ...options,
    });
    return session;
  }

  async function prepared(
    config = reducedConfig(),
    options: Partial<SessionOptions> = {},
  ): Promise<Session> {
    const opened = open(options);
    await opened.handle({ type: "prepare", runId, config });
    return opened;
  }

  function forget(): void {
    events = [];
  }

  const eventsOf = <T extends Event["type"]>(type: T) =>
    events.filter((event): event is EventOf<T> => event.type === type);

  /**
   * Waits until an event of a type has come; `isIt` picks among them.
   *
   * @throws {Error} If the run fails instead.
   */
  async function seen<T extends Event["type"]>(
    type: T,
    isIt: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    for (;;) {
      const found = eventsOf(type).find(isIt);
      if (found) return found;
      const failed = eventsOf("failed")[0];
      if (failed) throw new Error(failed.error.message);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  return { readFile, open, prepared, handle, close, forget, eventsOf, seen };
}
