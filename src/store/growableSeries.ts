/** Rows of numbers that only grow, column by column in typed arrays: the whole history of a run, outside React. */

/** Rows at the start; doubled whenever they are full, so appending costs constant time on average. */
const INITIAL_CAPACITY = 1024;

export type GrowableSeries<Column extends string> = {
  readonly length: number;
  /** Float64 [length], a view that is good until the next `append`. */
  column(name: Column): Float64Array;
  append(row: Readonly<Record<Column, number>>): void;
  /** The row at `index`, as a plain object. @throws {RangeError} If there is no such row. */
  row(index: number): Record<Column, number>;
  clear(): void;
};

export function createGrowableSeries<Column extends string>(
  columns: readonly Column[],
): GrowableSeries<Column> {
  let capacity = INITIAL_CAPACITY;
  let length = 0;
  const arrays = new Map<Column, Float64Array>(
    columns.map((name) => [name, new Float64Array(capacity)]),
  );

  function array(name: Column): Float64Array {
    const found = arrays.get(name);
    if (!found) throw new RangeError(`column: there is no column '${name}'`);
    return found;
  }

  function grow(): void {
    capacity *= 2;
    for (const [name, old] of arrays) {
      const larger = new Float64Array(capacity);
      larger.set(old);
      arrays.set(name, larger);
    }
  }

  return {
    get length() {
      return length;
    },
    column: (name) => array(name).subarray(0, length),
    append(row) {
      if (length === capacity) grow();
      for (const name of columns) array(name)[length] = row[name];
      length++;
    },
    row(index) {
      if (!(index >= 0 && index < length)) {
        throw new RangeError(
          `row: index must be from 0 to ${length - 1}, got ${index}`,
        );
      }
      const entries = columns.map((name) => [name, array(name)[index]]);
      return Object.fromEntries(entries) as Record<Column, number>;
    },
    clear() {
      length = 0;
    },
  };
}
