import type { Event } from "../protocol/messages.ts";

/** A line on stderr that says how far the run is: rewritten in place on a terminal, every few seconds elsewhere. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr) {
  const intervalMs = stream.isTTY ? 100 : 5000;
  let last = -Infinity;
  let total = NaN;

  function write(text: string): void {
    const now = performance.now();
    if (now - last < intervalMs) return;
    last = now;
    stream.write(stream.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }

  return {
    show(event: Event): void {
      if (event.type === "steps")
        total = event.steps.at(-1)?.losses.total ?? total;
      if (event.type === "progress") {
        const share =
          event.total > 0
            ? ` ${Math.round((100 * event.done) / event.total)} %`
            : "";
        write(`${event.label}${share}`);
      }
      if (event.type === "status" && event.state === "running") {
        const seconds = Math.round(event.elapsedMs / 1000);
        write(
          `step ${event.step} of ${event.steps}, loss ${total.toFixed(3)}, ${event.stepsPerSecond.toFixed(1)} steps/s, ${seconds} s, ${event.tensors} tensors`,
        );
      }
    },
    end(): void {
      if (stream.isTTY) stream.write("\n");
    },
  };
}
