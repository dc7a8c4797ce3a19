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
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import {
  createNotebook,
  type Notebook,
} from "../../store/notebook/notebook.ts";
import { createMemoryNotebook } from "../../store/notebook/notebookStorage.ts";
import { keptRunOf } from "../../store/keptRun.ts";
import { runBody } from "../../store/notebook/runRecord.ts";
import { keptRun, runOf } from "../../store/notebook/runs.fixture.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { RunKeeper } from "./RunKeeper.tsx";
import { RunsView } from "./RunsView.tsx";

configure({ defaultHidden: true });

let opened: Notebook;
vi.mock("./notebookOf.ts", () => ({ notebookOf: async () => opened }));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
afterEach(cleanup);

/** The view of a notebook with the first `count` runs. */
async function openView(count: number, { query = "", limitBytes = 1e9 } = {}) {
  const storage = createMemoryNotebook();
  for (let number = 1; number <= count; number++) {
    const { summary, body } = keptRun(number);
    await storage.write(summary, body);
  }
  const body = vi.spyOn(storage, "body");
  opened = createNotebook(storage, { limitBytes });
  await opened.refresh();
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl(`https://lab.example/${query}`)),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  const onShowRuns = vi.fn();
  await act(async () => {
    render(
      <LabProvider lab={lab}>
        <RunKeeper onShowRuns={onShowRuns} />
        <RunsView onShowRun={() => undefined} />
      </LabProvider>,
    );
    await Promise.resolve();
  });
  return { lab, body, onShowRuns, engine };
}

const lines = () => screen.getAllByRole("checkbox", { name: /^(Draw|Mark) / });
const press = (name: string | RegExp) =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
    await Promise.resolve();
  });

test("says what will come where there is nothing yet", async () => {
  const { body } = await openView(0);
  expect(screen.getByText("No runs yet")).toBeTruthy();
  expect(screen.getByText(/of at most 1.0.GB/)).toBeTruthy();
  expect(body).not.toHaveBeenCalled();
});

test("makes fifty lines of sixty runs and reads the bodies of those drawn alone", async () => {
  const { body } = await openView(60);
  expect(lines()).toHaveLength(50);
  expect(body.mock.calls.map(([id]) => id)).toEqual(["id-60", "id-59"]);
  await press("Show 10 more of 60");
  expect(lines()).toHaveLength(60);
  await act(async () => {
    fireEvent.click(lines()[5]!);
    await Promise.resolve();
  });
  expect(body.mock.calls.map(([id]) => id)).toEqual([
    ...["id-60", "id-59", "id-55"],
  ]);
});

test("each line has its change, its measures and their sample sizes", async () => {
  await openView(3);
  const row = screen.getAllByRole("row")[1]!;
  expect(row.textContent).toMatch(/Seed 2 → 3/);
  expect(row.textContent).toMatch(/20 of 20finished/);
  expect(row.textContent).toMatch(/\d\.\d.%300 images, subset/);
  expect(row.textContent).toMatch(/°1,225 pairs/);
  expect(row.textContent).toMatch(/0\.\d{3}300 \+ 100/);
});

test("the time line takes all drawn runs to its step", async () => {
  const { lab } = await openView(2);
  const reading = () =>
    screen
      .getByRole("slider", { name: /^kNN accuracy of runs/ })
      .getAttribute("aria-valuetext")!;
  expect(reading()).toMatch(/^step 20: .* 46.7.%, .* 46.7.%$/);
  const { summary } = keptRun(9);
  const run = runOf(20, 3);
  const body = runBody(summary.id, run.peek(), run.history());
  act(() => lab.timeline.open(keptRunOf(summary, body, null)!));
  act(() => lab.timeline.show(12));
  expect(reading()).toMatch(/^step 12: .* 33.3.%, .* 33.3.%$/);
  act(() => lab.timeline.close());
  expect(reading()).toMatch(/^step 20: /);
});

test("a new name goes where the run is mentioned", async () => {
  await openView(2);
  const name = opened.getState().runs![1]!.name;
  await press(name);
  const field = screen.getByLabelText("Name");
  await act(async () => {
    fireEvent.change(field, { target: { value: "the plain one" } });
    fireEvent.blur(field);
    await Promise.resolve();
  });
  expect(screen.getByRole("button", { name: "the plain one" })).toBeTruthy();
  // A name that is emptied stays.
  await act(async () => {
    const again = screen.getByLabelText("Name");
    fireEvent.change(again, { target: { value: " " } });
    fireEvent.blur(again);
    await Promise.resolve();
  });
  expect(opened.getState().runs![1]!.name).toBe("the plain one");
});

test("puts a run's settings into the form, but not while a run is under way", async () => {
  const { lab, engine } = await openView(1);
  lab.connect();
  await act(async () => {
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(1));
  });
  lab.edit("student.width", 32);
  await press(opened.getState().runs![0]!.name);
  await press("Use its settings");
  expect(lab.settings.getState().config.student.width).toBe(64);
  expect(screen.getByText("The form has these settings now.")).toBeTruthy();
  act(() => engine.emitState("running", 5));
  expect(
    screen.getByRole<HTMLButtonElement>("button", { name: "Use its settings" })
      .disabled,
  ).toBe(true);
});

test("deletes after asking, and nothing when told to keep", async () => {
  await openView(3);
  await press(opened.getState().runs![0]!.name);
  await press("Delete");
  const dialog = () => screen.getByRole("dialog", { name: /^Delete .* 3\?$/ });
  fireEvent.click(within(dialog()).getByRole("button", { name: "Keep it" }));
  expect(lines()).toHaveLength(3);
  await press("Delete");
  await press("Delete the run");
  expect(lines()).toHaveLength(2);
});

test("a full notebook says so and leads to what can be deleted", async () => {
  const { bytes } = keptRun(1).summary;
  const { onShowRuns } = await openView(2, { limitBytes: 2.5 * bytes });
  const third = keptRun(3);
  await act(() => opened.put(third.summary, third.body));
  const notice = screen.getByRole("region", { name: "About the run notebook" });
  expect(notice.textContent).toMatch(
    /this run is not kept\. Nothing is deleted/,
  );
  await press("Choose what to delete");
  expect(onShowRuns).toHaveBeenCalled();
  expect(screen.queryByRole("region", { name: "About the run notebook" })).toBe(
    null,
  );
  await press("Delete several");
  fireEvent.click(lines()[0]!);
  await press(/^Delete 1 marked/);
  await press("Delete the run");
  expect(await opened.put(third.summary, third.body)).toBe("kept");
});
