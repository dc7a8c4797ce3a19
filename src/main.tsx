/** Starts the page: reads the address, starts the engine, draws the app. The only file that acts when it is imported. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app/theme.css";
import "./app/display.css";
import "./app/base.css";
import { App } from "./app/App.tsx";
import { updateAddress } from "./app/currentUrl.ts";
import { startLanguage } from "./app/display/useLanguage.ts";
import { startEngineWorker } from "./app/engineWorker.ts";
import { createLab } from "./app/lab.ts";
import { wantsTour } from "./app/tour/wantsTour.ts";
import type { PackIndex, PackManifest } from "./protocol/packs.ts";
import { packedSettings, readAddress } from "./store/address.ts";
import { CALM_INTERVAL_MS, CHART_INTERVAL_MS } from "./store/chartClock.ts";
import { createRunStore } from "./store/runStore.ts";
import { createSettingsStore } from "./store/settingsStore.ts";
import { links } from "./texts/en/links.ts";
import { REPLAY_TICK_MS } from "./store/timeline.ts";
import { onLanguage } from "./texts/language.ts";

/** Typing a number should not fill the browser's address handling with work. */
const URL_DELAY_MS = 300;

/** The address as it was opened; what unpacks settings is fetched where it states some. */
async function openedAddress(href: string) {
  let reason = "";
  if (packedSettings(new URL(href)) !== null) {
    try {
      const { readUrl } = await import("./store/urlState.ts");
      return readUrl(href);
    } catch (cause) {
      reason = cause instanceof Error ? cause.message : String(cause);
    }
  }
  return readAddress(href, (_packed, config) => ({
    ...{ config, runs: [] },
    issues: [links.presetAsItIs(reason)],
  }));
}

/** What the build wrote into the page (packIndexPlugin.ts). */
function sitePacks(): PackManifest[] {
  const text = document.getElementById("site-packs")?.textContent;
  return text ? (JSON.parse(text) as PackIndex).packs : [];
}

/** Not at the top level: what waits there keeps the bundler from putting into one file what the page always needs. */
async function start() {
  await startLanguage();
  const address = await openedAddress(location.href);
  const settings = createSettingsStore(address, sitePacks());
  /** As the page's display says (useDisplay.ts). */
  const isCalm = () => document.documentElement.dataset["motion"] === "calm";
  const run = createRunStore({
    intervalMs: () => (isCalm() ? CALM_INTERVAL_MS : CHART_INTERVAL_MS),
    isHidden: () => document.hidden,
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) run.shown();
  });

  onLanguage(() => settings.sayAgain());
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
    urlTimer = setTimeout(() => void updateAddress(settings), URL_DELAY_MS);
  });

  const lab = createLab({
    settings,
    run,
    startWorker: startEngineWorker,
    replayTickMs: () => (isCalm() ? CALM_INTERVAL_MS : REPLAY_TICK_MS),
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
}

void start();
