// @vitest-environment jsdom
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
  within,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import { cosineMatrix } from "../../evaluation/angles.ts";
import { normalRows } from "../../evaluation/geometry/spaces.fixture.ts";
import type { SimilaritySample } from "../../protocol/results.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { AnglesView } from "./AnglesView.tsx";

const N = 8;
const cosines = (name: string) => cosineMatrix(normalRows(N, 6, name));

const sampleAt = (step: number, hasMap = true): SimilaritySample => ({
  ...{ step, source: "held-out", n: N },
  labels: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1),
  widths: { teacher: 12, student: 6 },
  teacher: cosines("teacher"),
  compressed: hasMap ? cosines("compressed") : null,
  student: cosines(`student ${step}`),
});

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Every panel takes a sample over in a task of its own. */
const settled = () =>
  act(() => new Promise((resolve) => setTimeout(resolve, 60)));

function open() {
  const run = createRunStore({ intervalMs: () => 0 });
  const lab = createLab({
    ...{ run, settings: createSettingsStore(readUrl("https://lab.example/")) },
    startWorker: createFakeEngine().startWorker,
    baseUrl: "https://lab.example/",
  });
  run.begin("run-1", 100, false);
  render(
    <LabProvider lab={lab}>
      <AnglesView />
    </LabProvider>,
  );
  return async (sample: SimilaritySample) => {
    act(() => run.apply({ type: "similarity", runId: "run-1", sample }));
    await settled();
  };
}

const figure = (name: string) => within(screen.getByRole("figure", { name }));

test("waits in words, and then says of each space how well it agrees", async () => {
  const show = open();
  expect(screen.getAllByText(/angles are on their way/)).not.toHaveLength(0);
  await show(sampleAt(0));
  expect(screen.getByText("8 images, 28 pairs, step 0")).toBeTruthy();
  const numbers = figure("Angle errors");
  const row = (name: RegExp) =>
    numbers.getAllByRole("row", { name }).at(-1)?.textContent ?? "";
  expect(row(/^mean error/)).toMatch(/^mean error\d+\.\d°\d+\.\d°$/);
  expect(row(/^mutual kNN, k = 3/)).toMatch(/%/);
  expect(row(/^n /)).toContain("28 pairs of 8");
  expect(
    figure("Against the teacher’s cosines").getByText(
      /a random orthonormal map from 12 to 6 dimensions puts 95 % of the pairs/,
    ),
  ).toBeTruthy();
});

test("a pair kept by the keyboard is pinned, and has its angles at each step", async () => {
  const show = open();
  await show(sampleAt(0));
  const maps = figure("Cosines of all pairs");
  const teacher = maps.getByRole("application", { name: /^Teacher/ });
  fireEvent.keyDown(teacher, { key: "ArrowDown" });
  fireEvent.keyDown(teacher, { key: "ArrowRight" });
  fireEvent.keyDown(teacher, { key: "Enter" });
  fireEvent.keyDown(teacher, { key: "Escape" });
  expect(maps.getByText("The pair you keep")).toBeTruthy();
  const pin = maps.getByRole("button", { name: "Pin this pair" });
  fireEvent.click(pin);
  await show(sampleAt(10));
  await show(sampleAt(20));
  const pins = figure("Pinned pairs");
  fireEvent.click(pins.getByRole("button", { name: "Table of Pinned pairs" }));
  const steps = pins
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.children[1]?.textContent);
  expect(steps).toEqual(["0", "10", "20"]);
  fireEvent.click(maps.getByRole("button", { name: "Unpin this pair" }));
  expect(screen.queryByRole("figure", { name: "Pinned pairs" })).toBeNull();
});

test("in another order the cursor still names the images", async () => {
  const show = open();
  await show(sampleAt(0));
  const maps = figure("Cosines of all pairs");
  fireEvent.click(maps.getByRole("radio", { name: "By error" }));
  const student = maps.getByRole("application", { name: /^Student: / });
  fireEvent.keyDown(student, { key: "ArrowDown" });
  // The first place is the image with the largest errors, whichever that is.
  const shown = Number(
    /^row (\d+)/.exec(maps.getByText(/^row/).textContent)?.[1],
  );
  fireEvent.keyDown(student, { key: "Enter" });
  const picker =
    figure("Nearest images").getByRole<HTMLSelectElement>("combobox");
  expect(Number(picker.value)).toBe(shown - 1);
});

test("a method without a map on the teacher's side leaves its places empty", async () => {
  const show = open();
  await show(sampleAt(0, false));
  expect(
    figure("Cosines of all pairs").getByText(
      "this method has no map on the teacher's side",
    ),
  ).toBeTruthy();
  expect(
    figure("Temperature microscope").queryByRole("radio", {
      name: "Compressed teacher",
    }),
  ).toBeNull();
  expect(
    screen.queryByRole("region", { name: "Neighbours, compressed teacher" }),
  ).toBeNull();
});

test("the globes turn by arrow keys and back by Home", async () => {
  const show = open();
  await show(sampleAt(0));
  const globes = figure("On a globe").getByRole("application");
  const places = () =>
    [...globes.querySelectorAll("circle")].map((circle) =>
      circle.getAttribute("cx"),
    );
  const before = places();
  fireEvent.keyDown(globes, { key: "ArrowUp" });
  fireEvent.keyDown(globes, { key: "ArrowRight" });
  expect(places()).not.toEqual(before);
  fireEvent.keyDown(globes, { key: "Home" });
  expect(places()).toEqual(before);
});
