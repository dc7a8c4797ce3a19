/** ONNX Runtime's plain build, and where its parts lie on this site. */
import * as runtime from "onnxruntime-web/wasm";
import mjs from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

export { runtime };
export const paths = { mjs, wasm };
