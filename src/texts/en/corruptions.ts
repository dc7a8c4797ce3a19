import type { CorruptionId } from "../../protocol/corruptions.ts";
import { room } from "../rooms.ts";

export const corruptions = room("corruptions", {
  "gaussian-noise": "Gaussian noise",
  "shot-noise": "Shot noise",
  "impulse-noise": "Impulse noise",
  "speckle-noise": "Speckle noise",
  "gaussian-blur": "Gaussian blur",
  "defocus-blur": "Defocus blur",
  "glass-blur": "Glass blur",
  "motion-blur": "Motion blur",
  "zoom-blur": "Zoom blur",
  fog: "Fog",
  brightness: "Brightness",
  contrast: "Contrast",
  saturate: "Saturate",
  elastic: "Elastic",
  pixelate: "Pixelate",
  jpeg: "JPEG",
} satisfies Record<CorruptionId, string>);
