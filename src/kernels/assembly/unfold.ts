/**
 * The 3 x 3 neighbourhoods of every second pixel, zero beyond the image.
 *
 * @param x [batch, h, w, c] with even h and w.
 * @param columns Receives [batch, h/2, w/2, 3, 3, c].
 */
export function unfold(
  x: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  columns: usize,
): void {
  const pixel = (<usize>c) << 2;
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < h; i += 2) {
      for (let j = 0; j < w; j += 2) {
        for (let y = i - 1; y <= i + 1; y++) {
          const row = x + <usize>((b * h + y) * w) * pixel;
          if (y < 0 || y >= h) {
            memory.fill(columns, 0, 3 * pixel);
          } else if (j == 0) {
            memory.fill(columns, 0, pixel);
            memory.copy(columns + pixel, row, 2 * pixel);
          } else {
            memory.copy(columns, row + <usize>(j - 1) * pixel, 3 * pixel);
          }
          columns += 3 * pixel;
        }
      }
    }
  }
}

/**
 * Its gradient.
 *
 * @param dColumns As `columns`; c is a multiple of four.
 * @param dx Receives [batch, h, w, c].
 */
export function unfoldBackward(
  dColumns: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  dx: usize,
): void {
  const pixel = (<usize>c) << 2;
  memory.fill(dx, 0, <usize>(batch * h * w) * pixel);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < h; i += 2) {
      for (let j = 0; j < w; j += 2) {
        for (let y = i - 1; y <= i + 1; y++, dColumns += 3 * pixel) {
          if (y < 0 || y >= h) continue;
          const isEdge = j == 0;
          const from = isEdge ? dColumns + pixel : dColumns;
          const length: usize = isEdge ? 2 * pixel : 3 * pixel;
          const start = (b * h + y) * w + (isEdge ? 0 : j - 1);
          const to = dx + <usize>start * pixel;
          for (let at: usize = 0; at < length; at += 16) {
            const sum = f32x4.add(v128.load(to + at), v128.load(from + at));
            v128.store(to + at, sum);
          }
        }
      }
    }
  }
}
