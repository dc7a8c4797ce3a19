import {
  act,
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { evaluationAt } from "../../store/notebook/runs.fixture.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import type { ViewId } from "../../store/address.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { lessonConfig } from "./lessonSetup.ts";
import { lessonById } from "./lessons/lessons.ts";
import { LearnView } from "./LearnView.tsx";
import { LessonStrip } from "./LessonStrip.tsx";

configure({ defaultHidden: true });

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Lessons({ start }: { start: string | null }) {
  const [lessonId, onLesson] = useState(start);
  const [view, onShow] = useState<ViewId>("learn");
  return (
    <>
      {lessonId !== null && (
        <LessonStrip
          {...{ lessonId, view, onShow }}
          onLeave={() => onLesson(null)}
        />
      )}
      {view === "learn" && (
        <LearnView {...{ lessonId, onLesson, onShow }} onTour={() => {}} />
      )}
      <p data-testid="view">{view}</p>
    </>
  );
}

async function open(start: string | null = null) {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/?lock=seed")),
    run: createRunStore({ intervalMs: () => 0 }),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  lab.connect();
  await act(async () => {
    render(
      <LabProvider lab={lab}>
        <Lessons start={start} />
      </LabProvider>,
    );
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(1));
  });
  return { engine, lab };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });

test("a lesson sets the lab up, follows it in every view, and gives it back", async () => {
  const { engine, lab } = await open();
  fireEvent.click(button(/Lesson 1: What distillation is/));
  expect(screen.queryByRole("button", { name: "Set it up for me" })).toBeNull();
  fireEvent.click(screen.getByLabelText(/It rises, and stays below/));
  await act(async () => {
    fireEvent.click(button("Set it up for me"));
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(2));
  });
  const lesson = lessonById("distillation")!;
  expect(engine.sent("prepare").at(-1)?.config).toEqual(lessonConfig(lesson));
  expect(screen.getByTestId("view").textContent).toBe("overview");
  const { locked } = lab.settings.getState().lesson;
  expect(locked).toContain("student.width");
  expect(locked).not.toContain("seed");

  const runId = engine.runId();
  act(() => {
    engine.emitState("idle", 0, 150);
    engine.emit({
      type: "evaluation",
      runId,
      evaluation: evaluationAt(0, 0.4),
    });
  });
  const strip = () => screen.getByRole("region", { name: "Lesson 1" });
  expect(strip().textContent).toMatch(/1 of 4.*step 0 of 100/);
  act(() => {
    engine.emitState("running", 100, 150);
    engine.emit({
      type: "evaluation",
      runId,
      evaluation: evaluationAt(100, 0.6),
    });
    engine.emitState("paused", 100, 150);
  });
  expect(strip().textContent).toMatch(/2 of 4/);

  // The number has to be what the lab holds: 60 %.
  fireEvent.change(screen.getByLabelText("kNN accuracy in %"), {
    target: { value: "55" },
  });
  fireEvent.click(button("Check"));
  expect(strip().textContent).toMatch(/Not what the lab holds/);
  fireEvent.change(screen.getByLabelText("kNN accuracy in %"), {
    target: { value: "60.4" },
  });
  fireEvent.click(button("Check"));
  expect(strip().textContent).toMatch(/3 of 4/);

  fireEvent.click(button(/Lesson 1: What distillation is/));
  expect(screen.getByRole("region", { name: "Check" }).textContent).toMatch(
    /As you predicted: It rises.*from 40\.0.% at step 0 to 60\.0.% at step 100; the teacher has 90\.0.%/,
  );
  expect(
    JSON.parse(localStorage.getItem("cospress-lab.lessons")!),
  ).toMatchObject({
    format: 1,
    lessons: {
      distillation: { predicted: "between", done: ["start", "train", "read"] },
    },
  });

  fireEvent.click(button("All lessons"));
  expect(lab.settings.getState().lesson.locked).toEqual(["seed"]);
  expect(button(/Lesson 1: What distillation is/).textContent).toMatch(
    /3 of 4 done/,
  );
});

test("begun again, a lesson forgets what was done, and the run made before", async () => {
  const { engine, lab } = await open("distillation");
  fireEvent.click(screen.getByLabelText(/It stays about/));
  await act(async () => {
    fireEvent.click(button("Set it up for me"));
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(2));
  });
  const train = () => {
    const runId = engine.runId();
    engine.emitState("idle", 0, 150);
    engine.emit({
      type: "evaluation",
      runId,
      evaluation: evaluationAt(0, 0.4),
    });
    engine.emitState("running", 100, 150);
    engine.emit({ type: "evaluation", runId, evaluation: evaluationAt(100) });
    engine.emitState("paused", 100, 150);
  };
  act(train);
  fireEvent.click(button(/Lesson 1:/));
  await act(async () => {
    fireEvent.click(button("Start again"));
    await vi.waitFor(() => expect(engine.sent("reset")).toHaveLength(1));
  });
  expect(screen.queryByRole("button", { name: "Start again" })).not.toBeNull();
  expect(screen.getByRole("region", { name: "Do" }).textContent).not.toMatch(
    /Done: Press Train/,
  );
  act(train);
  expect(lab.run.getState().status.step).toBe(100);
  expect(
    JSON.parse(localStorage.getItem("cospress-lab.lessons")!),
  ).toMatchObject({
    lessons: { distillation: { predicted: null, done: ["start", "train"] } },
  });
});

test("a kept run that is taken up again counts by the settings it began with", async () => {
  const { engine, lab } = await open("distillation");
  const ofLesson = lessonConfig(lessonById("distillation")!);
  /** The kept run is there again, and has been measured at step 120, before the engine says what it is. */
  const takeUp = (key: string, start: RunConfig) =>
    act(async () => {
      const kept = { start, config: start, step: 120, updates: [] };
      engine.answer("restore", () => ({
        ...{ ...kept, stopRules: [], panels: undefined },
      }));
      lab.restore(key);
      const { runId } = engine.sent("restore").at(-1)!;
      engine.emit({
        ...{ type: "status", runId, state: "paused", step: 120, steps: 150 },
        ...{ trainingMs: 1, elapsedMs: 1, stepsPerSecond: 0 },
        ...{ tensors: 1, tensorBytes: 1 },
      });
      engine.emit({ type: "evaluation", runId, evaluation: evaluationAt(120) });
      await vi.waitFor(() =>
        expect(lab.run.getState().saved?.key).toEqual(key),
      );
    });
  act(() => lab.settings.show("emoji-quick", ofLesson));
  const strip = () => screen.getByRole("region", { name: "Do" }).textContent;
  await takeUp("other", { ...ofLesson, seed: 99 });
  expect(strip()).not.toMatch(/Done: Press Train/);
  await takeUp("own", ofLesson);
  expect(strip()).toMatch(/Done: Press Train/);
});

test("says so where there is no such lesson, and works where nothing can be kept", async () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("forbidden");
    },
    setItem: () => {
      throw new Error("forbidden");
    },
  });
  await open("alchemy");
  expect(screen.getByRole("alert").textContent).toMatch(/no lesson “alchemy”/);
  fireEvent.click(button(/Lesson 4: Temperatures/));
  fireEvent.click(screen.getByLabelText("All ten together."));
  expect(
    screen.getByLabelText<HTMLInputElement>("All ten together.").checked,
  ).toBe(true);
});

test("the sheet is on the page of its lesson alone, with notes on demand", async () => {
  vi.stubGlobal("print", vi.fn());
  await open("ood");
  const sheet = () => document.querySelector("[data-print-alone]");
  expect(sheet()?.textContent).toMatch(/6\. Foreign images/);
  expect(sheet()?.textContent).not.toMatch(/For whoever teaches it/);
  fireEvent.click(button("Print the sheet with these notes"));
  expect(sheet()?.textContent).toMatch(/For whoever teaches it/);
  expect(window.print).toHaveBeenCalledTimes(1);
  fireEvent.click(button("All lessons"));
  expect(sheet()).toBeNull();
});
