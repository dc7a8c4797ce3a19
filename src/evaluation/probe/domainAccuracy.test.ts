import { expect, test } from "vitest";
import { domainAccuracy } from "./domainAccuracy.ts";

test("counts each domain by itself", () => {
  // Domain 2 has three images, domain 0 one, domain 1 none.
  const found = domainAccuracy({
    domains: [2, 0, 2, 2],
    bankDomains: [2, 2, 1],
    labels: [5, 5, 7, 7],
    knn: [5, 7, 7, 5],
    probe: [5, 5, 7, 7],
  });
  expect(found).toEqual([
    { domain: 0, knn: 0, probe: 1, n: 1, bank: 0 },
    { domain: 2, knn: 2 / 3, probe: 1, n: 3, bank: 2 },
  ]);
});

test("has nothing to say of images from one source, and refuses lists that do not match", () => {
  const none = { domains: [], bankDomains: [], labels: [1] };
  expect(domainAccuracy({ ...none, knn: [1], probe: [1] })).toEqual([]);
  expect(() =>
    domainAccuracy({
      ...{ domains: [0, 1], bankDomains: [] },
      ...{ labels: [1], knn: [1, 1], probe: [1, 1] },
    }),
  ).toThrow("must be as many as the 2 domains, got 1, 2 and 2");
});
