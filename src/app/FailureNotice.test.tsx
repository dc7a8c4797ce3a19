import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../tests/support/fakeEngine.ts";
import { EngineError } from "../protocol/engineError.ts";
import { createRunStore } from "../store/runStore.ts";
import { createSettingsStore } from "../store/settingsStore.ts";
import { readUrl } from "../store/urlState.ts";
import { FailureNotice } from "./FailureNotice.tsx";
import { createLab } from "./lab.ts";
import { LabProvider } from "./LabContext.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const passing = (ms: number) =>
  act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

/** A lab whose engine takes batches of at most 48 images. */
async function openLab(query = "") {
  const engine = createFakeEngine();
  engine.answer("prepare", () => {
    const { optimiser } = engine.sent("prepare").at(-1)!.config;
    if (optimiser.batchSize <= 48)
      return { steps: optimiser.steps, updates: [] };
    const message = "a step takes about 5.0 GB; it fits with less";
    throw new EngineError(
      "bad-config",
      `prepare: optimiser.batchSize: ${message}`,
      [{ path: "optimiser.batchSize", message }],
      { "optimiser.batchSize": 48, "student.patch": 16 },
    );
  });
  const lab = createLab({
    settings: createSettingsStore(readUrl(`https://lab.example/${query}`)),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  render(
    <LabProvider lab={lab}>
      <FailureNotice />
    </LabProvider>,
  );
  lab.connect();
  await passing(0);
  return { engine, lab };
}

test("a run that does not fit is refused with its reason once, and one button makes it fit", async () => {
  const { engine, lab } = await openLab();
  expect(screen.getByRole("alert").textContent).toMatch(
    /^The engine refuses these settings\.Detailsoptimiser\.batchSize: a step takes about 5\.0 GB; it fits with less/,
  );
  act(() =>
    screen
      .getByRole("button", { name: "Set batch size 48 and patch side 16" })
      .click(),
  );
  await passing(1000);
  expect(engine.sent("prepare")).toHaveLength(2);
  const { config } = lab.settings.getState();
  expect(config.optimiser.batchSize).toBe(48);
  expect(config.student.patch).toBe(16);
  expect(engine.sent("prepare")[1]?.config).toEqual(config);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what a lesson locks is not offered", async () => {
  await openLab("?lock=student.patch");
  screen.getByRole("button", { name: "Use the default preset" });
});
