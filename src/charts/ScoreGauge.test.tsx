import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ScoreGauge, shareBelow } from "./ScoreGauge.tsx";

afterEach(cleanup);

const idScores = Float32Array.from({ length: 20 }, (_, i) => 0.5 + i / 40);

test("says whether the image counts as known, and how many known ones score lower", () => {
  const { rerender } = render(
    <ScoreGauge
      role="student"
      score={0.75}
      idScores={idScores}
      threshold={0.6}
    />,
  );
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "student: score 0.750, threshold 0.600; 50\u00a0% of known images score lower, so it counts as known",
  );
  rerender(
    <ScoreGauge
      role="teacher"
      score={0.2}
      idScores={idScores}
      threshold={0.6}
    />,
  );
  expect(screen.getByRole("img").getAttribute("aria-label")).toMatch(
    /^teacher: .*counts as foreign$/,
  );
  expect(screen.getByText("counts as foreign")).toBeTruthy();
  expect(shareBelow([], 1)).toBe(0);
});
