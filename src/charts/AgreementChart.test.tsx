// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AgreementChart } from "./AgreementChart.tsx";

afterEach(cleanup);

const POINTS = [
  {
    step: 0,
    knn: 0.2,
    angleError: 40,
    pearsonHeldOut: NaN,
    pearsonTraining: 0.15,
  },
  {
    step: 50,
    knn: 0.523,
    angleError: 18.25,
    pearsonHeldOut: 0.41,
    pearsonTraining: 0.5,
  },
];

test("reads out every measure of an evaluation in its unit", () => {
  render(
    <AgreementChart
      points={POINTS}
      teacher={{ knn: 0.684 }}
      totalSteps={400}
    />,
  );
  const cursor = screen.getByRole("slider");
  const text = () =>
    cursor.getAttribute("aria-valuetext")?.replaceAll("\u00a0", " ");
  expect(text()).toBe(
    "step 50: kNN accuracy student 52.3 %, Angle error student 18.3°, Correlation held out 0.410, training 0.500",
  );
  fireEvent.keyDown(cursor, { key: "Home" });
  expect(text()).toContain("held out –, training 0.150");
});

test("names the teacher's accuracy as the line to reach, where it is known", () => {
  const label = () => screen.queryByText(/^teacher 68/);
  const { rerender } = render(
    <AgreementChart
      points={POINTS}
      teacher={{ knn: 0.684 }}
      totalSteps={400}
    />,
  );
  expect(label()).toBeTruthy();
  rerender(<AgreementChart points={POINTS} teacher={null} totalSteps={400} />);
  expect(label()).toBeNull();
});
