/** The worker's end of the protocol: every command is answered once, nothing is ever thrown at the page. */
import { fetchReader, type ReadFile } from "../data/readFile.ts";
import { brief } from "../protocol/brief.ts";
import { commandProblem } from "../protocol/commandSchema.ts";
import { EngineError, toWireError } from "../protocol/engineError.ts";
import {
  PROTOCOL_VERSION,
  type Command,
  type CommandEnvelope,
  type CommandType,
  type Event,
  type Replies,
} from "../protocol/messages.ts";
import { onGpuFault } from "../tensor/gpuDevice.ts";
import { chooseBackend } from "./backend.ts";
import { explainFailure, faultError } from "./backendFaults.ts";
import { createSession, type Session } from "./session.ts";

/** The part of a worker's global scope, or of a MessagePort, that is needed. */
export type ServerEndpoint = {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent) => void,
  ): void;
};

/**
 * @param readerOf Makes the reader of files below a site's root; tests hand in their own.
 */
export function serveEngine(
  endpoint: ServerEndpoint,
  readerOf: (baseUrl: string) => ReadFile = fetchReader,
): void {
  let session: Session | null = null;
  let isBegun = false;
  /** Of the last command: they rise, so that none is obeyed twice or out of turn. */
  let lastId = -Infinity;

  const post = (event: Event, transfer: ArrayBuffer[] = []) =>
    endpoint.postMessage(event, transfer);

  async function init(
    command: Extract<Command, { type: "init" }>,
  ): Promise<Replies["init"]> {
    // Of another version everything else may look different.
    if (command.protocolVersion !== PROTOCOL_VERSION) {
      throw new EngineError(
        "protocol",
        `init: 'protocolVersion' must be ${PROTOCOL_VERSION}, got ${command.protocolVersion}; reload the page`,
      );
    }
    const problem = commandProblem(command);
    if (problem) throw new EngineError("protocol", problem);
    if (!URL.canParse(command.baseUrl)) {
      throw new EngineError(
        "protocol",
        `init: 'baseUrl' must be an absolute URL, got ${brief(command.baseUrl)}`,
      );
    }
    if (isBegun)
      throw new EngineError("protocol", "init: must come once, got it again");
    isBegun = true;
    try {
      return await begin(command);
    } catch (cause) {
      // Another backend may be asked for; packs that did not come are read again when they are needed.
      isBegun = session !== null;
      throw cause;
    }
  }

  async function begin(
    command: Extract<Command, { type: "init" }>,
  ): Promise<Replies["init"]> {
    const report = await chooseBackend(
      command.backend,
      new URL("wasm/", command.baseUrl).href,
      undefined,
      command.without,
    );
    const made = createSession({
      report,
      readFile: readerOf(command.baseUrl),
      post,
      keeper: import("./runKeeper.ts").then(({ openRunKeeper }) =>
        openRunKeeper({ post, backend: report.backend }),
      ),
      explain: explainFailure,
      checkMemory: async (caller, config, { teachers }) => {
        const { budgetHere, requireMemory } = await import("./stepMemory.ts");
        requireMemory(caller, config, budgetHere(report.backend), teachers);
      },
    });
    session = made;
    if (report.backend === "webgpu") {
      onGpuFault((fault) => made.abort(faultError(fault)));
    }
    return { report, present: await made.present() };
  }

  async function answer(command: Command): Promise<Replies[CommandType]> {
    if (command.type === "init") return init(command);
    if (!session) {
      throw new EngineError(
        "protocol",
        `${command.type}: must come after init, got it before`,
      );
    }
    return session.handle(command);
  }

  endpoint.addEventListener("message", (message) => {
    const envelope = readEnvelope(message.data, lastId);
    if ("problem" in envelope) {
      const { id, problem } = envelope;
      const error = toWireError(new EngineError("protocol", problem));
      post({ type: "reply", id, command: null, ok: false, error });
      return;
    }
    const { id, command } = envelope;
    lastId = id;
    answer(command).then(
      (result) =>
        post({
          type: "reply",
          id,
          command: command.type,
          ok: true,
          result,
        } as Event),
      (cause: unknown) =>
        post({
          type: "reply",
          id,
          command: command.type,
          ok: false,
          error: toWireError(cause),
        }),
    );
  });
}

/** No command has it, so that no answer to one is mistaken for it. */
const NO_ID = -1;

/** A message's id and command; what is wrong with it, if it has none, or an id that is not above `lastId`. */
function readEnvelope(
  data: unknown,
  lastId: number,
): CommandEnvelope | { id: number; problem: string } {
  const { id, command } = (
    typeof data === "object" && data !== null ? data : {}
  ) as { id?: unknown; command?: unknown };
  if (typeof id !== "number" || !Number.isSafeInteger(id)) {
    return {
      id: NO_ID,
      problem: `message: must be { id, command: { type } }, got ${brief(data)}`,
    };
  }
  if (id <= lastId) {
    return {
      id: NO_ID,
      problem: `message: 'id' must be above ${lastId}, which was the last command's, got ${id}: a message that comes twice, or late, is not obeyed`,
    };
  }
  const isCommand =
    typeof command === "object" &&
    command !== null &&
    typeof (command as { type?: unknown }).type === "string";
  return isCommand
    ? { id, command: command as Command }
    : {
        id,
        problem: `message: 'command' must be { type }, got ${brief(command)}`,
      };
}
