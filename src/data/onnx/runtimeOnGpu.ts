/** ONNX Runtime's build for WebGPU, and where its parts lie on this site. */
import * as runtime from "onnxruntime-web/webgpu";
import mjs from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";

export { runtime };
export const paths = { mjs, wasm };
