import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import type { SavedRun } from "../../protocol/messages.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { KeptRuns } from "./KeptRuns.tsx";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const passing = (ms = 0) =>
  act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

const OTHER: SavedRun = {
  ...{ key: "k", step: 120, steps: 600, savedAt: Date.UTC(2026, 0, 5, 9, 30) },
  ...{ config: "{}", isElsewhere: false },
};

async function open(saved: (own: string) => SavedRun[]) {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  const own = JSON.stringify(lab.settings.getState().config);
  let runs = saved(own);
  engine.answer("saved-runs", () => runs);
  engine.answer("forget-run", () => {
    runs = [];
    return null;
  });
  engine.answer("save", () => null);
  engine.answer("keep-panels", () => null);
  lab.connect();
  render(
    <LabProvider lab={lab}>
      <KeptRuns />
    </LabProvider>,
  );
  await passing();
  act(() => engine.emitState("idle", 0));
  return { engine };
}

const notice = () => screen.queryByRole("region", { name: "Interrupted runs" });

test("offers an interrupted run, goes on with it, or deletes it", async () => {
  const { engine } = await open(() => [OTHER]);
  expect(notice()?.textContent).toMatch(
    /interrupted; it is kept as of step 120 of 600, 5 Jan 2026/,
  );
  fireEvent.click(screen.getByRole("button", { name: "Go on from step 120" }));
  await passing();
  expect(engine.sent("restore")).toMatchObject([{ key: "k" }]);
  cleanup();
  const second = await open(() => [OTHER]);
  fireEvent.click(screen.getByRole("button", { name: "Delete it" }));
  await passing();
  expect(second.engine.sent("forget-run")).toMatchObject([{ key: "k" }]);
  expect(notice()).toBeNull();
});

test("is silent once the page has a run of its own under way, or when it is put away", async () => {
  const { engine } = await open(() => [OTHER]);
  act(() => engine.emitState("running", 1));
  await passing(1000);
  expect(notice()).toBeNull();
  act(() => engine.emitState("idle", 0));
  await passing(1000);
  fireEvent.click(screen.getByRole("button", { name: "Put away" }));
  expect(notice()).toBeNull();
});

test("says that another tab has this very run, and nothing of its others", async () => {
  await open((own) => [
    { ...OTHER, isElsewhere: true },
    { ...OTHER, key: "same", config: own, isElsewhere: true },
  ]);
  expect(screen.getAllByRole("listitem")).toHaveLength(1);
  expect(notice()?.textContent).toMatch(
    /^Another tab of this browser has the run of these settings, at step 120 of 600/,
  );
  expect(screen.queryByRole("button", { name: /Go on/ })).toBeNull();
});

test("saves when the page is hidden or left, and keeps the panels with the engine's own saves", async () => {
  const { engine } = await open(() => []);
  act(() => engine.emitState("running", 3));
  await passing(1000);
  for (const type of ["pagehide", "beforeunload"]) {
    window.dispatchEvent(new Event(type));
  }
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  hidden.mockRestore();
  await passing();
  expect(engine.sent("save")).toHaveLength(3);
  const before = engine.sent("keep-panels").length;
  const runId = engine.runId();
  const saved = { type: "saved", runId, key: "k", savedAt: 0 } as const;
  act(() => engine.emit({ ...saved, step: 4, bytes: 1 }));
  await passing(1000);
  act(() => engine.emit({ ...saved, step: 5, bytes: 1 }));
  await passing(1000);
  // The second came too soon.
  expect(engine.sent("keep-panels")).toHaveLength(before + 1);
});

/** Hides the tab for so long; `during` happens meanwhile. */
async function hiddenFor(ms: number, during = () => {}): Promise<void> {
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  const turn = () =>
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
  turn();
  await passing(ms);
  act(during);
  hidden.mockReturnValue(false);
  turn();
  hidden.mockRestore();
  await passing(2000);
}

const stall = () => screen.queryByRole("region", { name: "Hidden tab" });

test("a run in a hidden tab goes on, and the page says when the browser did not let it", async () => {
  const { engine } = await open(() => []);
  act(() => engine.emitState("running", 3));
  await hiddenFor(90_000, () => engine.emitState("running", 40));
  await hiddenFor(30_000);
  expect(stall()).toBeNull();
  await hiddenFor(90_000);
  expect(stall()?.textContent).toMatch(
    /stopped the run at step 40 for 1.min 30.s/,
  );
  expect(engine.sent("pause")).toEqual([]);
});

test("a run pauses in a hidden tab where that was chosen, and goes on when it is shown", async () => {
  localStorage.setItem("cospress-lab.pause-hidden", "true");
  const { engine } = await open(() => []);
  act(() => engine.emitState("running", 3));
  await hiddenFor(90_000, () => engine.emitState("paused", 4));
  expect(engine.sent("pause")).toHaveLength(1);
  expect(engine.sent("resume")).toHaveLength(1);
  // Whoever paused it by hand wants it to stand.
  await hiddenFor(90_000);
  expect(engine.sent("resume")).toHaveLength(1);
  localStorage.clear();
});
