/** The Firefox that one visit of the built site runs in; where there is none, that test is left out and says so. */
import { findBrowser, installBrowser } from "./debianBrowser.mjs";

const FIREFOX = {
  debianName: "firefox-esr",
  programs: ["firefox-esr", "firefox"],
  variable: "FIREFOX_PATH",
};

export const FIREFOX_ADVICE =
  "no Firefox: install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH";

/** @returns {string | null} The path in FIREFOX_PATH, or the first Firefox on PATH. */
export const findFirefox = () => findBrowser(FIREFOX);

/** @returns {string | null} Why Debian's could not be installed; null when it is there. */
export const installFirefox = () => installBrowser(FIREFOX);
