/** Holds the sizes of the built site in dist/, and from outside what its parts must not contain. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./prepare.mjs";

const DIST = path.join(ROOT, "dist");

/** Limits in kB after gzip: what is there now and some room; raise one with a reason in the commit. */
const BUDGETS_KB = {
  page: 130,
  charts: 110,
  // Lessons, formulas, Try it, take home and own images are chunks of their own, fetched by whoever opens them.
  // So are what packs links (8 kB that whoever opens a plain address never fetches) and the names of their texts.
  views: 190,
  // All texts in another language, for those who read it.
  language: 60,
  worker: 160,
  firstLoad: 1500,
};

/** What the page shows first; its other lazy chunks are views and dialogs. */
const FIRST_CHARTS =
  /\/(LossChart|AgreementChart|OodPanel|HeatmapTriptych)-[^/]*$/;

const LANGUAGE = /\/de-[^/]*$/;

/** Texts that survive minifying and tell what a chunk contains. */
const TFJS_MARK = "Cannot evaluate flag";
const REACT_MARK = "react.transitional.element";

const gzipKb = (file) =>
  gzipSync(readFileSync(path.join(DIST, file))).length / 1000;
const sum = (names) =>
  [...names].reduce((total, file) => total + gzipKb(file), 0);
const textOf = (file) => readFileSync(path.join(DIST, file), "utf8");

/** The file and everything it imports statically. */
function withStaticImports(entry, seen = new Set()) {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const imports = textOf(entry).matchAll(
    /\b(?:import|from)\s*["'](\.\.?\/[^"']+\.js)["']/g,
  );
  for (const [, target] of imports) {
    withStaticImports(path.join(path.dirname(entry), target), seen);
  }
  return seen;
}

const files = readdirSync(DIST, { recursive: true })
  .filter((name) => path.extname(name) !== "")
  .map((name) => name.split(path.sep).join("/"));
/** Fetched by whoever brings an ONNX network, which is megabytes by itself. */
const ONNX_RUNTIME = /^assets\/ort-wasm/;
const scripts = files.filter(
  (name) => /^assets\/.*\.js$/.test(name) && !ONNX_RUNTIME.test(name),
);
const workerScripts = scripts.filter((name) => /\/worker-/.test(name));
const pageScripts = scripts.filter((name) => !/\/worker-/.test(name));
const pageEntry =
  /<script[^>]*src="(?:\.?\/)*(?:.*\/)?(assets\/[^"]+\.js)"/.exec(
    textOf("index.html"),
  )?.[1];
// A kernel thread is an entry too, of one kilobyte.
const workerEntry = scripts
  .filter((name) => name.includes("/worker-entry-"))
  .sort((a, b) => gzipKb(b) - gzipKb(a))[0];
const binaries = files.filter(
  (name) => name.endsWith(".wasm") && !ONNX_RUNTIME.test(name),
);
if (!pageEntry || !workerEntry || binaries.length === 0) {
  console.error(
    `checkBudgets: dist must hold a page script, a worker script and a WASM binary, got ${pageEntry}, ${workerEntry}, ${binaries.length} binaries. Build first, with names as vite.config.ts gives them.`,
  );
  process.exit(1);
}

const page = withStaticImports(pageEntry);
const worker = withStaticImports(workerEntry);
const charts = new Set();
for (const name of pageScripts.filter((each) => FIRST_CHARTS.test(each))) {
  withStaticImports(name, charts);
}
const sizesKb = {
  page: sum(page),
  charts: sum([...charts].filter((name) => !page.has(name))),
  views: sum(
    pageScripts.filter(
      (name) => !page.has(name) && !charts.has(name) && !LANGUAGE.test(name),
    ),
  ),
  language: sum(pageScripts.filter((name) => LANGUAGE.test(name))),
  worker: sum(worker),
  // An upper bound: all scripts and styles, also those of the backends that are not taken, and the largest binary.
  firstLoad:
    sum(["index.html", "favicon.svg", ...scripts]) +
    sum(files.filter((name) => name.endsWith(".css"))) +
    Math.max(...binaries.map(gzipKb)),
};

const problems = [];
for (const [part, limitKb] of Object.entries(BUDGETS_KB)) {
  const sizeKb = sizesKb[part];
  console.log(`${part}: ${sizeKb.toFixed(1)} of ${limitKb} kB`);
  if (sizeKb > limitKb) {
    problems.push(
      `${part} must stay within ${limitKb} kB after gzip, got ${sizeKb.toFixed(1)} kB`,
    );
  }
}

const holds = (names, mark) =>
  names.some((name) => textOf(name).includes(mark));
if (holds(pageScripts, TFJS_MARK)) {
  problems.push("the page must not contain tfjs; it talks to the worker");
}
if (holds(workerScripts, REACT_MARK)) {
  problems.push("the worker must not contain react");
}
// Else a mark that a new version no longer has would let anything pass.
if (!holds(workerScripts, TFJS_MARK) || !holds(pageScripts, REACT_MARK)) {
  problems.push(
    `the marks "${TFJS_MARK}" and "${REACT_MARK}" must be found in worker and page; choose others if the packages changed`,
  );
}
for (const problem of problems) console.error(`checkBudgets: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
