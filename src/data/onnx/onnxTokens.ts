/** Tokens of images by a vision network, whatever it takes and gives: preprocessing, batches, and the class token in front. */
import type { OnnxTeacher } from "../../protocol/teachers.ts";
import { unfit } from "../decoders/refusal.ts";
import { IMAGE_VALUES } from "../image32.ts";
import type { OnnxModel } from "./onnxRuntime.ts";
import { createPreprocessor } from "./preprocess.ts";

export type NetworkDescription = Pick<
  OnnxTeacher,
  "input" | "output" | "preprocessing" | "width" | "grid"
>;

/**
 * What the network says of images, as it says it.
 *
 * @param pixels [n, 32, 32, 3], 0 to 1.
 * @returns [n, tokens, width], or [n, width].
 * @throws {EngineError} `import-unfit`, if that is not what comes out, or it is no number.
 */
export async function rawTokens(
  name: string,
  model: OnnxModel,
  {
    input,
    output,
    preprocessing,
  }: Pick<NetworkDescription, "input" | "output" | "preprocessing">,
  n: number,
  pixels: Float32Array,
): Promise<{ tokens: number; width: number; values: Float32Array }> {
  const { side, layout, batch } = input;
  const preprocess = createPreprocessor(input, preprocessing);
  const size = layout === "channels-first" ? [3, side, side] : [side, side, 3];
  const step = batch ?? n;
  let tokens = 0;
  let width = 0;
  let values = new Float32Array(0);
  for (let start = 0; start < n; start += step) {
    const count = Math.min(step, n - start);
    // A network of a fixed batch sees black pictures behind the last ones.
    const some = new Float32Array(step * IMAGE_VALUES);
    some.set(
      pixels.subarray(start * IMAGE_VALUES, (start + count) * IMAGE_VALUES),
    );
    const found = await model.run(
      {
        name: input.name,
        dims: [step, ...size],
        values: preprocess(step, some),
      },
      output.name,
    );
    const { dims } = found;
    const isTokens = dims.length === 2 || dims.length === 3;
    if (!isTokens || dims[0] !== step || found.values.length === 0) {
      throw unfit(
        `${name}: output '${output.name}'`,
        `[${step}, tokens, d] or [${step}, d]`,
        `[${dims.join(", ")}]`,
      );
    }
    checkFinite(`${name}: output '${output.name}'`, found.values);
    if (start === 0) {
      tokens = dims.length === 3 ? dims[1]! : 1;
      width = dims.at(-1)!;
      values = new Float32Array(n * tokens * width);
    }
    const kept = count * tokens * width;
    values.set(found.values.subarray(0, kept), start * tokens * width);
  }
  return { tokens, width, values };
}

function checkFinite(name: string, values: Float32Array): void {
  const first = values.findIndex((value) => !Number.isFinite(value));
  if (first < 0) return;
  const bad = values.reduce((n, x) => n + (Number.isFinite(x) ? 0 : 1), 0);
  throw unfit(
    name,
    "finite numbers",
    `${values[first]}, and ${bad} of ${values.length} such values; does it need more than half precision?`,
  );
}

/**
 * Register tokens are left out; without a class token the mean of the patch tokens stands in for it.
 *
 * @param values [n, tokens, width] of `leading` tokens and grid * grid patch tokens behind them.
 * @returns [n, 1 + grid * grid, width], class token first.
 */
export function classTokenFirst(
  values: Float32Array,
  n: number,
  { output: { leading }, grid, width }: NetworkDescription,
): Float32Array {
  if (leading === 1) return values;
  const patches = grid * grid;
  const out = new Float32Array(n * (1 + patches) * width);
  for (let i = 0; i < n; i++) {
    const from = i * (leading + patches) * width;
    const own = values.subarray(from, from + (leading + patches) * width);
    const to = i * (1 + patches) * width;
    out.set(own.subarray(leading * width), to + width);
    if (leading > 0) {
      out.set(own.subarray(0, width), to);
      continue;
    }
    for (let k = 0; k < width; k++) {
      let sum = 0;
      for (let at = k; at < own.length; at += width) sum += own[at]!;
      out[to + k] = sum / patches;
    }
  }
  return out;
}
