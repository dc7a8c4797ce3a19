/** WGSL of a sum or maximum over all threads of a workgroup, in each of them. */
import { usesGpuFeature } from "../gpuFeatures.ts";

const COMBINED = {
  sum: (a: string, b: string) => `${a} + ${b}`,
  max: (a: string, b: string) => `max(${a}, ${b})`,
} as const;

const BY_SUBGROUP = { sum: "subgroupAdd", max: "subgroupMax" } as const;

/** Builtins that `main` must have beside its own, with a comma behind; `thread` must be the local invocation index. */
export function reduceBuiltins(): string {
  return usesGpuFeature("subgroups")
    ? `@builtin(subgroup_invocation_id) subgroupLane: u32,
  @builtin(subgroup_id) subgroupId: u32,
  @builtin(num_subgroups) subgroups: u32,`
    : "";
}

/**
 * Code that makes each of `names`, a variable of every thread, the sum or maximum of all threads'. Ends with a barrier behind the last write to
 * `memory`, so that only who writes there next needs another.
 *
 * @param memory Workgroup memory of that type, at least one place for each thread and name from `at` on; what it held may still be read when this begins.
 */
export function reduceCode(
  names: readonly string[],
  how: keyof typeof COMBINED,
  memory: string,
  { threads, at = 0 }: { threads: number; at?: number },
): string {
  const place = (thread: string, f: number) =>
    `${memory}[${at + f}u + (${thread}) * ${names.length}u]`;
  const combined = COMBINED[how];
  const each = (code: (name: string, f: number) => string) =>
    names.map(code).join("\n  ");
  if (usesGpuFeature("subgroups")) {
    return `
  ${each((name) => `${name} = ${BY_SUBGROUP[how]}(${name});`)}
  workgroupBarrier();
  if (subgroupLane == 0u) {
    ${each((name, f) => `${place("subgroupId", f)} = ${name};`)}
  }
  workgroupBarrier();
  ${each((name, f) => `${name} = ${place("0u", f)};`)}
  for (var other = 1u; other < subgroups; other++) {
    ${each((name, f) => `${name} = ${combined(name, place("other", f))};`)}
  }`;
  }
  return `
  workgroupBarrier();
  ${each((name, f) => `${place("thread", f)} = ${name};`)}
  for (var width = ${2 ** Math.floor(Math.log2(threads - 1))}u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (thread < width && thread + width < ${threads}u) {
      ${each((_, f) => `${place("thread", f)} = ${combined(place("thread", f), place("thread + width", f))};`)}
    }
  }
  workgroupBarrier();
  ${each((name, f) => `${name} = ${place("0u", f)};`)}`;
}
