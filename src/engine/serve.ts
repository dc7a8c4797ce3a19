/** The worker's end of the protocol: every command is answered once, nothing is ever thrown at the page. */
import { fetchReader, type ReadFile } from "../data/readFile.ts";
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

  const post = (event: Event, transfer: ArrayBuffer[] = []) =>
    endpoint.postMessage(event, transfer);

  async function init(
    command: Extract<Command, { type: "init" }>,
  ): Promise<Replies["init"]> {
    if (command.protocolVersion !== PROTOCOL_VERSION) {
      throw new EngineError(
        "protocol",
        `init: 'protocolVersion' must be ${PROTOCOL_VERSION}, got ${command.protocolVersion}; reload the page`,
      );
    }
    if (session)
      throw new EngineError("protocol", "init: must come once, got it again");
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
    });
    session = made;
    if (report.backend === "webgpu") {
      onGpuFault((fault) => made.abort(faultError(fault)));
    }
    return { report, packs: await made.packs() };
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
    const { id, command } = readEnvelope(message.data);
    if (!command) {
      const error = new EngineError(
        "protocol",
        `message: must be { id, command: { type } }, got ${typeof message.data}`,
      );
      post({
        type: "reply",
        id,
        command: null,
        ok: false,
        error: toWireError(error),
      });
      return;
    }
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

/** What can be made of a message: its id if it has one, its command if it looks like one. */
function readEnvelope(data: unknown): { id: number; command: Command | null } {
  const { id, command } = (
    typeof data === "object" && data !== null ? data : {}
  ) as Partial<CommandEnvelope>;
  const isCommand =
    typeof id === "number" &&
    typeof command === "object" &&
    command !== null &&
    typeof (command as { type?: unknown }).type === "string";
  return {
    id: typeof id === "number" ? id : -1,
    command: isCommand ? command : null,
  };
}
