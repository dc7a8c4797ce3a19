/** Four digits are enough to differ and short enough to read aloud. */
const NEW_SEED_LIMIT = 10_000;

/** A seed other than `present`. */
export function newSeed(present: number): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  const seed = word % NEW_SEED_LIMIT;
  return seed === present ? (seed + 1) % NEW_SEED_LIMIT : seed;
}
