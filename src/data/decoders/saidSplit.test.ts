import { expect, test } from "vitest";
import { SPLITS } from "../../protocol/packs.ts";
import { splitOfFolders, splitOfPath } from "./saidSplit.ts";

test.each([
  ["data/test-00000-of-00001.parquet", "test"],
  ["default/test/0000.parquet", "test"],
  ["t10k-images-idx3-ubyte.gz", "test"],
  ["test_batch.bin", "test"],
  ["x_test", "test"],
  ["Xtest", "test"],
  ["data/validation-00000-of-00002.parquet", "validation"],
  ["default/validation/0000.parquet", "validation"],
  ["val_images", "validation"],
  ["X_valid", "validation"],
  ["data/train-00000-of-00002.parquet", "train"],
  ["test/train-00000-of-00002.parquet", "train"],
  ["latest.parquet", "train"],
  ["contest/0000.parquet", "train"],
  ["values", "train"],
  ["interval.npy", "train"],
])("%s is of the split %s", (path, split) => {
  expect(SPLITS[splitOfPath(path)]).toBe(split);
});

test("a folder is a split by its whole name alone", () => {
  const splits = [["pets", "VAL"], ["test"], ["my test"], ["vals"], []].map(
    (folders) => SPLITS[splitOfFolders(folders)],
  );
  expect(splits).toEqual(["validation", "test", "train", "train", "train"]);
});
