import { useSyncExternalStore } from "react";
import {
  firstLanguage,
  language,
  onLanguage,
  setLanguage,
  type Language,
} from "../../texts/language.ts";

const PARAMETER = "lang";
const KEY = "cospress-lab.language";

/** Has the page begin in the language of its address, of an earlier visit, or of the browser. */
export function startLanguage(): Promise<void> {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Storage may be forbidden.
  }
  const address = new URL(location.href).searchParams.get(PARAMETER);
  return setLanguage(firstLanguage(address, chosen, navigator.languages));
}

/** Changes the language for this visit and the next ones; an address that names one says the new one. */
export function chooseLanguage(chosen: Language): void {
  const url = new URL(location.href);
  if (url.searchParams.has(PARAMETER)) {
    url.searchParams.set(PARAMETER, chosen);
    history.replaceState(history.state, "", url);
  }
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Forbidden storage only means that the choice is not remembered.
  }
  void setLanguage(chosen);
}

/** The language in force. As a `key` it has what is below drawn anew in another one, which asks of no component to know about languages. */
export const useLanguage = (): Language =>
  useSyncExternalStore(onLanguage, language);
