/**
 * A switch that makes every kernel take its plain tfjs formulation, on any backend, so that one run can measure both.
 * What decides between a kernel and its plain form asks here: `isHostBackend` and its like say no while the switch is on.
 */
let isOn = false;

/** Whether kernels are to take their plain forms. */
export function usesPlainForms(): boolean {
  return isOn;
}

/** What `work` returns, computed by plain forms, backward passes included. `work` ends when it returns: a promise would go on without. */
export function withPlainForms<T>(work: () => T): T {
  isOn = true;
  try {
    return work();
  } finally {
    isOn = false;
  }
}
