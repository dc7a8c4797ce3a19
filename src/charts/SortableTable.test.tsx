import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { SortableTable, type SortableColumn } from "./SortableTable.tsx";

afterEach(cleanup);

const column = (
  key: string,
  first: SortableColumn["first"],
): SortableColumn => ({
  ...{ key, label: key, title: key, first },
  format: (value) => value.toFixed(1),
});
const row = (key: string, values: (number | null)[], note?: string) => ({
  ...{ key, name: key, sortName: key, values },
  ...(note !== undefined && { note }),
});

const names = () =>
  screen.getAllByRole("rowheader").map((cell) => cell.textContent);

test("sorts by a column, the better end first, then the other way round; rows without a value stay last", () => {
  render(
    <SortableTable
      caption="Numbers"
      nameLabel="row"
      groups={[
        {
          label: "all",
          columns: [column("score", "highest"), column("error", "lowest")],
        },
      ]}
      rows={[
        row("odd", [], "not for these"),
        row("a", [1, 9]),
        row("none", [null, 5]),
        row("b", [3, 7]),
      ]}
    />,
  );
  expect(names()).toEqual(["odd", "a", "none", "b"]);
  const press = (name: string) =>
    fireEvent.click(screen.getByRole("button", { name }));
  press("score");
  expect(names()).toEqual(["b", "a", "odd", "none"]);
  press("score");
  expect(names()).toEqual(["a", "b", "odd", "none"]);
  press("error");
  expect(names()).toEqual(["none", "b", "a", "odd"]);
  const head = screen.getByRole("columnheader", { name: "error" });
  expect(head.getAttribute("aria-sort")).toBe("ascending");
  expect(screen.getByText("not for these")).toBeTruthy();
});
