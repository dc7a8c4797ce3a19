/** How files of the site reach the data room: a function, so that the worker fetches them and Node reads them from disk. */
import { EngineError } from "../protocol/engineError.ts";

/**
 * Reads a file by its path below the site's root, for example `packs/crops/labels.bin`.
 *
 * @param onProgress Bytes so far and in all; the total is 0 while it is not known.
 * @throws {MissingFileError} If there is no such file.
 * @throws {EngineError} `network`, if the file could not be fetched or came incomplete.
 */
export type ReadFile = (
  path: string,
  onProgress?: (done: number, total: number) => void,
) => Promise<Uint8Array<ArrayBuffer>>;

/** The server or disk answered: there is no such file. Whoever wanted it knows which `ErrorCode` that means. */
export class MissingFileError extends Error {
  override readonly name = "MissingFileError";
}

/**
 * A reader for the worker.
 *
 * @param baseUrl Absolute URL of the site's root, ending in "/".
 */
export function fetchReader(baseUrl: string): ReadFile {
  return async (path, onProgress) => {
    const url = new URL(path, baseUrl).href;
    const response = await fetch(url).catch((cause: unknown) => {
      throw new EngineError(
        "network",
        `fetchReader: ${path} could not be fetched (${messageOf(cause)}); is the connection up?`,
      );
    });
    if (response.status === 404 || isPageInstead(response, path)) {
      throw new MissingFileError(
        `expected a file, got status ${response.status} from ${url}`,
      );
    }
    if (!response.ok || !response.body) {
      throw new EngineError(
        "network",
        `fetchReader: ${path} must be answered with status 200, got ${response.status}`,
      );
    }
    return readBody(path, response, response.body, onProgress);
  };
}

/** Servers of single-page sites answer an unknown path with status 200 and their page. */
function isPageInstead(response: Response, path: string): boolean {
  const type = response.headers.get("content-type") ?? "";
  return type.startsWith("text/html") && !path.endsWith(".html");
}

async function readBody(
  path: string,
  response: Response,
  body: ReadableStream<Uint8Array>,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  // With a content encoding the length is that of the encoded bytes, which are not those that arrive here.
  const encoded = response.headers.has("content-encoding");
  const total = encoded
    ? 0
    : Number(response.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let done = 0;
  const stopped = (why: string) =>
    new EngineError(
      "network",
      `fetchReader: ${path} must be ${total || "some"} bytes long, got ${done} before ${why}; try again`,
    );
  const reader = body.getReader();
  for (;;) {
    const { value } = await reader.read().catch((cause: unknown) => {
      throw stopped(`the download stopped (${messageOf(cause)})`);
    });
    if (!value) break;
    chunks.push(value);
    done += value.length;
    onProgress(done, total);
  }
  if (total > 0 && done !== total) throw stopped("the download ended");
  return joined(chunks, done);
}

function joined(
  chunks: readonly Uint8Array[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const messageOf = (cause: unknown) =>
  cause instanceof Error ? cause.message : String(cause);
