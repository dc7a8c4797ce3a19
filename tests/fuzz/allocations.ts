/** Counts what readers ask for in typed arrays and buffers. To be imported before them: packages keep the constructors that they find. */

/** Nothing asks for more at once in earnest; it would be refused by most machines. */
const MOST_AT_ONCE = 2 ** 31;

const TYPES = [
  ...[ArrayBuffer, Uint8Array, Uint8ClampedArray, Int8Array],
  ...[Uint16Array, Int16Array, Uint32Array, Int32Array],
  ...[Float32Array, Float64Array],
] as const;

let bytes = 0;

function count(asked: number): void {
  bytes += asked;
  if (asked > MOST_AT_ONCE) {
    throw new RangeError(`allocations: ${asked} bytes were asked for at once`);
  }
}

for (const Type of TYPES) {
  const size = "BYTES_PER_ELEMENT" in Type ? Type.BYTES_PER_ELEMENT : 1;
  const counted = new Proxy(Type, {
    construct(target, parameters: unknown[], newTarget) {
      const [length] = parameters;
      if (typeof length === "number") count(length * size);
      return Reflect.construct(target, parameters, newTarget) as object;
    },
  });
  Object.defineProperty(globalThis, Type.name, { value: counted });
}

const { alloc } = Buffer;
Buffer.alloc = (size, ...rest) => {
  count(size);
  return alloc(size, ...rest);
};

/** Bytes asked for since the last call. */
export function takeAllocated(): number {
  const taken = bytes;
  bytes = 0;
  return taken;
}
