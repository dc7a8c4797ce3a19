import { EngineError } from "../protocol/engineError.ts";

/** Browsers blur the GPU's clock to 0.1 ms, which is longer than most kernels, and Dawn hides float16 on Nvidia's cards. */
const DAWN_OPTIONS = [
  "disable-dawn-features=timestamp_quantization",
  "enable-dawn-features=vulkan_enable_f16_on_nvidia",
];

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
    value: {
      gpu: dawn.create(DAWN_OPTIONS),
      // Libraries for browsers read it.
      userAgent: `Node.js/${process.versions.node}`,
    },
    configurable: true,
  });
}
