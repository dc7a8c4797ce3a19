/** A page that runs the benchmark's jobs in the browser, each in a worker of its own, as the lab's engine has one. */
import { median } from "d3-array";
import { paintValues } from "../../../src/charts/colorScale.ts";
import { drawPixels } from "../../../src/charts/drawPixels.ts";
import type { PageJob, PageMessage } from "./jobs.ts";

declare global {
  interface Window {
    runJob(job: PageJob): Promise<unknown>;
    /** Milliseconds of one update of a heatmap of `n` images: colours, and pixels on a canvas in sight. */
    timeHeatmap(n: number): { n: number; median: number; max: number };
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

const HEATMAP_UPDATES = 50;

window.timeHeatmap = (n) => {
  const canvas = document.createElement("canvas");
  document.body.append(canvas);
  const times = Array.from({ length: HEATMAP_UPDATES }, (_, update) => {
    const cosines = Float32Array.from({ length: n * n }, (_, i) =>
      Math.sin(i * (update + 1)),
    );
    const started = performance.now();
    drawPixels(canvas, n, n, paintValues("cosine", cosines));
    // Reading a pixel waits until they are there.
    canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
    return performance.now() - started;
  });
  canvas.remove();
  return { n, median: median(times) ?? Number.NaN, max: Math.max(...times) };
};
