/** Which language the page speaks. */
import { layOver } from "./rooms.ts";
import type { Texts } from "./texts.ts";

/** Each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Fetched when they are chosen. */
const TRANSLATIONS: Record<Exclude<Language, "en">, () => Promise<Texts>> = {
  de: async () => (await import("./de.tsx")).de,
};

let current: Language = "en";
let asked: Language = "en";
const listeners = new Set<() => void>();

export const language = (): Language => current;

/** Calls `listener` after each change. @returns What ends it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Has the page speak a language, or English where the other one cannot be fetched. Never throws. */
export async function setLanguage(next: Language): Promise<void> {
  asked = next;
  const texts =
    next === "en" ? null : await TRANSLATIONS[next]().catch(() => null);
  // Another one may have been asked for in between.
  if (asked !== next) return;
  layOver(texts ?? {});
  current = texts ? next : "en";
  document.documentElement.lang = current;
  for (const listener of listeners) listener();
}

export const isLanguage = (text: string | null): text is Language =>
  text !== null && Object.hasOwn(LANGUAGES, text);

/**
 * The language to begin with: that of the address, else the one chosen here before, else the first of the browser's that there is.
 *
 * @param browser Tags such as "de-AT", the visitor's first choice first.
 */
export function firstLanguage(
  address: string | null,
  chosen: string | null,
  browser: readonly string[],
): Language {
  const tags = browser.map((tag) => tag.split("-")[0]!.toLowerCase());
  return [address, chosen, ...tags].find(isLanguage) ?? "en";
}
