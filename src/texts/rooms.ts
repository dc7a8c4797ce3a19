/**
 * Where the page's texts are changed from one language into another. English lies in `en/`: a room of texts for each part of the page,
 * in the chunks of the views that show it. Another language is laid over the rooms in place, so that whoever reads a text when it is
 * shown shows the language in force, in React and outside. Whoever keeps one at import keeps the wrong one: `npm run test:texts` finds it.
 */

/** Texts by name, in rooms within rooms. What is no text stays untouched. */
type Words = { [name: string]: unknown };

/** Every room so far, by its name. */
export const rooms = new Map<string, Words>();
/** Of the rooms that speak another language: what stood there in English. */
const english = new Map<string, Words>();
let translation: Readonly<Record<string, object>> = {};

/**
 * Makes a part of the page translatable.
 *
 * @param name As `Texts` calls it.
 * @param texts In English: texts, functions that make one, and lists or objects of those. Changed in place with the language.
 * @returns The same object.
 */
export function room<T extends object>(name: string, texts: T): T {
  rooms.set(name, texts as Words);
  translate(name, texts as Words);
  return texts;
}

/** Entries of a table of `protocol/` by their ids, to be a room: other threads go on reading the table in English. */
export function byId<T extends { readonly id: string }>(
  table: readonly T[],
): { [I in T["id"]]: Extract<T, { id: I }> } {
  return Object.fromEntries(table.map((each) => [each.id, each])) as never;
}

/** @param next Words for each room, by its name; empty for English. */
export function layOver(next: Readonly<Record<string, object>>): void {
  for (const [name, words] of english) exchange(rooms.get(name)!, words);
  english.clear();
  translation = next;
  for (const [name, texts] of rooms) translate(name, texts);
}

function translate(name: string, texts: Words): void {
  const words = translation[name];
  if (words) english.set(name, exchange(texts, words as Words));
}

/** Puts `words` in their places in `texts`; returns what stood there, in the same shape. */
function exchange(texts: Words, words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      const before = texts[name];
      if (typeof word === "object") {
        return [name, exchange(before as Words, word as Words)];
      }
      texts[name] = word;
      return [name, before];
    }),
  );
}
