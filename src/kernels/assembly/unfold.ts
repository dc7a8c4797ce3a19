/**
 * The 3 x 3 neighbourhoods of every second pixel, zero beyond the image.
 *
 * @param x [batch, h, w, c] with even h and w.
 * @param columns Receives [batch, h/2, w/2, 3, 3, c].
 * @param first First image to compute, and `end` the one after the last.
 */
export function unfold(
  x: usize,
  h: i32,
  w: i32,
  c: i32,
  columns: usize,
  first: i32,
  end: i32,
): void {
  const pixel = (<usize>c) << 2;
  columns += <usize>(first * (h / 2) * (w / 2) * 9) * pixel;
  for (let b = first; b < end; b++) {
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
  h: i32,
  w: i32,
  c: i32,
  dx: usize,
  first: i32,
  end: i32,
): void {
  const pixel = (<usize>c) << 2;
  const image = <usize>(h * w) * pixel;
  memory.fill(dx + <usize>first * image, 0, <usize>(end - first) * image);
  dColumns += <usize>(first * (h / 2) * (w / 2) * 9) * pixel;
  for (let b = first; b < end; b++) {
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
