/** Seeded random streams: the only randomness of a run. Same seed and purpose, same numbers, in every browser and in Node. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** All there is to know about a stream; plain data, so that a checkpoint can hold it. */
export type RngState = {
  /** Seed and purposes that the stream was made from; forks hang on it, draws do not. */
  path: string;
  /** The generator's 128 bits. */
  words: readonly number[];
};

export type Rng = {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform integer in [0, n). @throws {RangeError} If n is not a positive integer. */
  intBelow(n: number): number;
  /** Standard normal: mean 0, standard deviation 1. */
  normal(): number;
  /** A stream of its own for `purpose`. Depends on how this one was made, not on what was drawn from it. */
  fork(purpose: string): Rng;
  /** The position in the stream; `rngFromState` goes on from it. */
  state(): RngState;
};

/** FNV-1a's prime and, as the first of four starting points, its offset basis. */
const FNV_PRIME = 0x01000193;
const FNV_OFFSETS = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35] as const;

/** FNV-1a over UTF-16 code units, finished with MurmurHash3's mixer so that "1" and "2" have nothing in common. */
function hash32(text: string, offset: number): number {
  let hash = offset;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/**
 * The random stream of one purpose ("batches", "student", ...) under a seed.
 *
 * Streams of other purposes are unrelated: drawing more for one changes nothing in another.
 *
 * @param seed Integer, 0 to 2^31 - 1.
 * @throws {RangeError} If `seed` is not an integer.
 */
export function seededRng(seed: number, purpose: string): Rng {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`seededRng: 'seed' must be an integer, got ${seed}`);
  }
  return rngFromPath(`${seed}/${purpose}`);
}

function rngFromPath(path: string): Rng {
  const words = FNV_OFFSETS.map((offset) => hash32(path, offset));
  return rngFromState({ path, words });
}

/**
 * Goes on with a stream where `state()` was taken.
 *
 * @throws {RangeError} If the state does not hold four words.
 */
export function rngFromState({ path, words }: RngState): Rng {
  if (words.length !== 4) {
    throw new RangeError(
      `rngFromState: 'words' must hold 4 numbers, got ${words.length}`,
    );
  }
  const generator = xoroshiro128plusFromState([...words]);
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    intBelow(n) {
      if (!Number.isSafeInteger(n) || n < 1) {
        throw new RangeError(
          `intBelow: 'n' must be a positive integer, got ${n}`,
        );
      }
      return uniformInt(generator, 0, n - 1);
    },
    normal() {
      // Box-Muller; its second value is thrown away so that the state stays four words.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
    fork: (purpose) => rngFromPath(`${path}/${purpose}`),
    state: () => ({ path, words: [...generator.getState()] }),
  };
}

/** The integers 0 to n - 1 in a random order (Fisher-Yates). */
export function shuffledIndices(n: number, rng: Rng): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.intBelow(i + 1);
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
  return order;
}
