/**
 * Long work as a generator: it yields its progress (rows done so far) every few milliseconds of work, and returns the result.
 * The caller decides whether to run it in one go or to let the thread answer in between.
 */
export type Chunked<T> = Generator<number, T>;

/** The result, in one go. */
export function runToEnd<T>(work: Chunked<T>): T {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
  }
}

/**
 * The result, with a pause whenever the work has held the thread for `budgetMs`.
 *
 * @param pause Lets other tasks run; if it rejects, the work is given up and the rejection passed on.
 */
export async function runInSlices<T>(
  work: Chunked<T>,
  pause: () => Promise<void>,
  budgetMs = 20,
): Promise<T> {
  let started = performance.now();
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
    if (performance.now() - started >= budgetMs) {
      await pause();
      started = performance.now();
    }
  }
}
