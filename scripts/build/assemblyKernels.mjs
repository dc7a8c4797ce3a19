/**
 * A Vite plugin: compiles src/kernels/assembly (AssemblyScript) to WebAssembly for whoever imports its index with `?wasm`.
 * The module has no memory of its own; it works on that of tfjs' WASM backend, so it comes in two forms, for plain and for shared memory; and each of
 * them twice, with multiplication and addition in one instruction (relaxed SIMD) and without.
 */
import path from "node:path";
import asc from "assemblyscript/asc";
import { ROOT } from "../prepare.mjs";

const QUERY = /assembly[/\\]index\.ts\?wasm$/;
const FOLDER = path.join(ROOT, "src", "kernels", "assembly");

/** Pages of 64 KiB; what tfjs' threaded build declares as the most it may grow to. */
const SHARED_PAGES = 65536;

const FLAGS = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--importMemory"],
  ...["--enable", "simd"],
  // Vectors stay inside the module; the warning is about exports, but counts those between files.
  ...["--disableWarning", "AS112"],
];

const SHARED = [
  ...["--enable", "threads", "--sharedMemory"],
  ...["--maximumMemory", `${SHARED_PAGES}`],
];

const RELAXED = ["--enable", "relaxed-simd"];

const FORMS = {
  unshared: FLAGS,
  shared: [...FLAGS, ...SHARED],
  relaxedUnshared: [...FLAGS, ...RELAXED],
  relaxedShared: [...FLAGS, ...SHARED, ...RELAXED],
};

/** All forms, compiled once for all builds of this process. */
let compiled;

export function assemblyKernels() {
  return {
    name: "cospress:assembly-kernels",
    enforce: /** @type {const} */ ("pre"),
    load: {
      filter: { id: QUERY },
      async handler() {
        compiled ??= Promise.all(
          Object.entries(FORMS).map(async ([name, flags]) => {
            const bytes = Buffer.from(await compile(flags));
            return `export const ${name} = "${bytes.toString("base64")}";`;
          }),
        );
        return (await compiled).join("\n");
      },
    },
  };
}

/**
 * @param {string[]} flags
 * @returns {Promise<Uint8Array>}
 */
async function compile(flags) {
  let binary;
  const { error, stderr } = await asc.main(
    ["index.ts", "--baseDir", FOLDER, "--outFile", "kernels.wasm", ...flags],
    {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error) throw new Error(`assemblyKernels: ${stderr.toString()}`);
  // The module shares tfjs' memory: data of its own would be written over whatever lies there.
  if (!binary || hasData(binary)) {
    throw new Error(
      "assemblyKernels: src/kernels/assembly must compile to a module without static data (no strings, arrays or objects)",
    );
  }
  return binary;
}

/** Whether the module has a data section (id 11). */
function hasData(bytes) {
  for (let at = 8; at < bytes.length;) {
    if (bytes[at++] === 11) return true;
    let [size, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    at += size;
  }
  return false;
}
