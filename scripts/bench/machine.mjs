import os from "node:os";

/** What the numbers were measured on. Load well above 0 says that the machine had other work, and times are worth little. */
export function machine() {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model ?? "unknown",
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.platform()} ${os.arch()}`,
    loadBefore: Math.round(10 * os.loadavg()[0]) / 10,
  };
}
