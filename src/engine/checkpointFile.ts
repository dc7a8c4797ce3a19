/**
 * A run as bytes, to be kept over a reload or a crash: 4 bytes "CPLC", uint32 version, uint64 length of what follows the header, its SHA-256, then a tree of
 * plain values as JSON with its arrays behind it, as they lie in memory. Every number comes back with the same bits, NaN and -0 included.
 *
 * A run of a student of P parameters and a head of H takes 12 (P + H) bytes (weights and two moments), 56 for each step, and 1 to 2 kB for each evaluation.
 */
import { sha256Hex } from "../data/sha256.ts";
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { Evaluation, HistoryEntry, Losses } from "../protocol/results.ts";
import { SLOWER } from "./checkFinite.ts";
import type { RunSnapshot } from "./run.ts";
import type { StopWatchState } from "./stopWatch.ts";
import { LOSS_NAMES } from "./trainer.ts";

/** Rises when an older checkpoint can no longer be read. */
const CHECKPOINT_VERSION = 1;

export type Checkpoint = {
  /** As the run began: what a reset goes back to. */
  start: RunConfig;
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
  const packed = unpackTree(bytes, HEADER_BYTES) as PackedCheckpoint;
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

/** The inverse of `packTree`. @throws {RangeError} If an array lies outside. */
function unpackTree(bytes: Uint8Array<ArrayBuffer>, start: number): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const textEnd = start + 4 + view.getUint32(start, true);
  const json = new TextDecoder().decode(bytes.subarray(start + 4, textEnd));
  const behindText = aligned(textEnd);
  return JSON.parse(json, (_key, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if (NUMBER_KEY in each) return Number(each[NUMBER_KEY]);
    if (!(ARRAY_KEY in each)) return each;
    const [kind, at, length] = each[ARRAY_KEY] as [ArrayKind, number, number];
    const from = behindText + at;
    if (from + length > bytes.length) {
      throw new RangeError(
        `unpackTree: an array must end within ${bytes.length} bytes, got ${from + length}`,
      );
    }
    // A copy of its own: aligned wherever `bytes` lie, and they may go.
    return new ARRAYS[kind](bytes.slice(from, from + length).buffer);
  });
}
