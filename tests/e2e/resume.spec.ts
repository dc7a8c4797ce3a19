/** No run is lost: over a reload, the death of the engine, and beside another tab. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { LabPage, labPath, TINY } from "./labPage.ts";

const RUN = {
  ...TINY,
  "data.views": 3,
  "optimiser.steps": 8,
  "evaluation.every": 4,
};

test("a run goes on after a reload and after its engine was killed, with the curve of one that was not disturbed", async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", RUN));
  await lab.button("Train").click();
  await expect(lab.status).toContainText("finished", { timeout: 120_000 });
  const undisturbed = await lab.losses();
  await lab.button("Reset").click();
  await expect(lab.status).toContainText("idle, step 0");

  for (let i = 0; i < 3; i++) await lab.takeStep();
  const offer = page.getByRole("region", { name: "Interrupted runs" });
  const other = new LabPage(await context.newPage());
  await other.open(labPath("wasm", RUN));
  await expect(
    other.page.getByRole("region", { name: "Interrupted runs" }),
  ).toContainText("Another tab of this browser has the run of these settings");
  await other.page.close();

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(offer).toContainText("kept as of step 3 of 8");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await lab.button("Go on from step 3").click();
  await expect(lab.status).toContainText("paused, step 3 of 8");
  await expect(offer).toBeHidden();
  expect(await lab.losses()).toEqual(undisturbed.slice(0, 3));

  await lab.takeStep();
  await expect
    .poll(() => page.evaluate(countSaves), { intervals: [100] })
    .toBe(2);
  await page.workers()[0]!.evaluate(() => self.close());
  await expect(page.getByRole("alert")).toContainText(
    "The engine stopped without a word.",
  );
  await lab.button("Go on from step 4").click();
  await expect(lab.status).toContainText("paused, step 4 of 8");
  await lab.button("Resume").click();
  await expect(lab.status).toContainText("finished", { timeout: 120_000 });
  expect(await lab.losses()).toEqual(undisturbed);
  expect(await page.evaluate(countSaves)).toBe(0);
  // The undisturbed run, and one line for the one that was cut off twice.
  await page.getByRole("tab", { name: "Runs", exact: true }).click();
  const lines = page
    .getByRole("region", { name: "Table of runs" })
    .getByRole("row", { name: /8 of 8/ });
  await expect(lines).toHaveCount(2);
  await expect(page.getByRole("row", { name: /[1-7] of 8/ })).toHaveCount(0);
  expect(lab.problems).toEqual([]);
});

/** Slots that are filled. */
async function countSaves(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open("cospress-lab-checkpoints");
    opening.onsuccess = () => resolve(opening.result);
  });
  const counting = database.transaction("slots").objectStore("slots").count();
  return new Promise((resolve) => {
    counting.onsuccess = () => {
      database.close();
      resolve(counting.result);
    };
  });
}
