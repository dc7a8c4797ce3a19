import { expect, test } from "vitest";
import { tableCsv } from "./csv.ts";

test("quotes what would be read as the end of a cell, and keeps every digit", () => {
  const columns = ["class", 'say "hi", twice'];
  const rows = [
    ["a,b", 1 / 3],
    ["two\nlines", Number.NaN],
  ];
  expect(tableCsv({ columns, rows })).toBe(
    'class,"say ""hi"", twice"\r\n"a,b",0.3333333333333333\r\n"two\nlines",\r\n',
  );
});
