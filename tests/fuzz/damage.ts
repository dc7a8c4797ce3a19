/** Damage: changed bytes of a file, changed parts of a value. One number makes one damage, so that a failure names it. */
import * as fc from "fast-check";
import { seededRng, type Rng } from "../../src/tensor/rng.ts";

/** Headers decide most: every second place lies among the first bytes. */
const HEAD_BYTES = 64;
const MOST_CHANGES = 5;

/** Sizes and counts that are too small, too large, or change their sign. */
const NUMBERS = [
  ...[0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x1ff, 0x200, 0x201],
  ...[0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff],
];

function changed(bytes: Uint8Array, rng: Rng): Uint8Array {
  const { length } = bytes;
  if (length === 0) return Uint8Array.of(rng.intBelow(256));
  const at = rng.intBelow(
    rng.intBelow(2) ? Math.min(HEAD_BYTES, length) : length,
  );
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  const number = NUMBERS[rng.intBelow(NUMBERS.length)]!;
  const isLittle = rng.intBelow(2) === 1;
  switch (rng.intBelow(10)) {
    case 0: // cut off
      return out.subarray(0, at);
    case 1: // cut out
      return joined(
        out.subarray(0, at),
        out.subarray(at + 1 + rng.intBelow(64)),
      );
    case 2: // doubled
      return joined(
        out.subarray(0, at),
        out.subarray(at, at + 1 + rng.intBelow(512)),
        out.subarray(at),
      );
    case 3: // filled in
      return joined(
        out.subarray(0, at),
        new Uint8Array(1 + rng.intBelow(64)).fill(rng.intBelow(2) * 255),
        out.subarray(at),
      );
    case 4:
      if (at + 4 <= length) view.setUint32(at, number, isLittle);
      return out;
    case 5:
      if (at + 2 <= length) view.setUint16(at, number, isLittle);
      return out;
    case 6:
      out[at]! ^= 1 << rng.intBelow(8);
      return out;
    default:
      out[at] = rng.intBelow(256);
      return out;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A damage by its number; fast-check makes the numbers, and shrinks none: any is as good as another. */
const damages = <T>(damage: (rng: Rng) => T): fc.Arbitrary<T> =>
  fc.noShrink(fc.nat(0x7fffffff)).map((n) => damage(seededRng(n, "damage")));

/** A file with one to five changes. */
export const damagedBytes = (
  whole: Uint8Array,
): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  damages((rng) => {
    let out = whole;
    const changes = 1 + rng.intBelow(MOST_CHANGES);
    for (let i = 0; i < changes; i++) out = changed(out, rng);
    return new Uint8Array(out);
  });

/** Stands for a list so deep that writing it overflows the stack; `jsonText` and `asDeep` put it in. */
const DEEP = "@deep@";
const DEPTH = 20_000;

/** Each makes a new value, so that nothing is shared. `polluting` comes out of JSON, where such a key is an own one. */
const HOSTILE: readonly (() => unknown)[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, 2 ** 53, -0].map((x) => () => x),
  ...["", "x", "__proto__", "constructor", DEEP].map((x) => () => x),
  () => "long ".repeat(500),
  () => [],
  () => ({}),
  () => [[[]]],
  () => Array.from({ length: 1000 }, (_, i) => i),
  () => JSON.parse('{"__proto__":{"polluted":1}}') as unknown,
  () => JSON.parse('{"constructor":{"prototype":{"polluted":1}}}') as unknown,
];

type Step = string | number;

/** Paths of all inner and outer values. */
function pathsOf(value: unknown, path: Step[] = []): Step[][] {
  if (typeof value !== "object" || value === null) return [path];
  // A long list shows by its first items what it is.
  const keys = Array.isArray(value)
    ? [...value.slice(0, 8).keys()]
    : ArrayBuffer.isView(value)
      ? []
      : Object.keys(value);
  return [
    path,
    ...keys.flatMap((key) =>
      pathsOf((value as Record<Step, unknown>)[key], [...path, key]),
    ),
  ];
}

const HOSTILE_KEYS = ["__proto__", "constructor", "toString", "", "x"];

/** A copy along the path, changed at its end. */
function changedAt(
  node: unknown,
  path: readonly Step[],
  change: (value: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(node);
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) {
    const copy = [...(node as unknown[])];
    copy[Number(key)] = changedAt(copy[Number(key)], rest, change);
    return copy;
  }
  const inner = (node as Record<string, unknown>)[key];
  return { ...node, [key]: changedAt(inner, rest, change) };
}

function hostileChange(rng: Rng, graft: unknown): (value: unknown) => unknown {
  const hostile = HOSTILE[rng.intBelow(HOSTILE.length)]!;
  const isGraft = rng.intBelow(6) === 0;
  const key = HOSTILE_KEYS[rng.intBelow(HOSTILE_KEYS.length)]!;
  const kind = rng.intBelow(4);
  return (value) => {
    if (isGraft) return graft;
    const isObject =
      typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
    if (!isObject || kind === 0) return hostile();
    if (Array.isArray(value)) {
      const items = value as unknown[];
      const at = rng.intBelow(items.length + 1);
      if (kind === 1) return items.toSpliced(at, 1);
      if (kind === 2) return [...items, ...items];
      return items.toSpliced(at, 0, hostile());
    }
    if (kind === 1) return { ...value, [key]: hostile() };
    const entries = Object.entries(value);
    const at = rng.intBelow(entries.length + 1);
    return Object.fromEntries(entries.toSpliced(at, 1));
  };
}

/** A value with one to three changes: parts replaced, left out, doubled, moved, or under other names. */
export function damagedValue(whole: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(whole);
  const pick = (rng: Rng) => paths[rng.intBelow(paths.length)]!;
  return damages((rng) => {
    let out = whole;
    const changes = 1 + rng.intBelow(3);
    for (let i = 0; i < changes; i++) {
      const graft = pick(rng).reduce<unknown>(
        (node, key) => (node as Record<Step, unknown>)[key],
        whole,
      );
      out = changedAt(out, pick(rng), hostileChange(rng, graft));
    }
    return out;
  });
}

/** Damage of a value as a file's text; some of it is cut off. */
export const damagedJson = (whole: unknown): fc.Arbitrary<string> =>
  fc
    .tuple(damagedValue(whole), fc.nat(20), fc.nat(1_000_000))
    .map(([value, chance, cut]) => {
      const text = jsonText(value);
      return chance === 0 ? text.slice(0, cut % (text.length + 1)) : text;
    });

/** JSON that may be deeper than JSON.stringify could write. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.replaceAll(`"${DEEP}"`, "[".repeat(DEPTH) + "]".repeat(DEPTH));
}

/** A value as it is read from a file: what `jsonText` writes. */
export const asRead = (value: unknown): unknown =>
  JSON.parse(jsonText(value)) as unknown;

export const textBytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));
