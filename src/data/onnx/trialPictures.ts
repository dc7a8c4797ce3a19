/** What a network is tried on. */
import { seededRng } from "../../tensor/rng.ts";
import { IMAGE_VALUES } from "../image32.ts";

/** A soft slope, and squares, with some noise: two pictures that no network takes for one. [2, 32, 32, 3]. */
export const TRIAL_PICTURES = (() => {
  const rng = seededRng(0, "trial pictures");
  const n = 2;
  const pixels = Float32Array.from({ length: n * IMAGE_VALUES }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % 32, Math.floor(i / 96) % 32];
    const slope = (x + (c + 1) * y) / 128;
    const square = (Math.floor(x / 8) + Math.floor(y / 8)) % 2;
    return 0.8 * (i < IMAGE_VALUES ? slope : square) + 0.2 * rng.uniform();
  });
  return { n, pixels };
})();
