import type { CorruptionId } from "../../protocol/corruptions.ts";

/** "gaussian-noise" reads "Gaussian noise". */
export const corruptionLabel = (id: CorruptionId): string =>
  id === "jpeg"
    ? "JPEG"
    : `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`;
