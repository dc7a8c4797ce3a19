import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { createFakeEngine } from "../../../tests/support/fakeEngine.ts";
import { EngineError } from "../../protocol/engineError.ts";
import type { VerifiedCase } from "../../protocol/messages.ts";
import { createRunStore } from "../../store/runStore.ts";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readUrl } from "../../store/urlState.ts";
import { createLab } from "../lab.ts";
import { LabProvider } from "../LabContext.tsx";
import { DeviceCheck } from "./DeviceCheck.tsx";

afterEach(cleanup);

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)));

async function verified(answer: () => VerifiedCase[]): Promise<string> {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  engine.answer("verify", answer);
  lab.connect();
  const { container } = render(
    <LabProvider lab={lab}>
      <DeviceCheck />
    </LabProvider>,
  );
  await settled();
  fireEvent.click(screen.getByRole("button", { name: "Verify this device" }));
  await settled();
  return container.textContent ?? "";
}

const RIGHT: VerifiedCase = {
  ...{ title: "AdamW", values: 1700, what: "step 6: pos" },
  ...{ difference: 4.8e-7, tolerance: 2.3e-4, isWithin: true },
};

test("says that all numbers agree, and by how much", async () => {
  const text = await verified(() => [RIGHT]);
  expect(text).toContain("All 1,700 numbers agree, on wasm.");
  expect(text).toContain("AdamWstep 6: posyes4.8e−72.3e−41,700");
});

test("says that a machine is wrong, and what to do", async () => {
  const wrong = { ...RIGHT, difference: 1, isWithin: false };
  expect(await verified(() => [RIGHT, wrong])).toContain(
    "1 of 2 computations are wrong on wasm: do not trust what is trained here, and choose another backend",
  );
});

test("says why it could not be verified", async () => {
  const text = await verified(() => {
    throw new EngineError("network", "golden: cut off");
  });
  expect(text).toContain("It could not be verified: golden: cut off");
});
