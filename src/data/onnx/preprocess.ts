/** Pictures of 32 x 32 pixels become what a vision network was trained on: resized and normalised. */
import type {
  OnnxTeacher,
  Preprocessing,
  Resampling,
} from "../../protocol/teachers.ts";
import { IMAGE_SIDE, IMAGE_VALUES } from "../image32.ts";

const CHANNELS = 3;

type Kernel = { reach: number; weight(distance: number): number };

/** As in Pillow, whose cubic has a = -1/2. `reach`: in pixels of the source, to either side. */
const KERNELS: Record<Exclude<Resampling, "nearest">, Kernel> = {
  bilinear: { reach: 1, weight: (x) => Math.max(0, 1 - x) },
  bicubic: {
    reach: 2,
    weight: (x) =>
      x < 1
        ? (1.5 * x - 2.5) * x * x + 1
        : x < 2
          ? ((-0.5 * x + 2.5) * x - 4) * x + 2
          : 0,
  },
};

/** Of one pixel of the result: the first pixel of the source that counts, and how much each from there on does. */
type Taps = { first: number; weights: number[] };

/** Along one axis, from `from` pixels to `to`. Smaller pictures average all that a pixel covers. */
function tapsOf(from: number, to: number, resampling: Resampling): Taps[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    if (resampling === "nearest") {
      return { first: Math.floor(centre), weights: [1] };
    }
    const { reach, weight } = KERNELS[resampling];
    const stretch = Math.max(1, scale);
    const first = Math.max(0, Math.floor(centre - reach * stretch + 0.5));
    const end = Math.min(from, Math.floor(centre + reach * stretch + 0.5));
    const weights = Array.from({ length: end - first }, (_, k) =>
      weight(Math.abs(first + k + 0.5 - centre) / stretch),
    );
    const sum = weights.reduce((total, each) => total + each, 0);
    return { first, weights: weights.map((each) => each / sum) };
  });
}

/**
 * The whole picture is resized: nothing of it is cut off, for 32 pixels have no margin to spare. Overshoot of the cubic is cut at 0 and 1.
 *
 * @returns From pixels [n, 32, 32, 3], 0 to 1, to values [n, 3, side, side], or [n, side, side, 3].
 */
export function createPreprocessor(
  { side, layout }: Pick<OnnxTeacher["input"], "side" | "layout">,
  { resampling, mean, deviation }: Preprocessing,
): (n: number, pixels: Float32Array) => Float32Array {
  const taps = tapsOf(IMAGE_SIDE, side, resampling);
  const area = side * side;
  const [pixelStep, channelStep] =
    layout === "channels-first" ? [1, area] : [CHANNELS, 1];
  const rows = new Float32Array(side * IMAGE_SIDE * CHANNELS); // [side, 32, 3]

  function resize(image: Float32Array, out: Float32Array): void {
    const across = IMAGE_SIDE * CHANNELS;
    taps.forEach(({ first, weights }, y) => {
      for (let k = 0; k < across; k++) {
        let sum = 0;
        weights.forEach(
          (w, t) => (sum += w * image[(first + t) * across + k]!),
        );
        rows[y * across + k] = sum;
      }
    });
    for (let y = 0; y < side; y++) {
      taps.forEach(({ first, weights }, x) => {
        for (let c = 0; c < CHANNELS; c++) {
          let sum = 0;
          const from = y * across + first * CHANNELS + c;
          weights.forEach((w, t) => (sum += w * rows[from + t * CHANNELS]!));
          const inside = Math.min(1, Math.max(0, sum));
          out[(y * side + x) * pixelStep + c * channelStep] =
            (inside - mean[c]!) / deviation[c]!;
        }
      });
    }
  }

  return (n, pixels) => {
    const size = CHANNELS * area;
    const out = new Float32Array(n * size);
    for (let i = 0; i < n; i++) {
      resize(
        pixels.subarray(i * IMAGE_VALUES, (i + 1) * IMAGE_VALUES),
        out.subarray(i * size, (i + 1) * size),
      );
    }
    return out;
  };
}
