/** Corruptions of each value on its own. Constants: CIFAR-10-C, make_cifar_c.py of hendrycks/robustness. */
import { type Chance, type Pixels, withSettings } from "./corruption.ts";

/** x + noise, normal with this standard deviation. */
export const gaussianNoise = withSettings(
  [0.04, 0.06, 0.08, 0.09, 0.1],
  (pixels, deviation, chance) =>
    eachValue(pixels, chance, (x) => x + deviation * chance.rng.normal()),
);

/** Poisson(x * photons) / photons: the fewer photons, the grainier. */
export const shotNoise = withSettings(
  [500, 250, 100, 75, 50],
  (pixels, photons, chance) =>
    eachValue(
      pixels,
      chance,
      (x) => poisson(x * photons, chance.rng.uniform()) / photons,
    ),
);

/** This share of the values becomes black or white, with equal chance. */
export const impulseNoise = withSettings(
  [0.01, 0.02, 0.03, 0.05, 0.07],
  (pixels, share, chance) =>
    eachValue(pixels, chance, (x) => {
      const draw = chance.rng.uniform();
      return draw >= share ? x : draw < share / 2 ? 0 : 1;
    }),
);

/** x + x * noise: brighter values are noisier. */
export const speckleNoise = withSettings(
  [0.06, 0.1, 0.12, 0.16, 0.2],
  (pixels, deviation, chance) =>
    eachValue(pixels, chance, (x) => x + x * deviation * chance.rng.normal()),
);

/** Applies `change` value by value; on grey images to the first channel alone, whose result the others share. */
function eachValue(
  pixels: Pixels,
  { isGrey }: Chance,
  change: (x: number) => number,
): Pixels {
  const out = new Float64Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const channel = i % 3;
    out[i] = isGrey && channel > 0 ? out[i - channel]! : change(pixels[i]!);
  }
  return out;
}

/**
 * The Poisson variable at a quantile: the least k with P(K <= k) > uniform.
 *
 * @param mean 0 to 700; beyond, exp(-mean) is 0.
 * @param uniform In [0, 1).
 */
export function poisson(mean: number, uniform: number): number {
  let share = Math.exp(-mean);
  let below = share;
  let k = 0;
  // Past the bulk the shares vanish in the sum's rounding, which would never reach a uniform close to 1.
  const most = mean + 12 * Math.sqrt(mean) + 20;
  while (below <= uniform && k < most) {
    k++;
    share *= mean / k;
    below += share;
  }
  return k;
}
