import { expect, test } from "vitest";
import { conceptOfName } from "./emojiConcepts.mjs";

test.each([
  ["gender", ["farmer", "woman-farmer", "man-farmer"]],
  ["gender, however a vendor says it", ["deaf-man", "man-deaf", "deaf-person"]],
  ["spelling", ["man-blonde-hair", "woman-blond-hair"]],
  ["direction", ["person-running", "woman-running-facing-right"]],
  ["hour", ["one-oclock", "twelve-thirty"]],
  ["colour", ["red-heart", "light-blue-heart"]],
  ["family members", ["family", "family-man-woman-girl-boy"]],
  ["a vendor's own name", ["knocked-out-face", "dizzy-face"]],
])("takes names that differ in %s for one concept", (_what, names) => {
  expect(new Set(names.map(conceptOfName)).size).toBe(1);
});

test("keeps apart what looks different", () => {
  const names = [
    "red-heart",
    "red-circle",
    "black-cat",
    "cat-face",
    "kiss-mark",
    "kiss-man-man",
    "police-car-light",
    "police-car",
    "moon-cake",
    "sunset",
    "farmer",
    "mechanic",
  ];
  expect(new Set(names.map(conceptOfName)).size).toBe(names.length);
});
