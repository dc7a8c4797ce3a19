/**
 * Starts tfjs' WASM backend on several threads, where the page may share memory.
 *
 * tfjs never takes more than half of the cores it is told of, whatever `setThreadsCount` asks for (its backend.cc; in the 4.22.0 binary
 * `init_with_threads_count` takes the smaller of the two), so that a machine of two cores always computed on one thread.
 */
import * as tf from "./tf.ts";

type WasmPackage = Awaited<ReturnType<typeof tf.importBackend.wasm>>;

/** Loading the binary and eight small workers takes 0.1 to 0.3 s. */
const START_LIMIT_MS = 20_000;

/**
 * Firefox 153 makes workers inside a worker, which tfjs' threads are, but in 6 of 12 starts one of them never left its constructor (docs/adr/0003). The thread
 * that waits for it can watch no clock, so that nothing here could end the wait.
 */
const STALLS_ON_NESTED_WORKERS = /\bFirefox\//;

/** @returns Number of threads worth asking for: 1 unless memory can be shared, which takes a cross-origin isolated page, and the browser starts them for certain. */
export function availableThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  if (STALLS_ON_NESTED_WORKERS.test(globalThis.navigator.userAgent)) return 1;
  return Math.max(1, Math.min(4, globalThis.navigator.hardwareConcurrency));
}

/**
 * Makes `wasm` the present backend, on `threads` threads or else on one.
 *
 * @param wasm The backend's package, its paths set.
 * @returns Number of threads it computes on; 0 if it does not come up at all.
 */
export async function startWasm(
  wasm: WasmPackage,
  threads: number,
): Promise<number> {
  const isPossible = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
  if (threads > 1 && isPossible) {
    wasm.setThreadsCount(threads);
    if (await comesUpThreaded(threads)) {
      endSpareWorkers();
      return wasm.getThreadsCount();
    }
    // The failed attempt may be pending for ever; a second one needs a registration of its own.
    const factory = tf.findBackendFactory("wasm");
    tf.removeBackend("wasm");
    tf.registerBackend("wasm", factory);
  }
  // Also picks the binary without shared memory, which brings no workers.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return (await tf.setBackend("wasm")) ? 1 : 0;
}

/**
 * Starts the backend while the browser claims twice as many cores as threads, and watches the workers that tfjs makes: one that dies would leave
 * tfjs waiting for ever, and its error would reach the page as the end of the whole engine.
 *
 * @returns False if a worker died or time ran out; all of them are then ended.
 */
async function comesUpThreaded(threads: number): Promise<boolean> {
  const { Worker: PlainWorker, navigator } = globalThis;
  const made: Worker[] = [];
  let isUp = false;
  let fail: (isUp: false) => void = () => undefined;
  const failure = new Promise<false>((resolve) => (fail = resolve));
  const onError = (event: Event) => {
    if (isUp) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    fail(false);
  };
  globalThis.Worker = class extends PlainWorker {
    constructor(...options: ConstructorParameters<typeof Worker>) {
      super(...options);
      this.addEventListener("error", onError);
      made.push(this);
    }
  };
  Object.defineProperty(navigator, "hardwareConcurrency", {
    value: 2 * threads,
    configurable: true,
  });
  const timer = setTimeout(() => fail(false), START_LIMIT_MS);
  isUp = await Promise.race([tf.setBackend("wasm"), failure]);
  clearTimeout(timer);
  globalThis.Worker = PlainWorker;
  // Uncovers the browser's own property.
  delete (navigator as { hardwareConcurrency?: number }).hardwareConcurrency;
  if (!isUp) made.forEach((worker) => worker.terminate());
  return isUp;
}

/** Ends the workers that tfjs started in advance and gave nothing to do. */
function endSpareWorkers(): void {
  const { wasm } = tf.backend() as unknown as {
    wasm: { PThread: { unusedWorkers: Worker[] } };
  };
  for (const worker of wasm.PThread.unusedWorkers.splice(0)) {
    worker.terminate();
  }
}
