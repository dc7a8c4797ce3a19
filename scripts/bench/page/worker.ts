import { runBenchJob } from "../../../src/engine/benchJobs.ts";
import type { PageJob, PageMessage } from "./jobs.ts";
import { measureMatmul } from "./matmul.ts";

const post = (message: PageMessage) => self.postMessage(message);

self.onmessage = ({
  data: { job, root },
}: MessageEvent<{ job: PageJob; root: string }>) => {
  const wasmFolder = `${root}wasm/`;
  const onProgress = (text: string) => post({ type: "progress", text });
  const result: Promise<unknown> =
    job.kind === "matmul"
      ? measureMatmul(job.backend, wasmFolder, onProgress)
      : runBenchJob(job, wasmFolder, onProgress);
  result.then(
    (result) => post({ type: "done", result }),
    (cause: unknown) =>
      post({
        type: "failed",
        message: cause instanceof Error ? cause.message : String(cause),
      }),
  );
};
