import type { Plugin } from "vite";

const FILE = /tfjs-backend-wasm-threaded-simd\.js$/;

/** The declaration, and the assignment in Node, of the variable outside of the loader function. */
const DECLARATION =
  /var _scriptDir = [^\n]*\n\s*if \(typeof __filename[^\n]*\n/;

/**
 * Lets WASM threads start from a minified build. tfjs starts each thread from the text of its loader function (`toString`), which asks
 * `typeof _scriptDir` for a variable outside of itself. A minifier renames that variable and drops the `typeof`, since it sees the declaration;
 * the thread, which has only the function, then dies of a ReferenceError and initialisation never ends. In a module worker the variable is always
 * undefined, and tfjs hands the loader a Blob where it would be used, so it can be written as just that.
 */
export function threadableWasm(): Plugin {
  return {
    name: "cospress:threadable-wasm",
    transform: {
      filter: { id: FILE },
      handler(code) {
        const withoutDeclaration = code.replace(DECLARATION, "");
        if (withoutDeclaration === code) {
          this.error(
            "threadableWasm: tfjs' loader no longer declares _scriptDir as it did in 4.22.0",
          );
        }
        return {
          code: withoutDeclaration.replaceAll("_scriptDir", "undefined"),
          map: null,
        };
      },
    },
  };
}
