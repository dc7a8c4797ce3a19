/** SVG and compressed pictures to RGB pixels, the same on every machine: resvg runs as WebAssembly and loads no system font. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import { Resvg, initWasm } from "@resvg/resvg-wasm";

/** @type {Promise<void> | undefined} */
let ready;

/** Loads resvg once. */
export function loadResvg() {
  const require = createRequire(import.meta.url);
  ready ??= initWasm(
    fs.readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")),
  );
  return ready;
}

/**
 * @param {string} svg
 * @param {number} width Pixels; the height follows.
 * @returns {{ width: number, height: number, rgb: Uint8Array }} [height, width, 3], on white.
 */
export function rasterise(svg, width) {
  const resvg = new Resvg(svg, {
    background: "#ffffff",
    fitTo: { mode: "width", value: width },
    font: { loadSystemFonts: false },
  });
  const image = resvg.render();
  try {
    const rgba = image.pixels;
    const rgb = new Uint8Array((rgba.length / 4) * 3);
    for (let i = 0, o = 0; i < rgba.length; i += 4) {
      rgb[o++] = /** @type {number} */ (rgba[i]);
      rgb[o++] = /** @type {number} */ (rgba[i + 1]);
      rgb[o++] = /** @type {number} */ (rgba[i + 2]);
    }
    return { width: image.width, height: image.height, rgb };
  } finally {
    image.free();
    resvg.free();
  }
}

/**
 * Mean over blocks of `factor` x `factor` pixels, rounded.
 *
 * @param {Uint8Array} pixels [height, width, channels]; both sides are multiples of `factor`.
 * @param {{ height: number, width: number, channels: number }} size
 * @param {number} factor
 * @returns {Uint8Array} [height / factor, width / factor, channels].
 */
export function areaDownsample(pixels, { height, width, channels }, factor) {
  const rows = height / factor;
  const columns = width / factor;
  const out = new Uint8Array(rows * columns * channels);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let dy = 0; dy < factor; dy++) {
          const row = (y * factor + dy) * width;
          for (let dx = 0; dx < factor; dx++) {
            sum += /** @type {number} */ (
              pixels[(row + x * factor + dx) * channels + c]
            );
          }
        }
        out[(y * columns + x) * channels + c] = Math.round(
          sum / (factor * factor),
        );
      }
    }
  }
  return out;
}
