/** The parts of a command line that make a config. */
import { GPU_FEATURES, type GpuFeature } from "../protocol/gpuFeatures.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import {
  parseConfig,
  type ConfigIssue,
  type RunConfig,
} from "../protocol/config.ts";
import {
  parsePathValue,
  setPath,
  type ConfigDifference,
} from "../protocol/configPaths.ts";
import { BACKENDS, type BackendChoice } from "../protocol/messages.ts";
import type { MethodId } from "../protocol/methods.ts";

/** The command line cannot be understood: exit code 2. */
export class UsageError extends Error {}

/** What `read` returns; whatever it throws is the command line's fault. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message : String(cause),
    );
  }
}

/** One `--set path=value`. */
export type Assignment = readonly [path: string, value: unknown];

/** @throws {RangeError} If a text is not path=value. */
export function readAssignments(
  option: string,
  texts: readonly string[],
): Assignment[] {
  return texts.map((text) => {
    const at = text.indexOf("=");
    if (at < 1)
      throw new RangeError(`${option}: must be path=value, got ${text}`);
    return [text.slice(0, at), parsePathValue(text.slice(at + 1))];
  });
}

/** The options that set these: what `readAssignments` reads. */
export const assignmentsOf = (difference: ConfigDifference): string =>
  Object.entries(difference)
    .map(([path, value]) => `--set ${path}=${JSON.stringify(value)}`)
    .join(" ");

/**
 * A config with settings changed. A method brings its learning rate, which another assignment may change again.
 *
 * @param steps As `--steps`: a short trial keeps its warm-up inside the run.
 * @throws {RangeError} If there is no such setting or it cannot have that value.
 */
export function changedConfig(
  base: RunConfig,
  assignments: readonly Assignment[],
  { steps, seed }: { steps?: unknown; seed?: unknown } = {},
): RunConfig {
  const isMethod = ([path]: Assignment) => path === "method.id";
  let config = base;
  for (const [path, value] of assignments.filter(isMethod)) {
    const { id } = setPath(config, path, value).method;
    config = chooseMethod(config, id);
  }
  for (const [path, value] of assignments) {
    if (path !== "method.id") config = setPath(config, path, value);
  }
  if (steps !== undefined) {
    config = setPath(config, "optimiser.steps", steps);
    const { warmupSteps, steps: count } = config.optimiser;
    if (warmupSteps >= count) {
      config = setPath(config, "optimiser.warmupSteps", Math.floor(count / 2));
    }
  }
  if (seed !== undefined) config = setPath(config, "seed", seed);
  const checked = parseConfig(config);
  if (!checked.ok) throw new RangeError(describeIssues(checked.issues));
  return checked.config;
}

/** The assignment of a method, as `changedConfig` takes it. */
export const methodAssignment = (id: MethodId): Assignment => ["method.id", id];

/** @throws {RangeError} If it is not a backend. */
export function readBackend(text: string | undefined): BackendChoice {
  const backend = text ?? "auto";
  if (
    backend !== "auto" &&
    !(BACKENDS as readonly string[]).includes(backend)
  ) {
    throw new RangeError(
      `--backend: must be ${BACKENDS.join(", ")} or auto, got ${backend}`,
    );
  }
  return backend as BackendChoice;
}

/** @throws {RangeError} If it is no number of pixels. */
export function readTeacherSide(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new RangeError(
    `--teacher-side: must be a number of pixels, got ${text}`,
  );
}

/** A list with commas; none by default. @throws {RangeError} If there is no such feature. */
export function readGpuFeatures(text = ""): GpuFeature[] {
  return text
    .split(",")
    .filter((name) => name !== "")
    .map((name) => {
      const found = GPU_FEATURES.find((feature) => feature === name);
      if (found) return found;
      throw new RangeError(
        `--features: must be of ${GPU_FEATURES.join(", ")}, got ${name}`,
      );
    });
}

export function describeIssues(issues: readonly ConfigIssue[]): string {
  return issues
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
    .join("\n");
}
