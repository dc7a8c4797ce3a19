import { readGpuScalars } from "./gpuDevice.ts";
import * as tf from "./tf.ts";

/** Reads many scalars with one transfer. The scalars stay the caller's to dispose. */
export async function readScalars(
  scalars: readonly tf.Scalar[],
): Promise<Float32Array> {
  if (tf.getBackend() === "webgpu") return readGpuScalars(scalars);
  const packed = tf.stack([...scalars]);
  try {
    return (await packed.data()) as Float32Array;
  } finally {
    packed.dispose();
  }
}
