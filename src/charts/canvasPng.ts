/** A canvas as a PNG file. @throws {Error} If the browser makes none. */
export function canvasPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error("canvasPng: the browser made no picture"));
    }, "image/png"),
  );
}
