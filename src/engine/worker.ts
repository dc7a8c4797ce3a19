/** The module worker: message in, session, message out. */
import { serveEngine } from "./serve.ts";

// The page waits for this lock to learn that the worker is no more. Absent outside secure contexts.
const { locks } = navigator as Partial<Navigator>;
void locks?.request(self.name, () => new Promise(() => {}));

serveEngine(self as unknown as Parameters<typeof serveEngine>[0]);
