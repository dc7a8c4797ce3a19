/** An engine without a worker, for tests of the page: answers commands as told, and says what it is told to say. */
import type { EngineWorker } from "../../src/app/engineWorker.ts";
import { EngineError, toWireError } from "../../src/protocol/engineError.ts";
import type {
  BackendReport,
  Command,
  CommandEnvelope,
  CommandType,
  Event,
  Replies,
  RunState,
} from "../../src/protocol/messages.ts";
import type { PackManifest } from "../../src/protocol/packs.ts";
import { initialUpdates } from "../../src/protocol/parts.ts";

export const REPORT: BackendReport = {
  backend: "wasm",
  adapter: "SIMD, 1 thread",
  isSoftwareAdapter: false,
  threads: 1,
  passedOver: [{ backend: "webgpu", reason: "no adapter" }],
  selfTestError: 1e-6,
  versions: {},
};

const NO_FILE = {
  path: "images.bin",
  bytes: 0,
  sha256: "0".repeat(64),
  encoding: "none",
  rawBytes: 0,
} as const;

export function testPack(
  id: string,
  classes: string[],
  train = 8000,
): PackManifest {
  return {
    format: 1,
    id,
    title: id,
    description: `Images of ${id}.`,
    image: { height: 32, width: 32, channels: 3 },
    classes,
    classTitles: classes,
    domains: [],
    counts: { train, validation: 0, test: 400 },
    classCounts: {
      train: classes.map(() => train / classes.length),
      validation: classes.map(() => 0),
      test: classes.map(() => 400 / classes.length),
    },
    files: { images: NO_FILE, labels: NO_FILE },
    sources: [],
    licence: "CC-BY-4.0",
  };
}

export const PACKS = [
  testPack("emoji8", ["animals-nature", "food-drink", "flags", "objects"]),
  testPack("crops", ["crop"]),
];

type Answers = { [K in CommandType]?: () => Replies[K] };

export type FakeEngine = {
  startWorker: () => EngineWorker;
  /** Every command since the first worker, in order. */
  commands: Command[];
  /** Commands of one type. */
  sent<K extends CommandType>(type: K): Extract<Command, { type: K }>[];
  /** The run that was prepared last. */
  runId(): string;
  emit(event: Event): void;
  emitState(state: RunState, step: number, steps?: number): void;
  /** Ends the present worker as a crash would. */
  die(reason: string): void;
  /** Replaces the answer to a command; what it throws becomes the refusal. */
  answer<K extends CommandType>(type: K, reply: () => Replies[K]): void;
};

export function createFakeEngine(): FakeEngine {
  const commands: Command[] = [];
  const updatesOf = (type: "prepare" | "reset") =>
    initialUpdates(fake.sent(type).at(-1)?.parts ?? "both");
  const answers: Answers = {
    init: () => ({ report: REPORT, present: { packs: PACKS } }),
    prepare: () => ({ steps: 400, updates: updatesOf("prepare") }),
    start: () => null,
    pause: () => ({ step: 0 }),
    resume: () => null,
    step: () => ({ step: 1 }),
    reset: () => updatesOf("reset"),
    stop: () => null,
  };
  let listeners: ((event: MessageEvent) => void)[] = [];
  let die: (reason: string) => void = () => {};

  const emit = (data: Event) => {
    for (const listener of listeners) listener({ data } as MessageEvent);
  };
  const fake: FakeEngine = {
    commands,
    sent: (type) =>
      commands.filter((command) => command.type === type) as never,
    runId: () => fake.sent("prepare").at(-1)?.runId ?? "",
    emit,
    emitState(state, step, steps = 400) {
      emit({
        type: "status",
        runId: fake.runId(),
        state,
        step,
        steps,
        trainingMs: step * 100,
        elapsedMs: step * 120,
        stepsPerSecond: step === 0 ? 0 : 8.5,
        tensors: 20,
        tensorBytes: 1000,
      });
    },
    die: (reason) => die(reason),
    answer(type, reply) {
      answers[type] = reply as never;
    },
    startWorker: () => {
      listeners = [];
      return {
        endpoint: {
          addEventListener: (_, listener) => listeners.push(listener),
          postMessage(message) {
            const { id, command } = message as CommandEnvelope;
            commands.push(command);
            const own = listeners;
            queueMicrotask(() => {
              if (own === listeners) emit(replyTo(id, command, answers));
            });
          },
        },
        onDeath: (listener) => (die = listener),
        terminate: () => (listeners = []),
      };
    },
  };
  return fake;
}

function replyTo(id: number, command: Command, answers: Answers): Event {
  try {
    const answer = answers[command.type];
    if (!answer) {
      throw new EngineError("bad-command", `fake: no ${command.type}`);
    }
    const result = answer();
    return {
      type: "reply",
      id,
      command: command.type,
      ok: true,
      result,
    } as Event;
  } catch (cause) {
    const error = toWireError(cause);
    return { type: "reply", id, command: command.type, ok: false, error };
  }
}
