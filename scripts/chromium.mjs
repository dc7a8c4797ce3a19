/** The Chromium that the browser tests run in. */
import { findBrowser, installBrowser } from "./debianBrowser.mjs";

const CHROMIUM = {
  debianName: "chromium",
  programs: [
    ...["chromium", "chromium-browser"],
    ...["google-chrome", "google-chrome-stable"],
  ],
  variable: "CHROMIUM_PATH",
};

/** What to tell somebody for whom it cannot be installed. */
export const CHROMIUM_ADVICE =
  "The browser tests need Chromium. Install it (Debian, Ubuntu: apt-get install chromium, as root), " +
  "or set CHROMIUM_PATH to a Chromium or Chrome that is there.";

/** @returns {string | null} The path in CHROMIUM_PATH, or the first Chromium on PATH. */
export const findChromium = () => findBrowser(CHROMIUM);

/** @returns {string | null} Why Debian's could not be installed; null when it is there. */
export const installChromium = () => installBrowser(CHROMIUM);
