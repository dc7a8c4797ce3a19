/** Counts the calls of our own kernels on host backends, which tfjs' profile does not see. */
let counts: Record<string, number> | null = null;

/** Notes one call; does nothing unless somebody counts. */
export function countKernel(name: string): void {
  if (counts) counts[name] = (counts[name] ?? 0) + 1;
}

/** Calls of each kernel while `work` runs. */
export function countedKernels(work: () => void): Record<string, number> {
  const counted = {};
  counts = counted;
  try {
    work();
  } finally {
    counts = null;
  }
  return counted;
}
