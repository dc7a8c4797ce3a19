import type { ConfigIssue } from "./config.ts";
import type { ConfigDifference } from "./configPaths.ts";
import type { ErrorCode, WireError } from "./messages.ts";

/**
 * The world is wrong (no WebGPU, lost device, bad file, loss not finite): has a code to branch on, and crosses threads as data.
 * A caller's mistake is a RangeError or TypeError instead, and our own a plain Error.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: ErrorCode;
  readonly issues: ConfigIssue[] | undefined;
  readonly adjustment: ConfigDifference | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    issues?: ConfigIssue[],
    adjustment?: ConfigDifference,
  ) {
    super(message);
    this.code = code;
    this.issues = issues;
    this.adjustment = adjustment;
  }
}

/** What anything thrown becomes on the wire; unknown causes are ours, hence `bug`. */
export function toWireError(cause: unknown): WireError {
  if (cause instanceof EngineError) {
    return {
      code: cause.code,
      message: cause.message,
      stack: cause.stack,
      ...(cause.issues ? { issues: cause.issues } : {}),
      ...(cause.adjustment ? { adjustment: cause.adjustment } : {}),
    };
  }
  const error = cause instanceof Error ? cause : new Error(String(cause));
  return { code: "bug", message: error.message, stack: error.stack };
}

/** The inverse of `toWireError`, for the receiving thread. */
export function fromWireError({
  code,
  message,
  issues,
  adjustment,
  stack,
}: WireError): EngineError {
  const rebuilt = new EngineError(code, message, issues, adjustment);
  if (stack) rebuilt.stack = stack;
  return rebuilt;
}
