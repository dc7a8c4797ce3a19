/**
 * A run as bytes, to be kept over a reload or a crash: 4 bytes "CPLC", uint32 version, uint64 length of what follows the header, its SHA-256, then a tree of
 * plain values as JSON with its arrays behind it, as they lie in memory. Every number comes back with the same bits, NaN and -0 included.
 *
 * A run of a student of P parameters and a head of H takes 12 (P + H) bytes (weights and two moments; 4 (P + H) more where it began with networks from a file), 56 for each step, and 1 to 2 kB for each evaluation.
 */
import * as z from "zod/mini";
import { sha256Hex } from "../data/sha256.ts";
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { Evaluation, HistoryEntry, Losses } from "../protocol/results.ts";
import type { Beginning } from "./broughtStudent.ts";
import { SLOWER } from "./checkFinite.ts";
import { checkpointSchema } from "./checkpointSchema.ts";
import type { RunSnapshot } from "./run.ts";
import type { StopWatchState } from "./stopWatch.ts";
import { LOSS_NAMES } from "./trainer.ts";

/** Rises when an older checkpoint can no longer be read. */
const CHECKPOINT_VERSION = 1;

export type Checkpoint = {
  /** As the run began: what a reset goes back to. */
  start: RunConfig;
  /** The networks that it began with, if not those that its seed draws. */
  begin?: Beginning | null;
  snapshot: RunSnapshot;
  stopWatch: StopWatchState;
  /** That the run was trained on. */
  backend: string;
};

const MAGIC = [0x43, 0x50, 0x4c, 0x43]; // "CPLC"
const DIGEST_BYTES = 32;
const HEADER_BYTES = 16 + DIGEST_BYTES;

export async function writeCheckpoint(
  checkpoint: Checkpoint,
): Promise<Uint8Array<ArrayBuffer>> {
  const { snapshot } = checkpoint;
  const bytes = packTree(
    { ...checkpoint, snapshot: { ...snapshot, history: columnsOf(snapshot) } },
    HEADER_BYTES,
  );
  const header = new DataView(bytes.buffer);
  MAGIC.forEach((byte, i) => header.setUint8(i, byte));
  header.setUint32(4, CHECKPOINT_VERSION, true);
  header.setBigUint64(8, BigInt(bytes.length - HEADER_BYTES), true);
  bytes.set(await digest(bytes), HEADER_BYTES - DIGEST_BYTES);
  return bytes;
}

/** @throws {RangeError} If it is not a whole checkpoint of this version; says what is wrong with it. */
export async function readCheckpoint(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Checkpoint> {
  const refuse = (rule: string, got: string) =>
    new RangeError(`readCheckpoint: ${rule}, got ${got}`);
  if (bytes.length < HEADER_BYTES) {
    throw refuse(`must have ${HEADER_BYTES} bytes`, `${bytes.length}`);
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (!MAGIC.every((byte, i) => header.getUint8(i) === byte)) {
    throw refuse("must begin with CPLC", "other bytes");
  }
  const version = header.getUint32(4, true);
  if (version !== CHECKPOINT_VERSION) {
    throw refuse(`version must be ${CHECKPOINT_VERSION}`, `${version}`);
  }
  const length = header.getBigUint64(8, true);
  if (length !== BigInt(bytes.length - HEADER_BYTES)) {
    throw refuse(`must go on for ${length} bytes`, `${bytes.length}`);
  }
  const stated = bytes.subarray(HEADER_BYTES - DIGEST_BYTES, HEADER_BYTES);
  const found = await digest(bytes);
  if (!found.every((byte, i) => byte === stated[i])) {
    throw refuse("contents must have the header's SHA-256", "another");
  }
  const packed = readTree(unpackTree(bytes, HEADER_BYTES));
  const { snapshot } = packed;
  return {
    ...packed,
    start: readConfig(packed.start),
    snapshot: {
      ...snapshot,
      config: readConfig(snapshot.config),
      history: historyOf(snapshot.history),
    },
  };
}

/** @throws {RangeError} If a run could not go on from it; names the first mistake. */
function readTree(tree: unknown): PackedCheckpoint {
  const parsed = z.safeParse(checkpointSchema, tree);
  // What was read, and not the tree: that may hold what no schema sees, as a key called __proto__.
  if (parsed.success) return parsed.data as unknown as PackedCheckpoint;
  const { path, message } = parsed.error.issues[0]!;
  throw new RangeError(
    `readCheckpoint: must be a run as it is saved, got a mistake at '${path.join(".").slice(0, 200)}': ${message}`,
  );
}

/** @throws {EngineError} `diverged`, naming the tensor, if networks or optimiser hold a number that is not finite: they are not worth keeping. */
export function requireFiniteState({
  step,
  trainer: { student, head, optimiser },
}: RunSnapshot): void {
  const refuse = (what: string, values: Float32Array) => {
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong === undefined) return;
    throw new EngineError(
      "diverged",
      `train: ${what} must be finite, got ${wrong} after step ${step}; ${SLOWER}`,
    );
  };
  for (const [network, tensors] of Object.entries({ student, head })) {
    for (const [name, { values }] of Object.entries(tensors)) {
      refuse(`the ${network}'s '${name}'`, values);
    }
  }
  for (const [name, { first, second }] of Object.entries(optimiser.moments)) {
    refuse(`the first moment of '${name}'`, first);
    refuse(`the second moment of '${name}'`, second);
  }
}

function readConfig(value: unknown): RunConfig {
  const parsed = parseConfig(value);
  if (parsed.ok) return parsed.config;
  const [issue] = parsed.issues;
  throw new RangeError(
    `readCheckpoint: settings must be ones of today, got ${issue?.path} ${issue?.message}`,
  );
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const hex = await sha256Hex(bytes.subarray(HEADER_BYTES));
  return Uint8Array.from({ length: DIGEST_BYTES }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

/** Float64 [steps] each, and the evaluations by step. */
type HistoryColumns = {
  step: Float64Array;
  learningRate: Float64Array;
  losses: Record<keyof Losses, Float64Array>;
  evaluations: { at: number; evaluation: Evaluation }[];
};

type PackedCheckpoint = Omit<Checkpoint, "snapshot"> & {
  snapshot: Omit<RunSnapshot, "history"> & { history: HistoryColumns };
};

function columnsOf({ history }: RunSnapshot): HistoryColumns {
  const column = (valueOf: (entry: HistoryEntry) => number) =>
    Float64Array.from(history, valueOf);
  return {
    step: column(({ step }) => step),
    learningRate: column(({ learningRate }) => learningRate),
    losses: byLoss((name) => column(({ losses }) => losses[name])),
    evaluations: history.flatMap(({ evaluation }, at) =>
      evaluation ? [{ at, evaluation }] : [],
    ),
  };
}

function historyOf(columns: HistoryColumns): HistoryEntry[] {
  const { step, learningRate, losses, evaluations } = columns;
  const history = Array.from(step, (value, i): HistoryEntry => ({
    step: value,
    learningRate: learningRate[i]!,
    losses: byLoss((name) => losses[name][i]!),
  }));
  for (const { at, evaluation } of evaluations) {
    history[at]!.evaluation = evaluation;
  }
  return history;
}

const byLoss = <T>(valueOf: (name: keyof Losses) => T) =>
  Object.fromEntries(LOSS_NAMES.map((name) => [name, valueOf(name)])) as Record<
    keyof Losses,
    T
  >;

const ARRAYS = {
  f32: Float32Array,
  f64: Float64Array,
  u8: Uint8Array,
} as const;
type ArrayKind = keyof typeof ARRAYS;

/** Stand for what JSON has no word for; no key of ours has a space. */
const ARRAY_KEY = "an array";
const NUMBER_KEY = "a number";

/** In bytes; every array begins at a multiple of it. */
const ALIGNMENT = 8;
const aligned = (n: number) => ALIGNMENT * Math.ceil(n / ALIGNMENT);

/**
 * A value of records, lists, texts, numbers, flags, nulls and typed arrays, behind `start` zero bytes: uint32 length of the JSON, the JSON, the arrays.
 *
 * @throws {RangeError} If a typed array is of another kind than `ARRAYS`.
 */
function packTree(value: unknown, start: number): Uint8Array<ArrayBuffer> {
  const arrays: { at: number; bytes: Uint8Array }[] = [];
  let size = 0;
  const json = JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "number") {
      const isPlain = Number.isFinite(each) && !Object.is(each, -0);
      if (isPlain) return each;
      return { [NUMBER_KEY]: Object.is(each, -0) ? "-0" : String(each) };
    }
    if (!ArrayBuffer.isView(each)) return each;
    const kind = (Object.keys(ARRAYS) as ArrayKind[]).find(
      (name) => each instanceof ARRAYS[name],
    );
    if (!kind) {
      throw new RangeError(
        `packTree: arrays must be ${Object.keys(ARRAYS).join(", ")}, got ${each.constructor.name}`,
      );
    }
    const { buffer, byteOffset, byteLength } = each;
    const at = size;
    size = aligned(size + byteLength);
    arrays.push({ at, bytes: new Uint8Array(buffer, byteOffset, byteLength) });
    return { [ARRAY_KEY]: [kind, at, byteLength] };
  });
  const text = new TextEncoder().encode(json);
  const behindText = aligned(start + 4 + text.length);
  const packed = new Uint8Array(behindText + size);
  new DataView(packed.buffer).setUint32(start, text.length, true);
  packed.set(text, start + 4);
  for (const { at, bytes } of arrays) packed.set(bytes, behindText + at);
  return packed;
}

/** The inverse of `packTree`. @throws {RangeError} If it is no such tree, or an array lies outside or in two places. */
function unpackTree(bytes: Uint8Array<ArrayBuffer>, start: number): unknown {
  const refuse = (rule: string, got: string) =>
    new RangeError(`unpackTree: ${rule}, got ${got}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (start + 4 > bytes.length) {
    throw refuse("must have a length of its text", `${bytes.length} bytes`);
  }
  const textEnd = start + 4 + view.getUint32(start, true);
  if (textEnd > bytes.length) {
    throw refuse(`text must end within ${bytes.length} bytes`, `${textEnd}`);
  }
  const json = new TextDecoder().decode(bytes.subarray(start + 4, textEnd));
  const behindText = aligned(textEnd);
  /** What arrays may still take: each lies in a place of its own. */
  let left = Math.max(0, bytes.length - behindText);
  const arrayAt = (place: unknown): ArrayBufferView => {
    const [kind, at, length] = Array.isArray(place) ? (place as unknown[]) : [];
    const isPlace =
      typeof kind === "string" &&
      Object.hasOwn(ARRAYS, kind) &&
      [at, length].every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
    if (!isPlace) throw refuse("an array must have a place", "another value");
    const from = behindText + (at as number);
    const size = length as number;
    if (from + size > bytes.length || size > left) {
      throw refuse(
        `arrays must end within ${bytes.length} bytes, each in its own place`,
        `one of ${size} at ${from}`,
      );
    }
    left -= size;
    // A copy of its own: aligned wherever `bytes` lie, and they may go.
    return new ARRAYS[kind as ArrayKind](bytes.slice(from, from + size).buffer);
  };
  try {
    return JSON.parse(json, (_key, each: unknown) => {
      if (typeof each !== "object" || each === null) return each;
      if (NUMBER_KEY in each) return Number(each[NUMBER_KEY]);
      return ARRAY_KEY in each ? arrayAt(each[ARRAY_KEY]) : each;
    });
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw refuse("text must be JSON", String(cause));
  }
}
