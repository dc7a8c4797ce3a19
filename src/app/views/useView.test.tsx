import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
} from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSettingsStore } from "../../store/settingsStore.ts";
import { readView } from "../../store/address.ts";
import { readUrl } from "../../store/urlState.ts";
import { useView } from "./useView.ts";
import { ViewTabs } from "./ViewTabs.tsx";

beforeEach(() => history.replaceState(null, "", "/?backend=wasm"));
afterEach(cleanup);

const settings = createSettingsStore(readUrl("https://lab.example/"));

function Tabs() {
  const [view, show] = useView(settings);
  return <ViewTabs view={view} onChoose={show} />;
}

const tab = (name: string) => screen.getByRole("tab", { name });
const chosen = () => screen.getByRole("tab", { selected: true }).textContent;

/** Goes one entry back and waits for the page to be told. */
const goBack = () =>
  act(
    () =>
      new Promise<void>((resolve) => {
        addEventListener("popstate", () => resolve(), { once: true });
        history.back();
      }),
  );

test("a tab shows its view and names it in the address, and Back undoes it", async () => {
  render(<Tabs />);
  expect(chosen()).toBe("Overview");
  fireEvent.click(tab("OOD"));
  fireEvent.click(tab("Accuracy"));
  expect(chosen()).toBe("Accuracy");
  expect(readView(location.href)).toBe("accuracy");
  await goBack();
  expect(chosen()).toBe("OOD");
  await goBack();
  expect(chosen()).toBe("Overview");
});

test("Back keeps the settings in force, not those of the older entry", async () => {
  render(<Tabs />);
  fireEvent.click(tab("OOD"));
  settings.edit("seed", 42);
  await goBack();
  expect(chosen()).toBe("Overview");
  await vi.waitFor(() => expect(readUrl(location.href).config.seed).toBe(42));
});

test("arrow keys move the focus round and show nothing yet", () => {
  render(<Tabs />);
  tab("Overview").focus();
  fireEvent.keyDown(tab("Overview"), { key: "ArrowLeft" });
  expect(document.activeElement).toBe(tab("Learn"));
  fireEvent.keyDown(tab("Learn"), { key: "ArrowRight" });
  fireEvent.keyDown(tab("Overview"), { key: "ArrowRight" });
  expect(document.activeElement).toBe(tab("Angles"));
  expect(chosen()).toBe("Overview");
  expect(
    screen.getAllByRole("tab").filter((each) => each.tabIndex === 0),
  ).toEqual([tab("Overview")]);
});
