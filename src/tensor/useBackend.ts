import { registerGpuDevice } from "./gpuDevice.ts";
import { importBackend, setBackend, getBackend } from "./tf.ts";
import { shareClones } from "./shareClones.ts";
import { startWasm } from "./wasmThreads.ts";

/**
 * Loads a backend and makes it the present one.
 *
 * @param wasmFolder Where the WASM binaries lie, ending in "/"; needed before the first use of `wasm` outside Vitest.
 * @param threads Number of threads that `wasm` should compute on; it falls back to one.
 * @returns Number of threads it does compute on.
 * @throws {Error} If the backend does not come up; tfjs would fall back without a word.
 */
export async function useBackend(
  name: "cpu" | "wasm" | "webgpu",
  wasmFolder?: string,
  threads = 1,
): Promise<number> {
  let started: number;
  if (name === "wasm") {
    const wasm = await importBackend.wasm();
    if (wasmFolder !== undefined) wasm.setWasmPaths(wasmFolder);
    shareClones();
    started = await startWasm(wasm, threads);
  } else {
    if (name === "webgpu") registerGpuDevice(await importBackend.webgpu());
    else await importBackend.cpu();
    started = (await setBackend(name)) ? 1 : 0;
  }
  if (started === 0 || getBackend() !== name) {
    throw new Error(
      `useBackend: '${name}' must come up, got '${getBackend()}'`,
    );
  }
  return started;
}
