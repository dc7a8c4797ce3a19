/**
 * Writes 50,000 random records in CIFAR-10's binary layout as a tar.gz and imports them: seconds, and the most memory that the import held.
 * `node scripts/benchImport.mjs`. The import runs in a process of its own, so that writing does not count.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { createServer } from "vite";
import { ROOT } from "./prepare.mjs";

const RECORDS = 50_000;
const FILES = 5;
const RECORD_BYTES = 3073;
const MIB = 2 ** 20;

/** Named by the parent; absent in the parent itself. */
const archive = process.argv[2];
if (archive === undefined) measure();
else await importArchive(archive);

function measure() {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-import-"));
  try {
    const file = path.join(folder, "cifar-10-binary.tar.gz");
    writeArchive(file);
    console.error(`wrote ${(statSync(file).size / MIB).toFixed(0)} MiB`);
    const { status } = spawnSync(
      process.execPath,
      [import.meta.filename, file],
      { cwd: ROOT, stdio: "inherit" },
    );
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} file */
function writeArchive(file) {
  const blocks = [];
  let state = 1;
  for (let part = 1; part <= FILES; part++) {
    const bytes = Buffer.alloc((RECORDS / FILES) * RECORD_BYTES);
    for (let i = 0; i < bytes.length; i++) {
      // Mulberry's step is enough: pixels that neither repeat nor compress.
      state = (state + 0x6d2b79f5) | 0;
      const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      bytes[i] =
        i % RECORD_BYTES === 0 ? (i / RECORD_BYTES) % 10 : (mixed >>> 16) & 255;
    }
    blocks.push(tarHeader(`c/data_batch_${part}.bin`, bytes.length), bytes);
    blocks.push(Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  blocks.push(Buffer.alloc(1024));
  writeFileSync(file, gzipSync(Buffer.concat(blocks), { level: 1 }));
}

/** @param {string} name @param {number} size */
function tarHeader(name, size) {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\0", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** @param {string} file */
async function importArchive(file) {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, hmr: false },
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
  });
  const { importOwnData } = await server.ssrLoadModule(
    pathToFileURL(path.join(ROOT, "src/cli/ownData.ts")).href,
  );
  const started = performance.now();
  const { manifest } = await importOwnData([file], "cover");
  const seconds = (performance.now() - started) / 1000;
  const { train, validation, test } = manifest.counts;
  const result = {
    images: train + validation + test,
    seconds: Number(seconds.toFixed(1)),
    peakMib: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(result));
  await server.close();
}
