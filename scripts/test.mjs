/**
 * Every check of the repository, in order, with one closing line: `npm test`.
 * Some of them: `node scripts/test.mjs types unit` (names as in STAGES). A failure does not hide the stages behind it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CHROMIUM_ADVICE, findChromium, installChromium } from "./chromium.mjs";
import { FIREFOX_ADVICE, findFirefox, installFirefox } from "./firefox.mjs";
import { ROOT, ensureInstalled, requireNode } from "./prepare.mjs";

const COUNTS = path.join(ROOT, ".cache", "test");

/** Longest output shown of a check that failed, in lines from its end. */
const SHOWN_LINES = 120;

/**
 * `counts`: where the stage leaves its numbers of tests; without it the stage is one check. `needs`: a stage that must have passed.
 * `alone`: nothing may run beside it. `quiet`: what it prints is shown when it is over, for other stages print meanwhile.
 * Limits in minutes are far above what a stage takes on two cores: they end what hangs.
 */
const STAGES = [
  {
    name: "lock",
    command: ["npm", "ci", "--dry-run", "--strict-allow-scripts"],
    minutes: 6,
  },
  { name: "types", command: ["tsc", "--noEmit"], minutes: 8 },
  {
    name: "lint",
    command: ["eslint", "--max-warnings", "0", "."],
    minutes: 12,
  },
  { name: "format", command: ["prettier", "--check", "."], minutes: 6 },
  {
    name: "directions",
    command: ["node", "scripts/checkDirections.mjs"],
    minutes: 4,
  },
  { name: "texts", command: ["node", "scripts/checkTexts.mjs"], minutes: 3 },
  { name: "unused", command: ["knip"], minutes: 5 },
  {
    name: "unit",
    command: [
      ...["vitest", "run", "--reporter=default"],
      "--reporter=./scripts/build/countingReporter.mjs",
    ],
    counts: vitestCounts,
    minutes: 18,
  },
  { name: "build", command: ["vite", "build"], minutes: 6 },
  {
    name: "budgets",
    command: ["node", "scripts/checkBudgets.mjs"],
    needs: "build",
    minutes: 2,
  },
  {
    name: "webgpu",
    command: [
      ...["vitest", "run", "--config", "vitest.webgpu.config.ts"],
      "--reporter=default",
      "--reporter=./scripts/build/countingReporter.mjs",
    ],
    counts: vitestCounts,
    browser: true,
    quiet: true,
    minutes: 16,
  },
  {
    name: "e2e-webgpu",
    command: ["playwright", "test", "--project", "gpu"],
    counts: playwrightCounts,
    browser: true,
    needs: "build",
    quiet: true,
    minutes: 10,
  },
  {
    name: "e2e",
    command: ["playwright", "test", "--project", "site"],
    counts: playwrightCounts,
    browser: true,
    needs: "build",
    alone: true,
    minutes: 20,
  },
  {
    name: "firefox",
    command: [
      ...["vitest", "run", "--config", "vitest.firefox.config.ts"],
      "--reporter=default",
      "--reporter=./scripts/build/countingReporter.mjs",
    ],
    counts: vitestCounts,
    firefox: true,
    needs: "build",
    alone: true,
    minutes: 4,
  },
];

/** @typedef {{passed: number, failed: number, skipped: {name: string, reason: string | null}[]}} Counts */

/** @returns {Counts | null} */
function vitestCounts(stage) {
  return readJson(countsFile(stage));
}

/** @returns {Counts | null} */
function playwrightCounts(stage) {
  const report = readJson(countsFile(stage));
  if (!report) return null;
  const counts = { passed: 0, failed: report.errors.length, skipped: [] };
  const visit = (suite, prefix) => {
    const title = [...prefix, suite.title];
    for (const inner of suite.suites ?? []) visit(inner, title);
    for (const spec of suite.specs ?? []) {
      for (const { status, annotations } of spec.tests) {
        if (status === "expected") counts.passed += 1;
        else if (status !== "skipped") counts.failed += 1;
        else {
          const note = annotations.find(({ type }) => type === "skip");
          const name = [...title, spec.title].join(" > ");
          counts.skipped.push({ name, reason: note?.description ?? null });
        }
      }
    }
  };
  for (const suite of report.suites) visit(suite, []);
  return counts;
}

const countsFile = (stage) => path.join(COUNTS, `${stage.name}.json`);

const readJson = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;

/** The file behind a command of node_modules, so that no shell and no npx is needed. */
function executable(command) {
  if (command === "node") return [process.execPath];
  const npm = process.env["npm_execpath"];
  if (command === "npm") {
    return npm?.endsWith("npm-cli.js") ? [process.execPath, npm] : ["npm"];
  }
  const name = command === "tsc" ? "typescript" : command;
  const folder = path.join(
    ROOT,
    "node_modules",
    name === "playwright" ? "@playwright/test" : name,
  );
  const { bin } = readJson(path.join(folder, "package.json"));
  const file = typeof bin === "string" ? bin : bin[command];
  return [process.execPath, path.join(folder, file)];
}

/**
 * Runs a stage's command. Most tests are shown as they run; a check is silent until it fails.
 * @returns {Promise<{problem: string | null, output: string}>} What went wrong, in words.
 */
function runCommand(stage) {
  const [program, ...leading] = executable(stage.command[0]);
  const isShown = stage.counts && !stage.quiet;
  return new Promise((resolve) => {
    const child = spawn(program, [...leading, ...stage.command.slice(1)], {
      cwd: ROOT,
      stdio: ["ignore", ...Array(2).fill(isShown ? "inherit" : "pipe")],
      env: { ...process.env, TEST_COUNTS: countsFile(stage) },
      // A group of its own, so that a browser or a server goes down with what started it.
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    let isLate = false;
    const limit = setTimeout(() => {
      isLate = true;
      killGroup(child, "SIGKILL");
    }, stage.minutes * 60_000);
    const finish = (problem) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ problem, output });
    };
    child.on("error", (cause) => finish(cause.message));
    child.on("close", (code, signal) => {
      if (isLate) finish(`ended after ${stage.minutes} minutes`);
      else finish(code === 0 ? null : `exit ${code ?? signal}`);
    });
  });
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

function killGroup(child, signal) {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

/**
 * @param {Set<string>} passedStages
 * @returns {Promise<Counts & {problem: string | null, output: string}>}
 */
async function runStage(stage, passedStages, chosen) {
  const failure = (problem, output = "") => ({
    ...{ passed: 0, failed: 1, skipped: [] },
    ...{ problem, output },
  });
  const waitsFor = chosen.some(({ name }) => name === stage.needs);
  if (waitsFor && !passedStages.has(stage.needs)) {
    return failure(`not run, because ${stage.needs} failed`);
  }
  if (stage.browser && !findChromium()) {
    console.log("No Chromium found; installing Debian's ...");
    const reason = installChromium();
    if (reason) return failure("no Chromium", `${reason} ${CHROMIUM_ADVICE}`);
  }
  if (stage.browser) process.env["CHROMIUM_PATH"] = findChromium();
  if (stage.firefox && !findFirefox()) {
    // On a machine of somebody's own, a second browser is theirs to install.
    const refusal = process.env["CI"] ? installFirefox() : FIREFOX_ADVICE;
    if (refusal) {
      const skipped = [{ name: "a visit in Firefox", reason: refusal }];
      return { passed: 0, failed: 0, skipped, problem: null, output: "" };
    }
  }
  const { problem, output } = await runCommand(stage);
  if (stage.quiet) console.log(output);
  if (!stage.counts) {
    if (problem) return failure(problem, output);
    return { passed: 1, failed: 0, skipped: [], problem, output };
  }
  const counts = stage.counts(stage);
  if (!counts) return failure(problem ?? "left no counts");
  if (problem && counts.failed === 0) counts.failed = 1;
  if (!problem && counts.passed === 0) {
    return failure("no test ran");
  }
  return { ...counts, problem, output };
}

const lastLines = (text) =>
  text
    .trimEnd()
    .split("\n")
    .slice(-SHOWN_LINES)
    .map((line) => `    ${line}`)
    .join("\n");

requireNode();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((s) => s.name === name));
if (unknown.length > 0) {
  console.error(
    `test: unknown ${unknown.join(", ")}; there are ${STAGES.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    for (const child of running) killGroup(child, "SIGTERM");
    process.exit(1);
  });
}
ensureInstalled();
rmSync(COUNTS, { recursive: true, force: true });
mkdirSync(COUNTS, { recursive: true });

const chosen = STAGES.filter(
  ({ name }) => wanted.length === 0 || wanted.includes(name),
);
const total = { passed: 0, failed: 0, skipped: [] };
const passedStages = new Set();
const lines = [];
/** By name of a stage: a promise that it is over, and what keeps it. */
const endings = new Map(
  chosen.map(({ name }) => {
    let end;
    const over = new Promise((resolve) => (end = resolve));
    return [name, { over, end }];
  }),
);

async function perform(stage) {
  await endings.get(stage.needs)?.over;
  const started = Date.now();
  const result = await runStage(stage, passedStages, chosen);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped.push(...result.skipped);
  if (result.failed === 0) passedStages.add(stage.name);
  const verdict = result.failed === 0 ? "ok  " : "FAIL";
  const tests = stage.counts
    ? `, ${result.passed} passed, ${result.failed} failed`
    : "";
  const problem = result.problem ? `: ${result.problem}` : "";
  const line = `${verdict} ${stage.name} (${seconds} s${tests})${problem}`;
  lines.push(line);
  console.log(line);
  if (result.failed > 0 && result.output && !stage.quiet) {
    console.log(lastLines(result.output));
  }
}

/** Stages in their order, so many at a time. */
async function performAll(stages, atOnce) {
  const left = [...stages];
  const work = async () => {
    for (let stage = left.shift(); stage; stage = left.shift()) {
      await perform(stage);
      endings.get(stage.name).end();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

// Tests of kernels wait for a compiler that takes one core: they fill what the others leave. Tests of the page are alone with it.
const beside = chosen.filter(({ alone }) => !alone);
const shown = beside.filter(({ quiet }) => !quiet);
await Promise.all([
  performAll(
    beside.filter(({ quiet }) => quiet),
    1,
  ),
  // A check takes one core; tests take all there are.
  performAll(
    shown.filter(({ counts }) => !counts),
    2,
  ).then(() =>
    performAll(
      shown.filter(({ counts }) => counts),
      1,
    ),
  ),
]);
await performAll(
  chosen.filter(({ alone }) => alone),
  1,
);
console.log(`\n${lines.join("\n")}\n`);
for (const { name, reason } of total.skipped) {
  console.log(`skipped: ${name} (${reason ?? "no reason given"})`);
}
const skipped =
  total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
