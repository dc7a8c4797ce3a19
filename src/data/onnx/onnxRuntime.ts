/**
 * ONNX Runtime, the only importer of it: fetched when a network is opened, from this site. Models come in as bytes, numbers as float32.
 *
 * Two builds: the plain one computes on WASM, the other also on WebGPU; whoever has no GPU fetches half as much.
 */
import type {
  InferenceSession,
  Tensor,
  TensorConstructor,
} from "onnxruntime-web";
import { firstBytes, unfit, unreadable } from "../decoders/refusal.ts";
import { fromHalf, toHalf } from "../formats/halfFloats.ts";

/** An input or output; a text in its shape names an axis of any length. */
export type ModelValue = {
  name: string;
  type: string;
  shape: readonly (number | string)[];
};

export type ModelTensor = { dims: readonly number[]; values: Float32Array };

export type OnnxModel = {
  inputs: readonly ModelValue[];
  outputs: readonly ModelValue[];
  runsOn: "webgpu" | "wasm";
  /** Computes one output of one input. @throws {EngineError} `import-unfit`, if the network cannot. */
  run(
    input: ModelTensor & { name: string },
    output: string,
  ): Promise<ModelTensor>;
  release(): Promise<void>;
};

type Runtime = {
  InferenceSession: typeof InferenceSession;
  Tensor: TensorConstructor;
};

/** More gain little, and each takes a worker: as for our own kernels. */
const MOST_THREADS = 4;

/** Firefox computes on one thread: docs/adr/0003. */
function threads(): number {
  const { crossOriginIsolated, navigator } = globalThis;
  const isFirefox = /\bFirefox\//.test(navigator?.userAgent ?? "");
  if (!crossOriginIsolated || isFirefox) return 1;
  return Math.min(MOST_THREADS, navigator.hardwareConcurrency);
}

async function loadRuntime(isGpu: boolean): Promise<Runtime> {
  // Node's build finds its binary beside itself.
  if (import.meta.env.SSR) {
    const runtime = await import("onnxruntime-web");
    runtime.env.wasm.numThreads = 1;
    return runtime;
  }
  const { runtime, paths } = await loadBuild(isGpu);
  // By default they would come from a public server.
  runtime.env.wasm.wasmPaths = paths;
  runtime.env.wasm.numThreads = threads();
  return runtime;
}

const loadBuild = (isGpu: boolean) =>
  isGpu ? import("./runtimeOnGpu.ts") : import("./runtimeOnWasm.ts");

/** Has the service worker keep what a run will need, so that it finds it offline. Where there is none, or no connection, a run fetches it itself. */
export async function fetchRuntime(isGpu: boolean): Promise<void> {
  if (import.meta.env.SSR) return;
  const { paths } = await loadBuild(isGpu);
  await Promise.allSettled(
    Object.values(paths).map(async (url) => (await fetch(url)).arrayBuffer()),
  );
}

/** How ONNX Runtime numbers its refusals: onnxruntime/core/common/common.h. */
const STATUS = { invalidArgument: 2, invalidProtobuf: 7, notImplemented: 9 };

/**
 * @param name What messages call it.
 * @param isGpu Computes on WebGPU, or fails.
 * @throws {EngineError} `import-unreadable`, if it is no ONNX file or has its weights elsewhere; `import-unfit`, if it cannot be run.
 */
export async function openOnnxModel(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  isGpu: boolean,
): Promise<OnnxModel> {
  const { InferenceSession, Tensor } = await loadRuntime(isGpu);
  const runsOn = isGpu ? "webgpu" : "wasm";
  const session = await InferenceSession.create(bytes, {
    executionProviders: [runsOn],
    // Its warnings are for whoever made the file.
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw notOpened(name, bytes, reasonOf(cause));
  });
  const described = (values: readonly InferenceSession.ValueMetadata[]) =>
    values.map((value) => ({
      name: value.name,
      type: value.isTensor ? value.type : "no tensor",
      shape: value.isTensor ? value.shape : [],
    }));
  const inputs = described(session.inputMetadata);
  return {
    inputs,
    outputs: described(session.outputMetadata),
    runsOn,
    async run({ name: input, dims, values }, output) {
      const isHalf =
        inputs.find((each) => each.name === input)?.type === "float16";
      const fed = isHalf
        ? new Tensor("float16", toHalf(values), dims)
        : new Tensor("float32", values, dims);
      const found = await session
        .run({ [input]: fed }, [output])
        .catch((cause: unknown) => {
          const { message } = reasonOf(cause);
          throw unfit(
            name,
            `a network that computes '${output}' of '${input}' [${dims.join(", ")}]`,
            message,
          );
        });
      const tensor = found[output] as Tensor;
      const numbers = floatsOf(await tensor.getData());
      tensor.dispose();
      return { dims: tensor.dims, values: numbers };
    },
    release: () => session.release(),
  };
}

/** Half-precision numbers come as their bits, or, where the browser knows them, as numbers. */
function floatsOf(data: Tensor.DataType): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return fromHalf([data]);
  return Float32Array.from(data as Iterable<number>);
}

type Reason = { status: number | null; message: string };

/** Without the numbers and source files in front of what ONNX Runtime has to say. */
function reasonOf(cause: unknown): Reason {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, status, rest] =
    /ERROR_CODE: (\d+), ERROR_MESSAGE: ([\s\S]*)/.exec(text) ?? [];
  const message = (rest ?? text).replace(
    /^\/\S+:\d+ [^\n]*?\) (?=[A-Za-z])/,
    "",
  );
  return {
    status: status === undefined ? null : Number(status),
    message: message.trim(),
  };
}

function notOpened(
  name: string,
  bytes: Uint8Array,
  { status, message }: Reason,
) {
  if (status === STATUS.invalidProtobuf) {
    return unreadable(
      name,
      "a whole ONNX file",
      `${bytes.length} bytes that begin ${firstBytes(bytes)} and are none`,
    );
  }
  if (status === STATUS.notImplemented || /No Op registered/.test(message)) {
    return unfit(name, "of operators that ONNX Runtime Web has", message);
  }
  if (/external data|\.onnx_data|ExternalData/i.test(message)) {
    return unreadable(
      name,
      "an ONNX file with its weights inside (onnx.save with save_as_external_data=False)",
      message,
    );
  }
  return unreadable(name, "an ONNX file that ONNX Runtime opens", message);
}
