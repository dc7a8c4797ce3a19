// @vitest-environment jsdom
import {
  cleanup,
  fireEvent,
  render,
  screen,
  within,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";
import { matrixColour } from "./colorScale.ts";
import { HeatmapTriptych } from "./HeatmapTriptych.tsx";

/** Pixels put on each canvas; jsdom has none of its own. */
let painted: Map<HTMLCanvasElement, Uint8ClampedArray>;

beforeEach(() => {
  painted = new Map();
  const getContext = function (this: HTMLCanvasElement) {
    return {
      createImageData: (width: number, height: number) => ({
        data: new Uint8ClampedArray(width * height * 4),
      }),
      putImageData: (image: ImageData) => painted.set(this, image.data),
    };
  };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(
    getContext as unknown as HTMLCanvasElement["getContext"],
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const SAMPLE: SimilaritySample = {
  step: 50,
  source: "held-out",
  n: 2,
  labels: Uint8Array.of(0, 1),
  teacher: Float32Array.of(1, 0, 0, 1),
  compressed: Float32Array.of(1, 0.1, 0.1, 1),
  student: Float32Array.of(1, 0.5, 0.5, 1),
};
const IMAGES: ImageBatch = {
  n: 2,
  height: 1,
  width: 1,
  rgba: Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 255, 255),
  labels: SAMPLE.labels,
  domains: new Uint8Array(),
};

function renderTriptych(sample: SimilaritySample | null) {
  render(
    <HeatmapTriptych
      sample={sample}
      images={sample && IMAGES}
      classNames={["bag", "coat"]}
    />,
  );
}

test("paints every map at data resolution, differences on their own scale", () => {
  renderTriptych(SAMPLE);
  const pixelsOf = (name: RegExp) => {
    const canvas = screen.getByRole<HTMLCanvasElement>("img", { name });
    expect([canvas.width, canvas.height]).toEqual([2, 2]);
    const rgba = painted.get(canvas) ?? new Uint8ClampedArray(16);
    return [0, 1, 2, 3].map((i) => [...rgba.slice(i * 4, i * 4 + 3)]);
  };
  const cosine = (value: number) => matrixColour("cosine", value);
  const difference = (value: number) => matrixColour("difference", value);
  expect(pixelsOf(/^Teacher:/)).toEqual([1, 0, 0, 1].map(cosine));
  expect(pixelsOf(/^Student:/)).toEqual([1, 0.5, 0.5, 1].map(cosine));
  expect(pixelsOf(/^Student minus teacher:/)).toEqual(
    [0, 0.5, 0.5, 0].map(difference),
  );
});

test("shows the two images and three angles of the cell under the keyboard cursor", () => {
  renderTriptych(SAMPLE);
  const map = screen.getByRole("application", { name: /^Compressed/ });
  fireEvent.focus(map);
  fireEvent.keyDown(map, { key: "ArrowRight" });
  expect(within(map).getByText("bag 1 and coat 2: 0.100")).toBeTruthy();
  const rows = within(screen.getByRole("table"))
    .getAllByRole("row")
    .map((row) => [...row.children].map((cell) => cell.textContent.trim()));
  expect(rows).toEqual([
    ["network", "angle", "cosine"],
    ["teacher", "90.0°", "0.000"],
    ["compressed", "84.3°", "0.100"],
    ["student", "60.0°", "0.500"],
  ]);
  const column = screen.getByRole<HTMLCanvasElement>("img", {
    name: "column: coat",
  });
  expect([...(painted.get(column) ?? [])]).toEqual([0, 0, 255, 255]);
  fireEvent.keyDown(map, { key: "Escape" });
  expect(screen.queryByText("This pair")).toBeNull();
});

test("shows the likest pair of two classes while nobody points at one", () => {
  renderTriptych(SAMPLE);
  expect(screen.getByText("Likest of two classes")).toBeTruthy();
  expect(screen.getByRole("img", { name: "row: bag" })).toBeTruthy();
  expect(screen.getByRole("img", { name: "column: coat" })).toBeTruthy();
});

test("says which images the maps show", () => {
  renderTriptych({ ...SAMPLE, source: "training" });
  expect(
    screen.getByText("2 training images, sorted by class; step 50"),
  ).toBeTruthy();
  expect(screen.getAllByRole("listitem").map((li) => li.textContent)).toEqual([
    "1 bag",
    "2 coat",
  ]);
});

test("says that there is no compressed teacher where a method has none", () => {
  renderTriptych({ ...SAMPLE, compressed: null });
  expect(
    screen.getByText("this method has no map on the teacher's side"),
  ).toBeTruthy();
  const row = screen.getByRole("row", { name: /^compressed/ });
  expect(row.textContent).toBe("compressed––");
});

test("keeps four quiet places before the first similarities", () => {
  renderTriptych(null);
  expect(screen.getAllByText("no similarities yet")).toHaveLength(4);
  expect(screen.queryByRole("application")).toBeNull();
});
