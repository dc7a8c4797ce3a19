import { EngineError } from "../protocol/engineError.ts";

/**
 * Gives Node the browser's `navigator.gpu` through Dawn, when the optional package `webgpu` is installed.
 *
 * @throws {EngineError} `backend-unavailable` if it is not.
 */
export async function startNodeGpu(): Promise<void> {
  type Dawn = {
    create(options: string[]): GPU;
    globals: Record<string, unknown>;
  };
  // A variable, so that the bundler does not look for a package that need not be there.
  const name = "webgpu";
  const dawn = await import(/* @vite-ignore */ name).then(
    (module: unknown) => module as Dawn,
    () => {
      throw new EngineError(
        "backend-unavailable",
        "webgpu: the package 'webgpu' must be installed to use WebGPU in Node; npm install --no-save webgpu",
      );
    },
  );
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu: dawn.create([]) },
    configurable: true,
  });
}
