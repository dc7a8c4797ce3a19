// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { LossChart, lossRows, type LossPoint } from "./LossChart.tsx";

afterEach(cleanup);

function pointAt(step: number, total: number): LossPoint {
  return { step, total, global: 2, local: 1, feature: 0.5, classToken: 0.25 };
}
const POINTS = [pointAt(1, 8), pointAt(10, 4), pointAt(20, 2)];

describe("the rows of the loss chart", () => {
  test("carry the exact values and, with smoothing, a smoothed copy", () => {
    const [first, second] = lossRows(POINTS, "linear", 0.9, 300);
    expect(first).toMatchObject({ total: 8, "total smoothed": 8 });
    const kept = 0.9 ** 9;
    expect(second?.["total"]).toBe(4);
    expect(second?.["total smoothed"]).toBeCloseTo(
      kept * 8 + (1 - kept) * 4,
      12,
    );
  });

  test("leave a gap where a logarithm has no value", () => {
    const rows = lossRows([pointAt(1, 0), pointAt(2, NaN)], "log", 0, 10);
    expect(rows.map((row) => row["total"])).toEqual([null, null]);
    expect(lossRows([pointAt(1, 0)], "linear", 0, 10)[0]?.["total"]).toBe(0);
  });
});

describe("the loss chart", () => {
  const chart = (points: readonly LossPoint[]) => (
    <LossChart points={points} scale="log" smoothing={0} totalSteps={40} />
  );

  test("says what it waits for before the first step", () => {
    render(chart([]));
    expect(
      screen.getByText("The first losses appear after the first step."),
    ).toBeTruthy();
    expect(screen.queryByRole("slider")).toBeNull();
  });

  test("reads out the last step, and any other by arrow keys", () => {
    render(chart(POINTS));
    const cursor = screen.getByRole("slider");
    expect(cursor.getAttribute("aria-valuetext")).toBe(
      "step 20: total 2.000, global 2.000, local 1.000, feature 0.5000, class token 0.2500",
    );
    fireEvent.keyDown(cursor, { key: "Home" });
    expect(cursor.getAttribute("aria-valuetext")).toContain(
      "step 1: total 8.000",
    );
    fireEvent.keyDown(cursor, { key: "ArrowRight" });
    expect(cursor.getAttribute("aria-valuenow")).toBe("10");
    fireEvent.keyDown(cursor, { key: "Escape" });
    expect(cursor.getAttribute("aria-valuenow")).toBe("20");
  });

  test("zooms in around the cursor and out again", () => {
    render(chart(POINTS));
    const cursor = screen.getByRole("slider");
    const ends = () => [
      cursor.getAttribute("aria-valuemin"),
      cursor.getAttribute("aria-valuemax"),
    ];
    expect(ends()).toEqual(["0", "40"]);
    fireEvent.keyDown(cursor, { key: "ArrowLeft" });
    fireEvent.keyDown(cursor, { key: "+" });
    expect(ends()).toEqual(["10", "30"]);
    fireEvent.click(screen.getByRole("button", { name: "Reset zoom" }));
    expect(ends()).toEqual(["0", "40"]);
  });

  test("keeps keys it does not know for the page", () => {
    render(chart(POINTS));
    const cursor = screen.getByRole("slider");
    expect(fireEvent.keyDown(cursor, { key: " " })).toBe(true);
    expect(fireEvent.keyDown(cursor, { key: "ArrowLeft" })).toBe(false);
  });
});
