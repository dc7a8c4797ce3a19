import { cospress, type Method } from "../cospress/method.ts";
import type { RunConfig } from "../protocol/config.ts";

/** Every method by its id in the config. */
export const METHODS: Record<RunConfig["method"]["id"], Method> = { cospress };
