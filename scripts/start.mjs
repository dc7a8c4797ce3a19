/** The lab with one command: `npm start` installs, builds, serves and opens it. PORT chooses the port. */
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT, ensureInstalled, requireNode } from "./prepare.mjs";

/** Tried first, since a page keeps its settings and its cache by address; taken, any free port will do. */
const USUAL_PORT = 8140;

/** @returns {number | null} What PORT asks for; ends the process when that is no port. */
function requestedPort() {
  const text = process.env["PORT"];
  if (!text) return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  return stop(`PORT must be a whole number from 0 to 65535, got "${text}".`);
}

/** Serves on the port asked for, or on the usual or any free one. Ends the process when the port asked for cannot be had. */
async function serveOn(folder, requested) {
  try {
    return await serve({ folder, port: requested ?? USUAL_PORT });
  } catch (cause) {
    if (requested === null) return serve({ folder, port: 0 });
    if (cause.code === "EADDRINUSE") {
      return stop(
        `Port ${requested} is taken. Choose another with PORT=..., or leave PORT unset for a free one.`,
      );
    }
    return stop(`Port ${requested} cannot be used: ${cause.message}`);
  }
}

function build() {
  const vite = path.join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const { status } = spawnSync(
    process.execPath,
    [vite, "build", "--logLevel", "warn"],
    { cwd: ROOT, stdio: ["ignore", 2, 2] },
  );
  if (status !== 0) stop("The build failed; see above.");
}

/** Opens the address in the visitor's browser, where there is a screen. Never fails. */
function openBrowser(url) {
  const hasScreen =
    process.platform !== "linux" ||
    process.env["DISPLAY"] ||
    process.env["WAYLAND_DISPLAY"];
  if (process.env["CI"] || process.env["BROWSER"] === "none" || !hasScreen) {
    return;
  }
  const [command, ...args] = {
    darwin: ["open", url],
    win32: ["cmd", "/c", "start", "", url],
  }[process.platform] ?? ["xdg-open", url];
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/** @returns {never} */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}

requireNode();
// Loaded only now, for it uses what an older Node has not.
const { serve } = await import("./serve.mjs");
const port = requestedPort();
// Asked before the long part: who chose a taken port should not wait for the build to hear it.
if (port !== null) await (await serveOn(ROOT, port)).close();
ensureInstalled();
console.error("Building ...");
build();
const site = await serveOn(path.join(ROOT, "dist"), port);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => site.close().then(() => process.exit(0)));
}
console.log(`Lab: ${site.url}`);
console.error("Stop with Ctrl-C.");
openBrowser(site.url);
