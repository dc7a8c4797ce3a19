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
import { createNotebook } from "../../store/notebook/notebook.ts";
import { createMemoryNotebook } from "../../store/notebook/notebookStorage.ts";
import { keptRun } from "../../store/notebook/runs.fixture.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readView } from "../../store/address.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { LinkedStep } from "../LinkedStep.tsx";
import { Part } from "../Part.tsx";
import { Setup } from "../setup/Setup.tsx";
import { ShareDialog } from "./ShareDialog.tsx";

configure({ defaultHidden: true });

const notebook = createNotebook(createMemoryNotebook());
vi.mock("../notebook/notebookOf.ts", () => ({
  notebookOf: async () => notebook,
}));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});
afterEach(cleanup);

async function open(query: string, children: React.ReactNode) {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl(`https://lab.example/${query}`)),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  lab.connect();
  await act(async () => {
    render(<LabProvider lab={lab}>{children}</LabProvider>);
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(1));
    await Promise.resolve();
  });
  return { lab, engine };
}

const field = (label: string | RegExp) =>
  screen.getByLabelText<HTMLInputElement>(label);

test("settings that a link locks are shown with the reason, others are open, hidden ones are gone", async () => {
  await open(
    "?lock=student,seed&hide=optimiser,student.patch",
    <Setup
      currentHref={() => Promise.resolve("")}
      onOwnImages={() => {}}
      onOwnTeacher={() => {}}
    />,
  );
  expect(field("Width").disabled).toBe(true);
  expect(field("Method").disabled).toBe(false);
  expect(field("Preset").disabled).toBe(true);
  expect(
    screen.getByRole<HTMLButtonElement>("button", { name: "New seed" })
      .disabled,
  ).toBe(true);
  // Once for all of them, and of each that a screen reader comes to.
  const reason = screen.getByText(/fixed by the link or lesson/i);
  expect(field("Width").getAttribute("aria-describedby")).toContain(reason.id);
  expect(field("Method").getAttribute("aria-describedby")).not.toContain(
    reason.id,
  );
  expect(screen.queryByLabelText("Patch side")).toBeNull();
  expect(screen.queryByLabelText("Learning rate")).toBeNull();
  expect(screen.queryByText("Optimiser")).toBeNull();
});

test("a part that is hidden is not there", async () => {
  await open(
    "?hide=losses",
    <>
      <Part id="losses">first</Part>
      <Part id="scores">second</Part>
    </>,
  );
  expect(screen.queryByText("first")).toBeNull();
  expect(screen.getByText("second")).toBeTruthy();
});

test("runs to the link's step when asked, and not before", async () => {
  const { engine } = await open("?step=30", <LinkedStep />);
  act(() => engine.emitState("idle", 0));
  expect(engine.sent("step")).toHaveLength(0);
  act(() => engine.emitState("paused", 10));
  fireEvent.click(screen.getByRole("button", { name: "Run to step 30" }));
  expect(engine.sent("step")).toMatchObject([{ count: 20 }]);
  act(() => engine.emitState("paused", 30));
  expect(screen.queryByRole("button", { name: "Run to step 30" })).toBeNull();
});

test("the shared link follows what is ticked", async () => {
  const { summary, body } = keptRun(1);
  await notebook.put(summary, body);
  const { lab } = await open(
    "?backend=cpu",
    <ShareDialog view="runs" isOpen onClose={() => {}} />,
  );
  const href = () => field("Link").value;
  expect(readView(href())).toBe("runs");
  expect(href()).not.toContain("backend");
  fireEvent.click(field(/^This view/));
  expect(readView(href())).toBe("overview");
  act(() => lab.settings.edit("seed", 9));
  expect(readUrl(href()).config.seed).toBe(9);
  fireEvent.click(field("Settings of the 1 drawn run"));
  expect(readUrl(href()).linkedRuns).toMatchObject([{ name: summary.name }]);
  fireEvent.click(field(/^Large type/));
  expect(readUrl(href()).lesson).toMatchObject({
    ...{ isEmbedded: true, hidden: ["setup", "views"] },
  });
  fireEvent.click(field("Setup"));
  fireEvent.click(field("Optimiser"));
  const { lesson, issues } = readUrl(href());
  expect(lesson.hidden).toEqual(["views"]);
  expect(lesson.locked).toContain("optimiser.steps");
  expect(issues).toEqual([]);
  expect(field(/^HTML/).value).toContain(href().replaceAll("&", "&amp;"));
});
