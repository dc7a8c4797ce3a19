/** Products on a GPU in Node, through Dawn: prints one JSON object. */
import { startNodeGpu } from "../../../src/cli/nodeGpu.ts";
import { measureMatmul } from "./matmul.ts";

await startNodeGpu();
const measures = await measureMatmul("webgpu", "", (text) =>
  console.error(text),
);
process.stdout.write(`${JSON.stringify(measures)}\n`);
process.exit();
