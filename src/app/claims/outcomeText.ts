import { outcomes } from "../../texts/en/outcomes.ts";

const wordOf = (english: string): string | undefined =>
  (outcomes as Readonly<Record<string, string>>)[english];

/** What stands between the parts of a caption, head or cell. */
const JOINTS = /( beside |, | ↑| ↓)/;

/** A published sentence, caption, head or cell in the language in force; what that has no words for stays English. */
export const outcomeText = (english: string): string =>
  wordOf(english) ??
  english
    .split(JOINTS)
    .map((part) => wordOf(part) ?? part)
    .join("");

/** Whether it is in English whatever the page speaks. */
export const isInEnglish = (sentence: string) => wordOf(sentence) === undefined;
