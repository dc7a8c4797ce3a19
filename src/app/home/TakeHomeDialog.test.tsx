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
