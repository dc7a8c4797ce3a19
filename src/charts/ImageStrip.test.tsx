// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ImageStrip } from "./ImageStrip.tsx";
import { spreadIndices } from "./spreadIndices.ts";

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test("spreads over a sorted batch, so that every class is seen", () => {
  expect(spreadIndices(96, 6)).toEqual([0, 16, 32, 48, 64, 80]);
  expect(spreadIndices(3, 24)).toEqual([0, 1, 2]);
  expect(spreadIndices(0, 5)).toEqual([]);
});

test("says in words which images it shows", () => {
  const images = {
    n: 4,
    height: 1,
    width: 1,
    rgba: new Uint8ClampedArray(16),
    labels: Uint8Array.of(0, 0, 1, 1),
    domains: new Uint8Array(),
  };
  render(
    <ImageStrip
      images={images}
      classNames={["bag", "coat"]}
      max={2}
      label="Held-out images"
    />,
  );
  expect(
    screen.getByRole("img", { name: "Held-out images: 1 bag, 1 coat" }),
  ).toBeTruthy();
});
