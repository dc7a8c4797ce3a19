/** Every lesson from its link to its last task, with the runs that it asks for: what a visitor does, and what the lab then says. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { LESSONS } from "../../src/app/learn/lessons/lessons.ts";
import { LabPage } from "./labPage.ts";

/** One lesson's way. Tasks are ticked in the strip above the views. */
class Pupil {
  readonly lab: LabPage;
  readonly page: Page;
  readonly strip: Locator;
  readonly tasks: number;
  done = 0;

  constructor(lab: LabPage, number: number, tasks: number) {
    this.lab = lab;
    this.page = lab.page;
    this.strip = lab.page.getByRole("region", { name: `Lesson ${number}` });
    this.tasks = tasks;
  }

  /** Waits until the lab says that one more task is done. */
  async ticked(timeout = 30_000): Promise<void> {
    this.done += 1;
    await expect(this.strip).toContainText(`${this.done} of ${this.tasks}`, {
      timeout,
    });
  }

  async train(): Promise<void> {
    await this.lab.button("Train").click();
    await this.ticked(120_000);
    const pause = this.lab.button("Pause");
    if (await pause.isVisible()) await pause.click();
    await expect(this.lab.status).toContainText(/paused|finished|broke/);
  }

  /** The settings of the next task. */
  async setUp(): Promise<void> {
    await this.strip.getByRole("button", { name: /set it up/i }).click();
    await expect(this.lab.status).toContainText("idle, step 0 of");
  }

  async look(view: string): Promise<void> {
    await this.strip.getByRole("button", { name: `Open ${view}` }).click();
    await this.ticked();
  }

  /** Enters the number that a figure says after `before`. */
  async readOff(label: string, figure: string, before: RegExp): Promise<void> {
    const open = this.strip.getByRole("button", { name: "Open Overview" });
    if (await open.isVisible()) await open.click();
    const text = (await this.lab.figure(figure).textContent()) ?? "";
    const found = new RegExp(`${before.source}(\\d+\\.?\\d*)`).exec(text)?.[1];
    const field = this.strip.getByLabel(label);
    await field.fill("12345");
    await field.press("Enter");
    await expect(this.strip).toContainText("Not what the lab holds");
    await field.fill(found ?? "");
    await field.press("Enter");
    await this.ticked();
  }
}

const AGREEMENT = "Accuracy and agreement";
const STUDENT = /student /;

/** What is done in each lesson, after it has been set up. */
const WAYS: Readonly<Record<string, (pupil: Pupil) => Promise<void>>> = {
  async distillation(pupil) {
    await pupil.ticked(60_000);
    await pupil.train();
    await pupil.readOff("kNN accuracy", AGREEMENT, /kNN accuracy /);
    await pupil.page.getByRole("slider", { name: "Step shown" }).fill("0");
    await pupil.ticked();
  },
  async angles(pupil) {
    await pupil.train();
    await pupil.look("Angles");
    await pupil.setUp();
    await pupil.train();
    await pupil.readOff("Angle error", AGREEMENT, /angle error /);
  },
  async head(pupil) {
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.readOff("Angle error", AGREEMENT, /angle error /);
    await pupil.look("Runs");
  },
  async temperatures(pupil) {
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.look("Angles");
  },
  async loss(pupil) {
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.setUp();
    await pupil.lab.takeStep();
    const rate = pupil.page.getByLabel("Learning rate", { exact: true });
    await rate.fill("0.005");
    await rate.press("Enter");
    await pupil.ticked();
  },
  async ood(pupil) {
    await pupil.train();
    await pupil.look("OOD");
    await pupil.readOff(
      ...([
        "Near AUROC",
        "Known and foreign images",
        /near-OOD AUROC /,
      ] as const),
    );
    await pupil.look("Try it");
  },
  async controls(pupil) {
    // Set-up leads to Compare, which is the first task.
    await pupil.ticked();
    const run = pupil.lab.button("Run the arena");
    await expect(
      pupil.page.getByText(/^4 runs: 2 methods × 2 seeds/),
    ).toBeVisible();
    await run.click();
    await pupil.ticked(400_000);
    await pupil.look("Claims");
  },
  async "small-data"(pupil) {
    await pupil.train();
    await pupil.setUp();
    await pupil.train();
    await pupil.readOff("Pearson, held out", "Angles between images", STUDENT);
  },
};

for (const [index, { id, tasks, title }] of LESSONS.entries()) {
  test(`lesson ${index + 1}, ${title}, can be done to its end`, async ({
    page,
  }) => {
    const lab = new LabPage(page);
    const pupil = new Pupil(lab, index + 1, tasks.length);
    await page.goto(`?backend=wasm&view=learn&lesson=${id}`);
    const predict = page.getByRole("group", { name: /Predict first/ });
    await predict.getByRole("radio").first().check();
    await lab.button("Set it up for me").click();
    await expect(lab.status).toContainText("idle, step 0 of", {
      timeout: 60_000,
    });
    await WAYS[id]!(pupil);
    expect(pupil.done).toBe(tasks.length);
    await expect(pupil.strip).toContainText("All done");

    // What came of the prediction, and that it is known after a reload.
    await pupil.strip.getByRole("button", { name: /^Lesson/ }).click();
    const check = page.getByRole("region", { name: "Check", exact: true });
    await expect(check).toContainText(/As you predicted|The lab says/);
    await expect(check).toContainText(/\d/);
    await expect(
      page.getByRole("region", { name: "What it shows" }),
    ).toBeVisible();
    await page.goto("?view=learn");
    await expect(page.getByRole("main")).toContainText(title);
    await expect(
      page.getByRole("listitem").filter({ hasText: title }).first(),
    ).toContainText("done");
    expect(lab.problems).toEqual([]);
  });
}
