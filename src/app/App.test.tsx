import {
  act,
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  within,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../tests/support/fakeEngine.ts";
import { METHODS } from "../protocol/methods.ts";
import type { EmbeddingEvaluation } from "../protocol/results.ts";
import { createRunStore } from "../store/runStore.ts";
import { createSettingsStore } from "../store/settingsStore.ts";
import { readUrl } from "../store/urlState.ts";
import { App } from "./App.tsx";
import { createLab } from "./lab.ts";

// Asking jsdom whether each of hundreds of elements is visible takes most of the time of these tests.
configure({ defaultHidden: true });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  // jsdom has the element, but not its behaviour.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const passing = (ms: number) =>
  act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

async function openLab(query = "") {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl(`https://lab.example/${query}`)),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  lab.connect();
  render(<App lab={lab} />);
  await passing(0);
  act(() => engine.emitState("idle", 0));
  return { engine, lab };
}

const button = (name: string) =>
  screen.getByRole<HTMLButtonElement>("button", { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

/** Types a value and leaves the field. */
function enter(name: string, value: string) {
  fireEvent.change(field(name), { target: { value } });
  fireEvent.blur(field(name));
}

test("one button is Train, then Pause, then Resume", async () => {
  const { engine } = await openLab();
  fireEvent.click(button("Train"));
  await passing(0);
  expect(engine.sent("start")).toHaveLength(1);
  act(() => engine.emitState("running", 1));
  fireEvent.click(button("Pause"));
  await passing(0);
  expect(engine.sent("pause")).toHaveLength(1);
  act(() => engine.emitState("paused", 2));
  expect(button("Resume").disabled).toBe(false);
  expect(screen.queryByRole("button", { name: "Train" })).toBeNull();
});

test("says state, step, steps in all and losses as text", async () => {
  const { engine } = await openLab();
  expect(screen.getByRole("status").textContent).toBe("idle, step 0 of 400");
  act(() => {
    engine.emitState("running", 1);
    engine.emit({
      type: "steps",
      runId: engine.runId(),
      steps: [
        {
          step: 1,
          learningRate: 0.01,
          losses: {
            total: 3.5,
            global: 1,
            local: 0.5,
            feature: 1,
            classToken: 1,
          },
        },
      ],
    });
    engine.emitState("paused", 1);
  });
  expect(screen.getByRole("status").textContent).toBe(
    "paused, step 1 of 400, total loss 3.500, global 1.000, local 0.5000, feature 1.000, class token 1.000",
  );
});

test("asks before a run is reset in the middle, and keeps it when told so", async () => {
  const { engine } = await openLab();
  await act(() => vi.dynamicImportSettled());
  act(() => engine.emitState("running", 5));
  fireEvent.click(button("Reset"));
  const dialog = screen.getByRole("dialog", { name: "Reset this run?" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
  await passing(0);
  expect(engine.sent("reset")).toHaveLength(0);

  fireEvent.click(button("Reset"));
  fireEvent.click(button("Reset the run"));
  await passing(0);
  expect(engine.sent("reset")).toHaveLength(1);
});

test("resets a finished run without asking", async () => {
  const { engine } = await openLab();
  act(() => engine.emitState("finished", 400));
  fireEvent.click(button("Reset"));
  await passing(0);
  expect(engine.sent("reset")).toHaveLength(1);
});

test("refuses a setting where it is entered, with the reason, and keeps the last valid one", async () => {
  const { lab } = await openLab();
  enter("Depth", "99");
  expect(
    screen.getByText(
      "Not in force: must be a whole number from 1 to 12, got 99.",
    ),
  ).toBeTruthy();
  expect(field("Depth").getAttribute("aria-invalid")).toBe("true");
  expect(lab.settings.getState().config.student.depth).toBe(3);

  enter("Depth", "4");
  expect(screen.queryByText(/Not in force/)).toBeNull();
  expect(lab.settings.getState().config.student.depth).toBe(4);
});

test("explains every setting to assistive technology, and on demand to everybody", async () => {
  await openLab();
  const id = field("Width").getAttribute("aria-describedby")?.split(" ")[0];
  const explanation = document.getElementById(id ?? "");
  expect(explanation?.textContent).toMatch(/the dimension the teacher is/);
  expect(explanation?.hidden).toBe(true);
  fireEvent.click(button("Explain Width"));
  expect(explanation?.hidden).toBe(false);
});

test("locks what needs a new run while one is under way, and leaves live settings open", async () => {
  const { engine } = await openLab();
  act(() => engine.emitState("running", 5));
  expect(field("Depth").disabled).toBe(true);
  expect(field("Preset").disabled).toBe(true);
  expect(field("Learning rate").disabled).toBe(false);
  act(() => engine.emitState("idle", 0));
  expect(field("Depth").disabled).toBe(false);
});

test("holds classes out by ticking them", async () => {
  const { lab } = await openLab();
  fireEvent.click(field("flags"));
  const { config, refusals } = lab.settings.getState();
  expect(config.data.heldOut).toEqual(["animals-nature", "food-drink"]);
  expect(refusals["data.heldOut"]).toMatch(/must leave at least 2 of 4/);
  fireEvent.click(field("animals-nature"));
  expect(lab.settings.getState().config.data.heldOut).toEqual([
    "food-drink",
    "flags",
  ]);
});

test("adds and removes temperatures as chips", async () => {
  const { lab } = await openLab();
  const temperatures = () => lab.settings.getState().config.method.temperatures;
  fireEvent.click(button("Remove temperature 0.01"));
  expect(temperatures()).toHaveLength(9);
  fireEvent.change(field("Temperatures"), { target: { value: "0.5" } });
  fireEvent.click(button("Add"));
  expect(temperatures().at(-1)).toBe(0.5);
});

test("offers every method, and under each the settings that it reads", async () => {
  const { engine } = await openLab();
  const offered = within(field("Method")).getAllByRole("option");
  expect(offered.map((option) => option.textContent)).toEqual(
    METHODS.map(({ title }) => title),
  );
  expect(screen.queryByLabelText("Temperatures")).not.toBeNull();
  fireEvent.change(field("Method"), { target: { value: "relational" } });
  await passing(500);
  expect(screen.queryByLabelText("Temperatures")).toBeNull();
  expect(screen.queryByLabelText("Relation temperature")).not.toBeNull();
  const prepared = engine.sent("prepare").at(-1);
  expect(prepared?.config.method.id).toBe("relational");
});

test("shows advanced settings on demand", async () => {
  await openLab();
  expect(screen.queryByLabelText("Weight decay")).toBeNull();
  fireEvent.click(field("Show all settings"));
  expect(screen.getByLabelText("Weight decay")).toBeTruthy();
});

test("names backend and adapter", async () => {
  await openLab();
  expect(screen.getByText("WebAssembly")).toBeTruthy();
  expect(screen.getByText("SIMD, 1 thread")).toBeTruthy();
  expect(screen.getByText(/WebGPU: no adapter/)).toBeTruthy();
});

test("shows what is loaded, and how much of it, before there is anything else", async () => {
  const { engine, lab } = await openLab();
  lab.restart();
  await passing(0);
  act(() => {
    engine.emit({
      type: "progress",
      task: "pack",
      label: "emoji8",
      done: 1_200_000,
      total: 2_700_000,
      unit: "bytes",
    });
  });
  await passing(300);
  expect(screen.getByText("emoji8: 1.2 MB of 2.7 MB")).toBeTruthy();
});

test("offers a restart when the worker dies", async () => {
  const { engine } = await openLab();
  await act(() => vi.dynamicImportSettled());
  act(() => engine.die("worker: gone"));
  expect(screen.getByRole("alert").textContent).toMatch(
    /The engine stopped without a word.*worker: gone/,
  );
  expect(button("Train").disabled).toBe(true);
  fireEvent.click(button("Restart the engine"));
  await passing(0);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(engine.sent("init")).toHaveLength(2);
});

test("tells what a link asked for and could not have", async () => {
  await openLab("?preset=imagenet");
  const issues = screen.getByRole("region", { name: "About this link" });
  expect(issues.textContent).toMatch(/no preset “imagenet”/);
  fireEvent.click(button("Put away"));
  expect(screen.queryByRole("region", { name: "About this link" })).toBeNull();
});

test("obeys its keys, but not while someone types or has switched them off", async () => {
  const { engine } = await openLab();
  fireEvent.keyDown(field("Width"), { key: " " });
  fireEvent.keyDown(document.body, { key: "." });
  await passing(0);
  expect(engine.sent("start")).toHaveLength(0);
  expect(engine.sent("step")).toHaveLength(1);
  fireEvent.keyDown(document.body, { key: " " });
  await passing(0);
  expect(engine.sent("start")).toHaveLength(1);

  fireEvent.keyDown(document.body, { key: "?" });
  await act(() => vi.dynamicImportSettled());
  fireEvent.click(field("These keys work outside text fields"));
  fireEvent.click(button("Close"));
  fireEvent.keyDown(document.body, { key: "." });
  await passing(0);
  expect(engine.sent("step")).toHaveLength(1);
});

test("shows progress in the tab's title", async () => {
  const { engine } = await openLab();
  act(() => engine.emitState("running", 100));
  expect(document.title).toBe("25 % · CosPress Lab");
  act(() => engine.emitState("finished", 400));
  expect(document.title).toBe("Finished · CosPress Lab");
});

test("lets the browser ask before a run is lost by leaving", async () => {
  const { engine } = await openLab();
  const leave = () => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(leave()).toBe(false);
  act(() => engine.emitState("running", 10));
  expect(leave()).toBe(true);
  act(() => engine.emitState("finished", 400));
  expect(leave()).toBe(false);
});

test("browses the images of a class and split", async () => {
  const { engine } = await openLab();
  engine.answer("browse", () => ({
    n: 2,
    height: 1,
    width: 1,
    rgba: new Uint8ClampedArray(8),
    labels: Uint8Array.of(0, 2),
    domains: new Uint8Array(),
    total: 2,
  }));
  fireEvent.click(button("Browse images"));
  await act(() => vi.dynamicImportSettled());
  await passing(0);
  const dialog = screen.getByRole("dialog", { name: "Images" });
  expect(within(dialog).getByText("1 to 2 of 2")).toBeTruthy();
  expect(within(dialog).getByRole("img", { name: "flags" })).toBeTruthy();
  fireEvent.change(field("Class"), { target: { value: "2" } });
  await passing(0);
  expect(engine.sent("browse").at(-1)).toMatchObject({
    pack: "emoji8",
    split: "train",
    classIndex: 2,
    offset: 0,
  });
});

test("About cites the paper and says what is smaller and that nothing leaves", async () => {
  await openLab();
  fireEvent.click(button("About"));
  await act(() => vi.dynamicImportSettled());
  const about = screen.getByRole("dialog", { name: "About CosPress Lab" });
  expect(about.textContent).toMatch(/Mannix, Hodgkinson and Bondell/);
  expect(about.textContent).toMatch(/arXiv:2411.15239/);
  expect(about.textContent).toMatch(/What is smaller here/);
  expect(about.textContent).toMatch(/No image, number or setting leaves it/);
});

test("each panel says in words what it shows once there is an evaluation", async () => {
  const { engine } = await openLab();
  const measured = (accuracy: number): EmbeddingEvaluation => {
    const angles = {
      pearson: accuracy,
      spearman: accuracy,
      meanErrorDegrees: 12,
      n: 1225,
    };
    const near = { auroc: 0.8, fpr95: 0.5, nId: 300, nOod: 100 };
    return {
      knn: { accuracy, n: 300, bank: 2500 },
      angles,
      trainingAngles: angles,
      ood: { near, far: null, sets: { "class:food-drink": near } },
    };
  };
  act(() =>
    engine.emit({
      type: "evaluation",
      runId: engine.runId(),
      evaluation: {
        step: 0,
        subset: true,
        teacher: measured(0.9),
        compressed: measured(0.7),
        student: measured(0.25),
      },
    }),
  );
  await passing(6000);
  const figure = (name: string) =>
    screen.getByRole("figure", { name }).textContent;
  expect(figure("Accuracy and agreement")).toMatch(
    /kNN accuracy 25\.0.%.*teacher 90\.0.%; 300 held-out images/,
  );
  expect(figure("Known and foreign images")).toMatch(
    /near-OOD AUROC 0\.800, FPR95 50\.0.%; no far-OOD set/,
  );
  expect(figure("Angles between images")).toMatch(
    /student 0\.250 held out \(1,225 pairs\)/,
  );
  expect(figure("Losses")).toMatch(/No step has been made yet/);
});
