/** The corruptions that the bench knows, in the groups of ImageNet-C. Their code and severity constants are in src/data/corruptions/. */

export const CORRUPTION_IDS = [
  "gaussian-noise",
  "shot-noise",
  "impulse-noise",
  "speckle-noise",
  "gaussian-blur",
  "defocus-blur",
  "glass-blur",
  "motion-blur",
  "zoom-blur",
  "fog",
  "brightness",
  "contrast",
  "saturate",
  "elastic",
  "pixelate",
  "jpeg",
] as const;

export type CorruptionId = (typeof CORRUPTION_IDS)[number];

/** 1 to 5, mild to strong. */
export const SEVERITIES = [1, 2, 3, 4, 5] as const;

export type Severity = (typeof SEVERITIES)[number];
