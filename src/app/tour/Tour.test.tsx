import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Tour } from "./Tour.tsx";
import { tourStops } from "./tourStops.ts";
import { wantsTour } from "./wantsTour.ts";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = (name: string) => screen.getByRole("button", { name });

test("comes by itself once, and only on the bare address", () => {
  expect(wantsTour("https://lab.example/lab/")).toBe(true);
  for (const rest of ["?backend=wasm", "?embed=1", "#s=2.abc", "?view=learn"]) {
    expect(wantsTour(`https://lab.example/${rest}`)).toBe(false);
  }
  render(<Tour takesFocus={false} onEnd={() => {}} />);
  expect(wantsTour("https://lab.example/lab/")).toBe(false);
  expect(wantsTour("https://lab.example/?tour=1")).toBe(true);
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("forbidden");
    },
  });
  expect(wantsTour("https://lab.example/")).toBe(false);
});

test("points at one part after the other, goes back, and ends by Escape", () => {
  const target = document.createElement("div");
  target.setAttribute("role", "group");
  target.setAttribute("aria-label", "Run");
  document.body.append(target);
  const end = vi.fn();
  render(<Tour takesFocus onEnd={end} />);
  expect(document.activeElement).toBe(
    screen.getByRole("dialog", { name: "Tour" }),
  );
  fireEvent.click(button("Next"));
  expect(target.dataset["toured"]).toBe("");
  fireEvent.click(button("Back"));
  expect(target.dataset["toured"]).toBeUndefined();
  for (let i = 1; i < tourStops().length; i++) fireEvent.click(button("Next"));
  expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
  fireEvent.keyDown(document.body, { key: "Escape" });
  fireEvent.click(button("Close"));
  expect(end).toHaveBeenCalledTimes(2);
  target.remove();
});

test("takes less than a minute to read, at 200 words a minute", () => {
  const words = tourStops().flatMap(({ title, text }) =>
    `${title} ${text}`.split(" "),
  );
  expect((60 * words.length) / 200).toBeLessThan(60);
});
