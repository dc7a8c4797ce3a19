/** The import's own module worker. */
import { browserPictures } from "./browserPictures.ts";
import { openPackStore } from "./packStore.ts";
import { serveImports } from "./serveImports.ts";

serveImports(
  self as unknown as Parameters<typeof serveImports>[0],
  openPackStore(indexedDB),
  browserPictures(),
);
