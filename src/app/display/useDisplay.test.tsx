import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useDisplay } from "./useDisplay.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** A system that asks for these. */
const systemAsks = (...queries: string[]) =>
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: queries.includes(query),
  }));
const open = () => renderHook(() => useDisplay(false)).result;
const shown = () => ({ ...document.documentElement.dataset });

test("charts are as calm as the system asks, until somebody chooses", () => {
  systemAsks("(prefers-reduced-motion: reduce)");
  const display = open();
  expect(display.current[0]).toMatchObject({
    ...{ isCalm: true, isHighContrast: false },
  });
  expect(shown()).toEqual({ motion: "calm" });
  act(() => display.current[1]({ isCalm: false }));
  expect(shown()).toEqual({});
  cleanup();
  // The choice stays, whatever the system asks.
  expect(open().current[0].isCalm).toBe(false);
});

test("a choice is remembered on its own, and works without storage", () => {
  systemAsks();
  const display = open();
  act(() => display.current[1]({ isHighContrast: true }));
  act(() => display.current[1]({ isCalm: true }));
  expect(shown()).toEqual({ contrast: "more", motion: "calm" });
  cleanup();
  const again = open().current[0];
  expect(again).toMatchObject({ isHighContrast: true, isCalm: true });

  vi.stubGlobal("localStorage", {
    ...localStorage,
    getItem() {
      throw new DOMException("forbidden", "SecurityError");
    },
    setItem() {
      throw new DOMException("forbidden", "SecurityError");
    },
    clear() {},
  });
  cleanup();
  const forbidden = open();
  expect(forbidden.current[0].isCalm).toBe(false);
  act(() => forbidden.current[1]({ isCalm: true }));
  expect(shown()).toMatchObject({ motion: "calm" });
});
