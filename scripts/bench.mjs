/**
 * How fast the lab is, in five ways:
 *
 *     npm run bench [-- --preset emoji-quick --backend wasm --limit 180]
 *         the built site as a visitor meets it (build first): first load, first loss, whole run, memory
 *     npm run --silent bench -- --json [--cases a,b] [--backends cpu,wasm,webgpu] [--where browser|node] [--steps 5] [--naive-steps 1] [--batch N]
 *         single training steps, and the same steps in tfjs' plain operations; products beside jax-js' (--no-matmul leaves them out)
 *     npm run --silent bench -- --kernels [--case standard-cached] [--steps 10] [--features half-tiles,subgroups]
 *         how long each kernel of a step keeps a GPU busy, in Node through Dawn (npm install --no-save webgpu)
 *     npm run --silent bench -- --growth [--samples 3] [--threads 1] [--out docs/pictures]
 *         how cost grows with batch, tokens, width, temperatures and images: a picture, and a table in Markdown
 *     npm run --silent bench -- --load [--steps 20000 --window 100 --view overview]
 *         the built site while a long run streams into all its panels: rows, updates, processor time, memory, and training with and without them
 *
 * Results go to stdout, progress to stderr. `npm run bench:peer` measures beside PyTorch (benchPeer.mjs).
 */
import { ensureInstalled, requireNode } from "./prepare.mjs";

requireNode();
ensureInstalled();
const args = process.argv.slice(2);
const rest = args.filter(
  (arg) => !/^--(site|json|kernels|growth|load)$/.test(arg),
);
try {
  if (args.includes("--json")) {
    await (await import("./bench/steps.mjs")).printSteps(rest);
  } else if (args.includes("--kernels")) {
    await (await import("./bench/kernels.mjs")).printKernels(rest);
  } else if (args.includes("--growth")) {
    await (await import("./bench/growth.mjs")).printGrowth(rest);
  } else if (args.includes("--load")) {
    await (await import("./bench/load.mjs")).measureLoad(rest);
  } else {
    await (await import("./bench/site.mjs")).measureSite(rest);
  }
} catch (cause) {
  console.error(cause.message);
  process.exitCode = 1;
}
