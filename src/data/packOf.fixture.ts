/** Packs for tests, made of given pixels instead of files. */
import type { Split } from "../protocol/packs.ts";
import type { Pack } from "./pack.ts";

type Counts = Record<Split, number>;

/** A pack whose images are all in one split unless `counts` says otherwise; classes `a`, `b`, ... */
export function packOf(
  image: { height: number; width: number; channels: number },
  images: Uint8Array,
  labels: readonly number[] = [0],
  domains: readonly number[] = [],
  counts: Counts = { train: labels.length, validation: 0, test: 0 },
  id = "test",
): Pack {
  const names = (values: readonly number[]) =>
    Array.from({ length: Math.max(-1, ...values) + 1 }, (_, i) =>
      String.fromCharCode(97 + i),
    );
  const file = (path: string) => ({
    path,
    bytes: 0,
    sha256: "0".repeat(64),
    encoding: "none" as const,
    rawBytes: 0,
  });
  const starts: Counts = {
    train: 0,
    validation: counts.train,
    test: counts.train + counts.validation,
  };
  const countLabels = (start: number, count: number) =>
    names(labels).map(
      (_, label) =>
        labels.slice(start, start + count).filter((each) => each === label)
          .length,
    );
  return {
    manifest: {
      format: 1,
      id,
      title: id,
      description: "",
      image,
      classes: names(labels),
      classTitles: names(labels),
      domains: names(domains),
      counts,
      classCounts: {
        train: countLabels(starts.train, counts.train),
        validation: countLabels(starts.validation, counts.validation),
        test: countLabels(starts.test, counts.test),
      },
      files: { images: file("images.bin"), labels: file("labels.bin") },
      sources: [],
      licence: "CC0-1.0",
    },
    images,
    labels: Uint8Array.from(labels),
    domains: Uint8Array.from(domains),
    splitRange: (split) => ({
      start: starts[split],
      end: starts[split] + counts[split],
    }),
  };
}
