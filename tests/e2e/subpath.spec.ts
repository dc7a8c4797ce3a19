/** The build asks for nothing outside of the folder it is served from, so any static host will do. */
import { expect, test } from "@playwright/test";
import { serve } from "../../scripts/serve.mjs";

test("the same build comes up below a path of its own", async ({ page }) => {
  const site = await serve({ folder: "dist", base: "/lab/" });
  const problems: string[] = [];
  const requested: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) {
      problems.push(`${response.status()} ${response.url()}`);
    }
  });
  page.on("request", (request) => {
    if (request.url().startsWith("http")) requested.push(request.url());
  });
  try {
    await page.goto(site.url);
    await expect(page.getByRole("status").first()).toContainText(
      "idle, step 0 of",
    );
    await expect(
      page.getByRole("button", { name: "Train", exact: true }),
    ).toBeEnabled();
    expect(requested.filter((url) => !url.startsWith(site.url))).toEqual([]);
    for (const part of ["assets/worker-entry-", "packs/", "teachers/"]) {
      expect(
        requested.some((url) => url.startsWith(site.url + part)),
        `${part} is asked for below the base`,
      ).toBe(true);
    }
    expect(problems).toEqual([]);
  } finally {
    await site.close();
  }
});
