// @vitest-environment jsdom
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
  within,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChartFigure } from "./ChartFigure.tsx";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const TABLE = {
  columns: ["step", "total", "set"],
  rows: [
    [1, 4.56789, "near"],
    [2000, 0.0123456, "far"],
  ],
};

function figureSaying(summary: string) {
  return (
    <ChartFigure
      title="Losses"
      caption="What is made small."
      summary={summary}
      table={TABLE}
      fixedHeight={200}
    >
      <p>the chart</p>
    </ChartFigure>
  );
}

test("is a figure named by its title, with caption and summary", () => {
  render(figureSaying("Step 3: total 1.5."));
  const figure = screen.getByRole("figure", { name: "Losses" });
  expect(within(figure).getByText("What is made small.")).toBeTruthy();
  expect(within(figure).getByText("Step 3: total 1.5.")).toBeTruthy();
});

test("shows its numbers as a data table on request", () => {
  render(figureSaying(""));
  expect(screen.queryByRole("table")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Table of Losses" }));
  const table = screen.getByRole("table", { name: "Losses" });
  const texts = within(table)
    .getAllByRole("row")
    .map((row) => [...row.children].map((cell) => cell.textContent));
  expect(texts).toEqual([
    ["step", "total", "set"],
    ["1", "4.568", "near"],
    ["2000", "0.0123", "far"],
  ]);
  expect(within(table).getAllByRole("columnheader")).toHaveLength(3);
  expect(within(table).getAllByRole("rowheader")).toHaveLength(2);
});

test("passes on a new summary at most every five seconds, the last one always", () => {
  const { rerender } = render(figureSaying("one"));
  const shown = () =>
    ["one", "two", "three", "four"].find((text) => screen.queryByText(text));
  rerender(figureSaying("two"));
  act(() => void vi.advanceTimersByTime(1));
  expect(shown()).toBe("two");
  rerender(figureSaying("three"));
  act(() => void vi.advanceTimersByTime(3000));
  rerender(figureSaying("four"));
  act(() => void vi.advanceTimersByTime(1900));
  expect(shown()).toBe("two");
  act(() => void vi.advanceTimersByTime(200));
  expect(shown()).toBe("four");
});

test("speaks its summary only while one is in the figure", () => {
  render(figureSaying("one"));
  const summary = screen.getByText("one");
  expect(summary.getAttribute("aria-live")).toBe("off");
  fireEvent.focus(screen.getByRole("button", { name: /Table/ }));
  expect(summary.getAttribute("aria-live")).toBe("polite");
});

test("covers the page where there is no full screen, until Escape", () => {
  render(figureSaying(""));
  const button = screen.getByRole("button", { name: "Full screen: Losses" });
  fireEvent.click(button);
  expect(button.getAttribute("aria-pressed")).toBe("true");
  fireEvent.keyDown(document, { key: "Escape" });
  expect(button.getAttribute("aria-pressed")).toBe("false");
});
