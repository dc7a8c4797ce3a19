/** The k largest of a row of cosines, in falling order; of equals the earlier one first. */
export class NearestK {
  readonly cosines: Float32Array;
  readonly indices: Int32Array;

  constructor(k: number) {
    this.cosines = new Float32Array(k);
    this.indices = new Int32Array(k);
  }

  /** Reads `count` cosines from `start` on, forgetting earlier ones. Places that none could fill keep -Infinity. */
  read(values: Float32Array, start: number, count: number): void {
    const { cosines, indices } = this;
    const last = cosines.length - 1;
    cosines.fill(-Infinity);
    for (let j = 0; j < count; j++) {
      const cosine = values[start + j]!;
      if (!(cosine > cosines[last]!)) continue;
      let place = last;
      for (; place > 0 && cosines[place - 1]! < cosine; place--) {
        cosines[place] = cosines[place - 1]!;
        indices[place] = indices[place - 1]!;
      }
      cosines[place] = cosine;
      indices[place] = j;
    }
  }
}
