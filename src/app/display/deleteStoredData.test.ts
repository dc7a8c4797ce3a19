import { afterEach, expect, test, vi } from "vitest";
import { deleteStoredData } from "./deleteStoredData.ts";

afterEach(() => vi.unstubAllGlobals());

/** Deletes at once, and remembers what. */
function fakeDatabases(extra: object = {}) {
  const deleted: string[] = [];
  vi.stubGlobal("indexedDB", {
    deleteDatabase(name: string) {
      deleted.push(name);
      const request = { onsuccess: () => {} };
      queueMicrotask(() => request.onsuccess());
      return request;
    },
    ...extra,
  });
  return deleted;
}

const OURS = [
  ...["cospress-lab", "cospress-lab-notebook"],
  ...["cospress-lab-checkpoints", "cospress-lab-packs"],
];

test("deletes its databases, and nobody else's", async () => {
  const listed = ["cospress-lab-later", "somebody-else"];
  const deleted = fakeDatabases({
    databases: () => Promise.resolve(listed.map((name) => ({ name }))),
  });
  await deleteStoredData();
  expect(deleted).toEqual([...OURS, "cospress-lab-later"]);
});

test.each([
  ["has no list", {}],
  ["refuses the list", { databases: () => Promise.reject(new Error("no")) }],
])("deletes those that it knows where the browser %s", async (_, extra) => {
  const deleted = fakeDatabases(extra);
  await deleteStoredData();
  expect(deleted).toEqual(OURS);
});
