/** IndexedDB's events as promises. */

/** What a request comes to. @throws {Error} What the browser gives as the reason. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failureOf(request.error));
  });
}

/** Settles when everything in the transaction lies on the disk. @throws {Error} If nothing of it does. */
export function settledChange(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failureOf(transaction.error));
  });
}

const failureOf = (cause: DOMException | null) =>
  new Error(
    `indexedDB: ${cause?.message || (cause?.name ?? "the browser gave up")}`,
  );
