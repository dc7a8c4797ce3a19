import { importBackend, setBackend, getBackend } from "./tf.ts";

/**
 * Loads a backend and makes it the present one.
 *
 * @param wasmFolder Where the WASM binaries lie, ending in "/"; needed before the first use of `wasm` outside Vitest.
 * @throws {Error} If the backend does not come up; tfjs would fall back without a word.
 */
export async function useBackend(
  name: "cpu" | "wasm" | "webgpu",
  wasmFolder?: string,
): Promise<void> {
  if (name === "wasm") {
    const wasm = await importBackend.wasm();
    if (wasmFolder !== undefined) wasm.setWasmPaths(wasmFolder);
  } else {
    await importBackend[name]();
  }
  const ready = await setBackend(name);
  if (!ready || getBackend() !== name) {
    throw new Error(
      `useBackend: '${name}' must come up, got '${getBackend()}'`,
    );
  }
}
