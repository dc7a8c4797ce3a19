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
import type { ClaimsResult } from "../../protocol/claimResults.ts";
import { setPath } from "../../protocol/configPaths.ts";
import { presetById } from "../../protocol/presets.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { ClaimsView } from "./ClaimsView.tsx";

const result: ClaimsResult = {
  format: 1,
  preset: "emoji-quick",
  config: setPath(presetById("emoji-quick").config, "student.width", 32),
  seeds: [1, 2, 3],
  command: "npm run --silent lab -- claims --out a",
  claims: [
    {
      ...{ id: 3, verdict: "contradicted", because: "It does not." },
      ...{ planned: 30, found: 29 },
      tables: [
        { caption: "Means", columns: ["", "b"], rows: [["c", "0.123"]] },
      ],
    },
    {
      ...{ id: 8, verdict: "supported", because: "It does." },
      ...{ planned: 27, found: 27, tables: [] },
      curves: (["probe", "fineTune"] as const).flatMap((readout) =>
        [5, 10].map((labelsPerClass) => ({
          ...{ method: "cospress", readout, labelsPerClass },
          points: [100, 1000].map((images) => ({
            images,
            mean: (readout === "probe" ? 0.2 : 0.4) + labelsPerClass / 100,
            ...{ low: null, high: null },
          })),
        })),
      ),
    },
  ],
};

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(found: unknown) {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(
      found === null
        ? new Response("", { status: 404 })
        : new Response(JSON.stringify(found)),
    ),
  );
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  const onShowRun = vi.fn();
  render(
    <LabProvider lab={lab}>
      <ClaimsView onShowRun={onShowRun} onShowCompare={() => {}} />
    </LabProvider>,
  );
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  return { lab, onShowRun };
}

/** A claim, opened. */
function claim(title: string): HTMLElement {
  const card = screen.getByText(title).closest("details")!;
  card.open = true;
  fireEvent(card, new Event("toggle"));
  return card;
}

const DRIFT = "A head on the student's side lets geometry drift";

test("every claim is there with its verdict in words, and what came of it when opened", async () => {
  await open(result);
  expect(document.querySelectorAll("details")).toHaveLength(12);
  expect(screen.getAllByText("Not run yet")).toHaveLength(10);
  const card = claim(DRIFT);
  expect(card.textContent).toContain("(29 of 30 runs). It does not.");
  expect(within(card).getByText("0.123")).toBeTruthy();
  expect(within(card).getByText("Broken if")).toBeTruthy();
});

test("the slider leaves the loss and moves the angles", async () => {
  await open(result);
  const card = claim(DRIFT);
  const value = (name: string) =>
    within(card).getByText(name, { selector: "dt" }).nextElementSibling!
      .textContent;
  const before = [value("Loss, remixed"), value("Mean angle error")];
  const slider = within(card).getByLabelText(/^Condition of the map/);
  fireEvent.change(slider, { target: { value: "100" } });
  expect(slider.getAttribute("aria-valuetext")).toBe("100");
  expect(value("Loss, remixed")).toBe(before[0]);
  expect(value("Loss, remixed")).toBe(value("Loss, student"));
  expect(value("Mean angle error")).not.toBe(before[1]);
  fireEvent.change(slider, { target: { value: "0" } });
  expect(value("Mean angle error")).toBe("0.0°");
});

test("a run of a claim goes into the form, with the settings of all its runs", async () => {
  const { lab, onShowRun } = await open(result);
  const card = claim("The cosine loss is part of it");
  const choice = within(card).getByLabelText("One run of it");
  const option = within(card).getByText("Uncentred SVD head, studentLoss mse");
  fireEvent.change(choice, {
    target: { value: (option as HTMLOptionElement).value },
  });
  fireEvent.click(within(card).getByText("Load into Setup"));
  expect(onShowRun).toHaveBeenCalledOnce();
  const { config, refusals } = lab.settings.getState();
  expect(config.method).toMatchObject({ id: "svd", studentLoss: "mse" });
  expect(config.student.width).toBe(32);
  expect(refusals).toEqual({});
});

test("the low-data chart follows the number of labels and the readout", async () => {
  await open(result);
  const card = claim("Useful on small data");
  expect(card.textContent).toContain("CosPress: 45.0");
  fireEvent.click(within(card).getByLabelText("10 labels"));
  fireEvent.click(within(card).getByLabelText("Linear probe"));
  fireEvent.click(within(card).getByTitle("Table"));
  expect(within(card).getAllByRole("cell")[0]!.textContent).toMatch(/^30.0/);
});

test("without results the claims stand by themselves", async () => {
  await open(null);
  expect(screen.getByText(/No outcomes come with this site yet/)).toBeTruthy();
  expect(screen.getAllByText("Not run yet")).toHaveLength(12);
});
