/**
 * Puts pixels on a canvas of exactly that many pixels; CSS scales it.
 *
 * @param rgba [height, width, 4] bytes.
 * @throws {RangeError} If `rgba` does not hold width x height pixels.
 */
export function drawPixels(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  rgba: Uint8ClampedArray,
): void {
  if (rgba.length !== width * height * 4) {
    throw new RangeError(
      `drawPixels: 'rgba' must hold ${width} x ${height} x 4 bytes, got ${rgba.length}`,
    );
  }
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  if (rgba.length === 0) return;
  const context = canvas.getContext("2d");
  if (!context) return; // out of canvas memory: the numbers are still in the table
  const image = context.createImageData(width, height);
  image.data.set(rgba);
  context.putImageData(image, 0, 0);
}
