/** Starts the page: reads the address, starts the engine, draws the app. The only file that acts when it is imported. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app/theme.css";
import "./app/display.css";
import "./app/base.css";
import { App } from "./app/App.tsx";
import { startEngineWorker } from "./app/engineWorker.ts";
import { createLab } from "./app/lab.ts";
import { wantsTour } from "./app/tour/wantsTour.ts";
import { CALM_INTERVAL_MS, CHART_INTERVAL_MS } from "./store/chartClock.ts";
import { createRunStore } from "./store/runStore.ts";
import { createSettingsStore } from "./store/settingsStore.ts";
import { REPLAY_TICK_MS } from "./store/timeline.ts";
import { readUrl, writeUrl } from "./store/urlState.ts";

/** Typing a number should not fill the browser's address handling with work. */
const URL_DELAY_MS = 300;

const settings = createSettingsStore(readUrl(location.href));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const run = createRunStore({
  intervalMs: () => (calm.matches ? CALM_INTERVAL_MS : CHART_INTERVAL_MS),
  isHidden: () => document.hidden,
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) run.shown();
});

let urlTimer: ReturnType<typeof setTimeout> | undefined;
settings.subscribe((now, before) => {
  if (
    now.config === before.config &&
    now.presetId === before.presetId &&
    now.backend === before.backend &&
    now.linkedRuns === before.linkedRuns
  ) {
    return;
  }
  clearTimeout(urlTimer);
  urlTimer = setTimeout(() => {
    history.replaceState(
      null,
      "",
      writeUrl(location.href, settings.getState()),
    );
  }, URL_DELAY_MS);
});

const lab = createLab({
  settings,
  run,
  startWorker: startEngineWorker,
  replayTickMs: () => (calm.matches ? CALM_INTERVAL_MS : REPLAY_TICK_MS),
  baseUrl: new URL(import.meta.env.BASE_URL, location.href).href,
});
lab.connect();

const root = document.getElementById("root");
if (!root) throw new Error("main: index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <App lab={lab} isFirstVisit={wantsTour(location.href)} />
  </StrictMode>,
);
