/** Everything that the lab stores is called so. */
const PREFIX = "cospress-lab";

/** Where a browser does not list its databases. */
const DATABASES = ["", "-notebook", "-checkpoints", "-packs"].map(
  (ending) => PREFIX + ending,
);

/** A connection of another tab may hold a database; it goes when that tab does. */
const LONGEST_WAIT_MS = 3000;

/** Deletes all that this site has stored in this browser. Never throws: what is forbidden holds nothing. */
export async function deleteStoredData(): Promise<void> {
  await Promise.allSettled([
    deleteChoices(),
    deleteDatabases(),
    deleteOfflineCopy(),
  ]);
}

async function deleteChoices(): Promise<void> {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(PREFIX)) storage.removeItem(key);
    }
  }
}

/** @throws {TypeError} Where a browser has no list. */
const listedDatabases = async () => indexedDB.databases();

async function deleteDatabases(): Promise<void> {
  const listed = await listedDatabases().catch(() => []);
  const names = new Set([...DATABASES, ...listed.map(({ name = "" }) => name)]);
  await Promise.all(
    [...names]
      .filter((name) => name.startsWith(PREFIX))
      .map(
        (name) =>
          new Promise<void>((resolve) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = request.onerror = () => resolve();
            setTimeout(resolve, LONGEST_WAIT_MS);
          }),
      ),
  );
}

async function deleteOfflineCopy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => caches.delete(name)),
  );
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}
