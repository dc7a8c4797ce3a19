/**
 * How fast the lab is, in three ways:
 *
 *     npm run bench [-- --preset emoji-quick --backend wasm --limit 180]
 *         the built site as a visitor meets it (build first): first load, first loss, whole run, memory
 *     npm run --silent bench -- --json [--cases a,b] [--backends cpu,wasm,webgpu] [--where browser|node] [--steps 5] [--naive-steps 1] [--batch N]
 *         single training steps, and the same steps in tfjs' plain operations; products beside jax-js' (--no-matmul leaves them out)
 *     npm run --silent bench -- --growth [--samples 3] [--threads 1] [--out docs/pictures]
 *         how cost grows with batch, tokens, width, temperatures and images: a picture, and a table in Markdown
 *
 * Results go to stdout, progress to stderr. `npm run bench:peer` measures beside PyTorch (benchPeer.mjs).
 */
import { ensureInstalled, requireNode } from "./prepare.mjs";

requireNode();
ensureInstalled();
const args = process.argv.slice(2);
const rest = args.filter((arg) => !/^--(site|json|growth)$/.test(arg));
try {
  if (args.includes("--json")) {
    await (await import("./bench/steps.mjs")).printSteps(rest);
  } else if (args.includes("--growth")) {
    await (await import("./bench/growth.mjs")).printGrowth(rest);
  } else {
    await (await import("./bench/site.mjs")).measureSite(rest);
  }
} catch (cause) {
  console.error(cause.message);
  process.exitCode = 1;
}
