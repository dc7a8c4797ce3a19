/** The module worker: message in, session, message out. */
import { openPackStore, withStoredPacks } from "../data/packStore.ts";
import { fetchReader } from "../data/readFile.ts";
import { serveEngine } from "./serve.ts";

// The page waits for this lock to learn that the worker is no more. Absent outside secure contexts.
const { locks } = navigator as Partial<Navigator>;
void locks?.request(self.name, () => new Promise(() => {}));

serveEngine(self as unknown as Parameters<typeof serveEngine>[0], (baseUrl) =>
  withStoredPacks(fetchReader(baseUrl), openPackStore(indexedDB)),
);
