import { engine } from "./tf.ts";

/** Whether tfjs records operations for gradients at present; without, a kernel need not keep anything for its backward pass. */
export function isRecording(): boolean {
  // Private in tfjs' types.
  const { isTapeOn } = Object.getPrototypeOf(engine()) as {
    isTapeOn(this: object): boolean;
  };
  return isTapeOn.call(engine());
}
