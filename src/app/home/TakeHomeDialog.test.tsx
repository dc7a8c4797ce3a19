import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import { presetById } from "../../protocol/presets.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { TakeHomeDialog } from "./TakeHomeDialog.tsx";

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});
afterEach(cleanup);

async function open() {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  lab.connect();
  await act(async () => {
    render(
      <LabProvider lab={lab}>
        <TakeHomeDialog isOpen onClose={() => {}} />
      </LabProvider>,
    );
    await vi.waitFor(() => expect(engine.sent("prepare")).toHaveLength(1));
  });
  return { lab, engine };
}

async function openFile(value: unknown) {
  const text = JSON.stringify(value);
  const file = new File([text], "mine.json");
  file.text = async () => text;
  await act(async () => {
    fireEvent.change(screen.getByLabelText("Settings file"), {
      target: { files: [file] },
    });
    await Promise.resolve();
  });
}

test("takes settings from a file, or names what is wrong with them and keeps the form", async () => {
  const { lab, engine } = await open();
  act(() => engine.emitState("idle", 0));
  const { config } = presetById("emoji-quick");
  const heads = { ...config.student, width: 48, heads: 5 };
  await openFile({ ...config, student: heads });
  expect(screen.getByText("student.heads")).toBeTruthy();
  expect(lab.settings.getState().config).toEqual(config);
  const good = { ...config, seed: 7, student: { ...heads, heads: 4 } };
  await openFile(good);
  screen.getByText("The form has the settings of mine.json now.");
  expect(lab.settings.getState().config).toEqual(good);
});

test("says why no files can be made, and lists those that were", async () => {
  const { engine } = await open();
  act(() => engine.emitState("paused", 12));
  const button = screen.getByRole("button", { name: /Make the files of step/ });
  await act(async () => {
    fireEvent.click(button);
    await Promise.resolve();
  });
  await screen.findByText("fake: no take-home");
  engine.answer("take-home", () => ({
    result: { history: [{ step: 12 }] } as never,
    files: { "student.onnx": new Uint8Array(2048), "README.md": "card" },
  }));
  await act(async () => {
    fireEvent.click(button);
    await Promise.resolve();
  });
  await screen.findByText("Made of step 12.");
  for (const name of ["student.onnx", "README.md", "result.json"]) {
    screen.getByRole("button", { name: `Save ${name}` });
  }
});

async function openStudent(file: File) {
  file.arrayBuffer = async () => new ArrayBuffer(3);
  await act(async () => {
    fireEvent.change(screen.getByLabelText("Student files"), {
      target: { files: [file] },
    });
    await Promise.resolve();
  });
}

test("opens a student to measure it or to train on, with its own settings where they fit", async () => {
  const { lab, engine } = await open();
  act(() => engine.emitState("idle", 0));
  const file = new File(["abc"], "mine.zip");
  await openStudent(file);
  await screen.findByText("fake: no read-student");
  expect(engine.sent("prepare")).toHaveLength(1);

  const { config } = presetById("emoji-quick");
  const student = { ...config.student, width: 24 };
  const own = { ...config, seed: 11, student };
  const origin = { file: "mine.zip", step: 9, hasHead: true };
  engine.answer("read-student", () => ({
    origin: { ...origin, sha256: "0123456789abcdef" },
    ...{ student, config: own },
  }));
  await openStudent(file);
  await screen.findByText(/mine\.zip of step 9, with its head/);
  screen.getByText(/^Settings: those of the run that saved it\./);
  act(() => engine.emitState("running", 3));
  const measure = screen.getByRole("button", { name: "Measure it" });
  expect(measure).toHaveProperty("disabled", true);
  act(() => engine.emitState("idle", 0));
  await act(async () => {
    fireEvent.click(measure);
    await Promise.resolve();
  });
  const prepared = engine.sent("prepare").at(-1);
  expect(prepared?.config).toEqual(own);
  expect(prepared?.from?.map(({ name }) => name)).toEqual(["mine.zip"]);
  expect(lab.settings.getState().config.seed).toBe(11);
  await act(async () => {
    engine.emitState("idle", 0);
    await Promise.resolve();
  });
  expect(engine.sent("measure")).toHaveLength(1);

  engine.answer("read-student", () => ({
    origin: { ...origin, sha256: "0123456789abcdef" },
    student,
    config: { ...own, data: { ...own.data, pack: "gone", heldOut: [] } },
  }));
  await openStudent(file);
  await screen.findByText(/^Settings: those of the form, .*\(data\.pack: /);
});
