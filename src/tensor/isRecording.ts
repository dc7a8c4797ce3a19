import { engine } from "./tf.ts";

/** Whether tfjs records operations for gradients at present; without, a kernel need not keep anything for its backward pass. */
export function isRecording(): boolean {
  // Private in tfjs' types.
  return (engine() as unknown as { isTapeOn(): boolean }).isTapeOn();
}
