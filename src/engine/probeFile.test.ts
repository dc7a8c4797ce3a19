import { expect, test } from "vitest";
import type { PackManifest } from "../protocol/packs.ts";
import { probeAccuracy, readProbeFile, writeProbeFile } from "./probeFile.ts";

const PACK = {
  id: "pets",
  classes: ["cat", "dog", "eel"],
} as unknown as PackManifest;

/** Looks at the sign of the first number alone: eels below 0, cats above. */
const FITTED = {
  weights: Float64Array.of(1, 0, -1, 0),
  bias: Float64Array.of(0.5, 0),
  ...{ classes: 2, d: 2, labels: [0, 2] },
};

/** At -0.25 both logits are the same. */
const ROWS = {
  values: Float32Array.of(-0.2, 9, -0.3, 9, 2, 9, -2, 9),
  ...{ n: 4, d: 2 },
};

test("a probe comes back from its file, and is right where its logits say so", () => {
  const probe = readProbeFile(writeProbeFile(FITTED, PACK), 2);
  expect(probe).toMatchObject({ names: ["cat", "eel"], classes: 2, d: 2 });
  // Another pack may have the same classes in another order.
  const classes = ["eel", "fox", "cat"];
  const labels = Uint8Array.of(2, 2, 2, 0);
  const measured = probeAccuracy(probe, classes, labels, ROWS)!;
  expect(measured).toMatchObject({ accuracy: 0.75, n: 4 });
  // Wilson's interval of three in four.
  expect(measured.low).toBeCloseTo(0.3006, 4);
  expect(measured.high).toBeCloseTo(0.9544, 4);
});

test("an image of a class that it does not know is not measured", () => {
  const probe = readProbeFile(writeProbeFile(FITTED, PACK), 2);
  const labels = Uint8Array.of(0, 1, 0, 2);
  expect(probeAccuracy(probe, PACK.classes, labels, ROWS)).toBeNull();
});
