/** Who is nearest to whom in a sample, and whether two spaces agree on it. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Shuffles behind the null; its mean is then known to a few thousandths. */
const SHUFFLES = 200;
const SHUFFLE_SEED = 20;

/** Images, nearest first; never the image itself, of equals the lower index first. */
export function nearestImages(
  cosines: Float32Array,
  n: number,
  image: number,
  k: number,
): number[] {
  const row = cosines.subarray(image * n, (image + 1) * n);
  return Array.from(row, (_, other) => other)
    .filter((other) => other !== image)
    .sort((a, b) => row[b]! - row[a]! || a - b)
    .slice(0, k);
}

/** How many neighbours a sample has room to be asked for: ten, and always fewer than half of its images. */
export function neighbourCount(n: number): number {
  return Math.max(1, Math.min(10, Math.floor((n - 1) / 2)));
}

/** Neighbours of every image: [n, k], row major. */
export function neighbourLists(
  cosines: Float32Array,
  n: number,
  k: number,
): Uint16Array {
  const lists = new Uint16Array(n * k);
  for (let i = 0; i < n; i++) lists.set(nearestImages(cosines, n, i, k), i * k);
  return lists;
}

/** Mean share of an image's k neighbours that two spaces have in common, beside what chance gives. */
export type MutualNeighbours = {
  k: number;
  n: number;
  share: number;
  /** Mean and standard deviation with the images of one space shuffled; the mean of all shuffles is k / (n - 1). */
  nullMean: number;
  nullDeviation: number;
};

/**
 * Source: mutual kNN: Huh et al. 2024 (arXiv 2405.07987); its null: Groeger et al. 2026 (arXiv 2602.14486). The same shuffles each time, so that a
 * number does not flicker.
 *
 * @param lists [n, k] of one space, and of the other.
 * @returns Null for fewer than three images.
 */
export function mutualNeighbours(
  lists: Uint16Array,
  others: Uint16Array,
  n: number,
): MutualNeighbours | null {
  if (n < 3) return null;
  const k = lists.length / n;
  const member = new Uint8Array(n * n);
  for (let i = 0; i < n * k; i++) {
    member[Math.floor(i / k) * n + others[i]!] = 1;
  }
  const shareUnder = (order: ArrayLike<number>) => {
    let shared = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) {
        shared += member[order[i]! * n + order[lists[i * k + j]!]!]!;
      }
    }
    return shared / (n * k);
  };
  const order = Array.from({ length: n }, (_, i) => i);
  const share = shareUnder(order);
  const rng = xoroshiro128plus(SHUFFLE_SEED);
  let [sum, squares] = [0, 0];
  for (let turn = 0; turn < SHUFFLES; turn++) {
    for (let i = n - 1; i > 0; i--) {
      const j = uniformInt(rng, 0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const byChance = shareUnder(order);
    sum += byChance;
    squares += byChance ** 2;
  }
  const nullMean = sum / SHUFFLES;
  const variance = (squares - SHUFFLES * nullMean ** 2) / (SHUFFLES - 1);
  return {
    ...{ k, n, share, nullMean },
    nullDeviation: Math.sqrt(Math.max(0, variance)),
  };
}
