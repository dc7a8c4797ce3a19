import {
  act,
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import type { Evaluation } from "../../protocol/results.ts";
import { keptRunOf } from "../../store/keptRun.ts";
import { keptRun } from "../../store/notebook/runs.fixture.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { Transport } from "../bar/Transport.tsx";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { TimeLine } from "./TimeLine.tsx";

configure({ defaultHidden: true });
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const passing = (ms: number) =>
  act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

/** A run of 100 steps that is paused after 60, with an evaluation every twentieth. */
async function pausedRun() {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  engine.answer("pace", () => null);
  engine.answer("stop-rules", () => null);
  engine.answer("update", () => ({ step: 60, path: "parts", value: "head" }));
  lab.connect();
  render(
    <LabProvider lab={lab}>
      <Transport
        onReset={lab.reset}
        onResetWithNewSeed={lab.resetWithNewSeed}
      />
      <TimeLine />
    </LabProvider>,
  );
  await passing(0);
  act(() => {
    const runId = engine.runId();
    engine.emitState("running", 0, 100);
    for (let step = 1; step <= 60; step++) {
      const losses = { total: step, global: 1, local: 1 };
      engine.emit({
        ...{ type: "steps", runId },
        steps: [
          {
            ...{ step, learningRate: 0.1 },
            losses: { ...losses, feature: 1, classToken: 1 },
          },
        ],
      });
      if (step % 20 > 0) continue;
      const evaluation = { step, subset: true } as Evaluation;
      engine.emit({ type: "evaluation", runId, evaluation });
    }
    engine.emitState("paused", 60, 100);
  });
  return { engine, lab };
}

const slider = () => screen.getByRole<HTMLInputElement>("slider");
const words = () => slider().getAttribute("aria-valuetext");
const button = (name: string | RegExp) =>
  screen.getByRole<HTMLButtonElement>("button", { name });
const press = (key: string) => fireEvent.keyDown(slider(), { key });

test("says that it is live, or which step it shows, and one press goes back", async () => {
  const { engine } = await pausedRun();
  expect(words()).toBe("step 60 of 100, evaluated, live");
  fireEvent.change(slider(), { target: { value: "33" } });
  expect(words()).toBe("step 33 of 100");
  expect(screen.getByText(/Showing step 33 of 100/)).toBeTruthy();
  act(() => engine.emitState("running", 60, 100));
  expect(screen.getByText(/training goes on at 60/)).toBeTruthy();
  fireEvent.click(button("Back to live"));
  expect(words()).toContain("live");
  expect(button("Back to live").disabled).toBe(true);
});

test("keys go to marks, to the beginning and to the present", async () => {
  await pausedRun();
  press("PageDown");
  expect(slider().value).toBe("40");
  press("PageDown");
  press("PageDown");
  expect(slider().value).toBe("0");
  press("PageUp");
  expect(slider().value).toBe("20");
  fireEvent.click(button("On to the next mark"));
  expect(slider().value).toBe("40");
  press("End");
  expect(words()).toContain("live");
});

test("beyond the last step there is only the present", async () => {
  await pausedRun();
  fireEvent.change(slider(), { target: { value: "90" } });
  expect(slider().value).toBe("60");
  expect(words()).toContain("live");
});

test("shows a kept run in the place of the present one, until that trains again", async () => {
  const { engine, lab } = await pausedRun();
  const history = lab.run.history();
  const { summary, body } = keptRun(7);
  const kept = keptRunOf({ ...summary, step: 60 }, { ...body, history }, null);
  act(() => {
    engine.emitState("idle", 0, 100);
    lab.run.rewind();
    lab.timeline.open(kept!);
  });
  expect(words()).toBe(`step 60 of 100, evaluated, of ${summary.name}`);
  fireEvent.change(slider(), { target: { value: "33" } });
  expect(screen.getByText(`${summary.name}: step 33 of 100`)).toBeTruthy();
  const shown = lab.timeline.view.getState();
  expect(shown.latest?.losses.total).toBe(33);
  expect(shown.evaluations.map(({ step }) => step)).toEqual([20]);

  fireEvent.click(button("Back to live"));
  expect(slider().disabled).toBe(true);
  act(() => lab.timeline.open(kept!));
  act(() => engine.emitState("running", 0, 100));
  expect(lab.timeline.getState().kept).toBeNull();
  expect(lab.timeline.view.getState().status.state).toBe("running");
});

test("replays, and stops where it is told to", async () => {
  const { lab } = await pausedRun();
  fireEvent.change(screen.getByLabelText("Length of the replay"), {
    target: { value: "10" },
  });
  fireEvent.click(button("Replay the run"));
  await passing(5000);
  expect(slider().value).toBe("30");
  fireEvent.click(button("Pause the replay"));
  await passing(5000);
  expect(lab.timeline.getState().step).toBe(30);
});

test("the menu chooses what is trained, how fast, and when to stop", async () => {
  const { engine, lab } = await pausedRun();
  fireEvent.click(button("Run options"));
  await act(() => vi.dynamicImportSettled());
  fireEvent.click(screen.getByLabelText("Head only"));
  await passing(0);
  expect(engine.sent("update").at(-1)?.value).toBe("head");
  fireEvent.click(screen.getByLabelText("2"));
  expect(engine.sent("pace").at(-1)?.stepsPerSecond).toBe(2);
  fireEvent.click(screen.getByLabelText("When reached:"));
  fireEvent.change(screen.getByLabelText("Value to reach"), {
    target: { value: "62.5" },
  });
  expect(engine.sent("stop-rules").at(-1)?.rules).toEqual([
    { kind: "target", series: "knn", value: 0.625 },
  ]);
  button(/Run options: head only, slow motion, 2 steps a second, 1 stop rule/);
  fireEvent.change(screen.getByLabelText("Value to reach"), {
    target: { value: "" },
  });
  expect(lab.getState().stopRules).toEqual([]);
  expect(screen.getByText(/Not in force/)).toBeTruthy();

  fireEvent.change(screen.getByLabelText("Run to step"), {
    target: { value: "60" },
  });
  expect(button("Run").disabled).toBe(true);
  fireEvent.change(screen.getByLabelText("Run to step"), {
    target: { value: "75" },
  });
  fireEvent.click(button("Run"));
  expect(engine.sent("step").at(-1)?.count).toBe(15);
  // Escape closes it and gives the focus back.
  fireEvent.keyDown(screen.getByLabelText("Run to step"), { key: "Escape" });
  const opener = button(/^Run options/);
  expect(opener.getAttribute("aria-expanded")).toBe("false");
  expect(document.activeElement).toBe(opener);
});
