/**
 * Lets waiting messages in and comes back at once. Neither requestAnimationFrame nor timers: both stall in hidden tabs
 * (tfjs' own `nextFrame` uses the first wherever it exists).
 */
export const nextTick: () => Promise<void> =
  typeof setImmediate === "function"
    ? () => new Promise((resolve) => setImmediate(resolve))
    : messageChannelTick();

function messageChannelTick(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
