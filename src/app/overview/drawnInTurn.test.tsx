import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PanelBoundary } from "../PanelBoundary.tsx";
import { drawnInTurn } from "./drawnInTurn.tsx";

/** Tasks that were asked for and have not begun. */
let tasks: (() => void)[] = [];

beforeEach(() => {
  tasks = [];
  vi.stubGlobal("setTimeout", (task: () => void) => tasks.push(task));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const settled = () => act(async () => {});
async function nextTask(): Promise<void> {
  await settled();
  await act(async () => tasks.shift()?.());
}

test("draws charts that arrive together one task after the other", async () => {
  const A = drawnInTurn(() => Promise.resolve(() => <p>chart A</p>));
  const B = drawnInTurn(() => Promise.resolve(() => <p>chart B</p>));
  const { container } = render(
    <>
      <A />
      <B />
    </>,
  );
  expect(container.textContent).toBe("");
  await nextTask();
  expect(container.textContent).toBe("chart A");
  await nextTask();
  expect(container.textContent).toBe("chart Achart B");
});

test("hands on its props, and is there at once when it is drawn again", async () => {
  const Chart = drawnInTurn(() =>
    Promise.resolve(({ step }: { step: number }) => <p>step {step}</p>),
  );
  const { rerender, unmount, container } = render(<Chart step={1} />);
  await nextTask();
  rerender(<Chart step={2} />);
  expect(container.textContent).toBe("step 2");
  unmount();
  render(<Chart step={3} />);
  expect(screen.getByText("step 3")).toBeTruthy();
});

test("a chart that cannot be loaded breaks its panel, and is loaded again when asked", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const load = vi
    .fn<() => Promise<() => React.JSX.Element>>()
    .mockRejectedValueOnce(new Error("no network"))
    .mockResolvedValue(() => <p>chart</p>);
  const Chart = drawnInTurn(load);
  render(
    <PanelBoundary name="Losses">
      <Chart />
    </PanelBoundary>,
  );
  await settled();
  expect(screen.getByRole("alert").textContent).toContain("no network");
  act(() => screen.getByRole("button", { name: "Draw again" }).click());
  await nextTask();
  expect(screen.getByText("chart")).toBeTruthy();
});
