/** A page that runs the benchmark's jobs in the browser, each in a worker of its own, as the lab's engine has one. */
import type { PageJob, PageMessage } from "./jobs.ts";

declare global {
  interface Window {
    runJob(job: PageJob): Promise<unknown>;
    /** Given by who drives the page; told what is being measured. */
    onJobProgress?: (text: string) => void;
  }
}

window.runJob = (job) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
    });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      if (data.type === "progress") return window.onJobProgress?.(data.text);
      worker.terminate();
      if (data.type === "done") resolve(data.result);
      else reject(new Error(data.message));
    };
    worker.postMessage({ job, root: new URL("/", location.href).href });
  });
