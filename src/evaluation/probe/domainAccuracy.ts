import type { DomainAccuracy } from "../../protocol/measures.ts";

export type DomainAccuracyOptions = {
  /** [n], position of each image's domain; empty when there are none. */
  domains: ArrayLike<number>;
  /** The same of the bank that neighbours and probe have learned from. */
  bankDomains: ArrayLike<number>;
  /** [n], class of each image. */
  labels: ArrayLike<number>;
  /** [n], the class that each image is taken for. */
  knn: ArrayLike<number>;
  probe: ArrayLike<number>;
};

/**
 * Accuracy within each domain that the images come from, by rising position.
 *
 * @throws {RangeError} If there are domains and any of the lists has another length.
 */
export function domainAccuracy(
  options: DomainAccuracyOptions,
): DomainAccuracy[] {
  const { domains, bankDomains, labels, knn, probe } = options;
  const n = domains.length;
  if (n === 0) return [];
  if ([labels, knn, probe].some(({ length }) => length !== n)) {
    throw new RangeError(
      `domainAccuracy: labels and predictions must be as many as the ${n} domains, got ${labels.length}, ${knn.length} and ${probe.length}`,
    );
  }
  const found = new Map<number, DomainAccuracy>();
  for (let i = 0; i < n; i++) {
    const domain = domains[i]!;
    const entry = found.get(domain) ?? {
      ...{ domain, knn: 0, probe: 0, n: 0, bank: 0 },
    };
    entry.n++;
    if (knn[i] === labels[i]) entry.knn++;
    if (probe[i] === labels[i]) entry.probe++;
    found.set(domain, entry);
  }
  for (let i = 0; i < bankDomains.length; i++) {
    const entry = found.get(bankDomains[i]!);
    if (entry) entry.bank++;
  }
  return [...found.values()]
    .sort((a, b) => a.domain - b.domain)
    .map((entry) => ({
      ...entry,
      knn: entry.knn / entry.n,
      probe: entry.probe / entry.n,
    }));
}
