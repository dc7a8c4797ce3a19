/** What the browser tests do on the page, in a visitor's words. */
import { expect, type Locator, type Page } from "@playwright/test";

export { labPath, SMALL, TINY } from "../support/labPath.ts";

export class LabPage {
  readonly page: Page;
  readonly status: Locator;
  /** Console errors (what the content policy forbids among them), exceptions, failed requests and those to other hosts so far. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole("status");
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== "127.0.0.1") {
        this.problems.push(`asked somebody else: ${request.url()}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) {
        this.problems.push(`${response.status()} ${response.url()}`);
      }
    });
  }

  /** Opens the lab and waits until Train would start at once. */
  async open(path: string, timeout = 60_000): Promise<void> {
    await this.page.goto(path);
    await expect(this.status).toContainText("idle, step 0 of", { timeout });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  figure(name: string): Locator {
    return this.page.getByRole("figure", { name });
  }

  /** The step that the status line shows. */
  async step(): Promise<number> {
    const text = await this.status.textContent();
    return Number(/step (\d+) of/.exec(text ?? "")?.[1]);
  }

  /** Waits until at least `step` steps have been made. */
  async reach(step: number, timeout = 120_000): Promise<void> {
    await expect
      .poll(() => this.step(), { timeout, intervals: [100] })
      .toBeGreaterThanOrEqual(step);
  }

  /** Presses Step and waits for it to be made. */
  async takeStep(timeout = 120_000): Promise<void> {
    const next = (await this.step()) + 1;
    await this.button("Step").click();
    await this.reach(next, timeout);
    await expect(this.status).toContainText(`paused, step ${next} of`);
  }

  /** Rows of the losses' table: step, total, global, local, feature, class token. */
  async losses(): Promise<number[][]> {
    const figure = this.figure("Losses");
    const table = figure.getByRole("button", { name: "Table of Losses" });
    await table.click();
    const rows = await figure.getByRole("row").allInnerTexts();
    await table.click();
    return rows.slice(1).map((row) => row.split("\t").map(Number));
  }

  /** Every pixel of the map of that name, as text to compare. */
  heatmap(name: string): Promise<string> {
    return this.pixels("Angles between images", name);
  }

  /** The same of the maps of any figure. */
  async pixels(figure: string, name: string): Promise<string> {
    return this.figure(figure)
      .getByRole("img", { name: new RegExp(`^${name}: cosines`) })
      .evaluate((element) => {
        const canvas =
          element instanceof HTMLCanvasElement
            ? element
            : element.querySelector("canvas");
        return canvas?.toDataURL() ?? "no canvas";
      });
  }

  /** From now on, notes whatever moves on the page without anybody having touched it. */
  async watchShifts(): Promise<void> {
    await this.page.evaluate(() => {
      const found: string[] = [];
      (window as unknown as { shifts: string[] }).shifts = found;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const shift = entry as PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
            sources: { node: Node | null }[];
          };
          if (shift.hadRecentInput) continue;
          const nodes = shift.sources.map(({ node }) =>
            node instanceof Element
              ? node.outerHTML.slice(0, 120)
              : (node?.textContent ?? "gone"),
          );
          found.push(`${shift.value} ${nodes.join(" | ")}`);
        }
      }).observe({ type: "layout-shift" });
    });
  }

  /** What has moved since `watchShifts`. */
  async shifts(): Promise<string[]> {
    // Entries are handed over with the next frames.
    await this.page.waitForTimeout(500);
    return this.page.evaluate(
      () => (window as unknown as { shifts: string[] }).shifts,
    );
  }
}
