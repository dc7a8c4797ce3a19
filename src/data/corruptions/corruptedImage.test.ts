import { expect, test } from "vitest";
import { CORRUPTION_IDS, SEVERITIES } from "../../protocol/corruptions.ts";
import { corruptedImage, type CorruptionRequest } from "./corruptedImage.ts";
import { distance, waves } from "./pictures.fixture.ts";

const PICTURE = Float32Array.from(waves());
const REQUEST: CorruptionRequest = {
  corruption: "fog",
  severity: 3,
  seed: 1,
  image: 7,
  isGrey: false,
};

const corrupted = (change: Partial<CorruptionRequest>) =>
  corruptedImage(PICTURE, { ...REQUEST, ...change });

test.each(CORRUPTION_IDS)(
  "%s changes the image at every severity, into bytes, and repeats itself",
  (corruption) => {
    const before = PICTURE.slice();
    for (const severity of SEVERITIES) {
      const out = corrupted({ corruption, severity });
      expect(distance(out, PICTURE)).toBeGreaterThan(0.001);
      const isByte = (x: number) =>
        x >= 0 && x <= 1 && Math.abs(255 * x - Math.round(255 * x)) < 1e-4;
      expect(out.every(isByte)).toBe(true);
      expect(corrupted({ corruption, severity })).toEqual(out);
    }
    expect(PICTURE).toEqual(before);
  },
);

const DRAWN = CORRUPTION_IDS.filter(
  (id) =>
    id.endsWith("-noise") ||
    ["glass-blur", "motion-blur", "fog", "elastic"].includes(id),
);

test.each(DRAWN)(
  "%s is drawn anew for another image, severity or seed",
  (corruption) => {
    const one = corrupted({ corruption });
    for (const change of [
      { image: 8 },
      { seed: 2 },
      { severity: 4 as const },
    ]) {
      expect(corrupted({ corruption, ...change })).not.toEqual(one);
    }
  },
);

// Glass, elastic and saturation are not graded by distance; motion's severities 3 and 4 differ in a tail that weighs nothing.
const GRADED = CORRUPTION_IDS.filter(
  (id) => !["glass-blur", "elastic", "saturate", "motion-blur"].includes(id),
);

test.each(GRADED)("%s grows with its severity", (corruption) => {
  const mean = (severity: (typeof SEVERITIES)[number]) => {
    let sum = 0;
    for (let image = 0; image < 10; image++) {
      sum += distance(corrupted({ corruption, severity, image }), PICTURE);
    }
    return sum;
  };
  const distances = SEVERITIES.map(mean);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
});

test("a grey image stays grey where noise and shape are concerned", () => {
  const grey = PICTURE.map((_, i) => PICTURE[i - (i % 3)]!);
  for (const corruption of CORRUPTION_IDS.filter((id) => id !== "saturate")) {
    const out = corruptedImage(grey, {
      ...REQUEST,
      corruption,
      severity: 3,
      isGrey: true,
    });
    expect(
      out.every((x, i) => x === out[i - (i % 3)]),
      corruption,
    ).toBe(true);
  }
});

test("names a wrong size, an unknown corruption and an unknown severity", () => {
  expect(() => corruptedImage(new Float32Array(12), REQUEST)).toThrow(
    "corruptedImage: 'pixels' must have shape [32, 32, 3], got 12 values",
  );
  expect(() => corrupted({ corruption: "frost" as never })).toThrow(
    "corruptedImage: needs a known corruption and a severity from 1 to 5, got 'frost' and 3",
  );
  expect(() => corrupted({ severity: 6 as never })).toThrow(RangeError);
});
