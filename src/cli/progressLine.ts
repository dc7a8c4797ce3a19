import type { Event } from "../protocol/messages.ts";

/** Milliseconds between two lines: rewritten in place on a terminal, said anew elsewhere. */
const TERMINAL_MS = 100;
const ELSEWHERE_MS = 5000;

/**
 * What an event says about how far a run is; null where it says nothing.
 *
 * @param total The last loss known; NaN before the first.
 */
export function progressText(event: Event, total: number): string | null {
  if (event.type === "progress") {
    const share =
      event.total > 0
        ? ` ${Math.round((100 * event.done) / event.total)} %`
        : "";
    return `${event.label}${share}`;
  }
  if (event.type === "status" && event.state === "running") {
    const seconds = Math.round(event.elapsedMs / 1000);
    const loss = Number.isNaN(total) ? "" : `loss ${total.toFixed(3)}, `;
    return `step ${event.step} of ${event.steps}, ${loss}${event.stepsPerSecond.toFixed(1)} steps/s, ${seconds} s, ${event.tensors} tensors`;
  }
  return null;
}

/** A line on stderr that says how far the work is. */
export function statusLine(stream: NodeJS.WriteStream = process.stderr) {
  const intervalMs = stream.isTTY ? TERMINAL_MS : ELSEWHERE_MS;
  let last = -Infinity;
  return {
    /** Shows the text, unless another was shown a moment ago. */
    show(text: string): void {
      const now = performance.now();
      if (now - last < intervalMs) return;
      last = now;
      stream.write(stream.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    /** A line that stays. */
    say(text: string): void {
      stream.write(`${stream.isTTY ? "\r\x1b[K" : ""}${text}\n`);
    },
    end(): void {
      if (stream.isTTY) stream.write("\n");
    },
  };
}

/** The progress of one run, event by event. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr) {
  const line = statusLine(stream);
  let total = NaN;
  return {
    show(event: Event): void {
      if (event.type === "steps")
        total = event.steps.at(-1)?.losses.total ?? total;
      const text = progressText(event, total);
      if (text) line.show(text);
    },
    end: line.end,
  };
}
