/** The module worker: message in, session, message out. */
import { serveEngine } from "./serve.ts";

serveEngine(self as unknown as Parameters<typeof serveEngine>[0]);
