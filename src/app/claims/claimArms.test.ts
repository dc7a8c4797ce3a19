import { expect, test } from "vitest";
import { planClaims } from "../../cli/claims/claimPlan.ts";
import { CLAIMS, LOW_DATA } from "../../protocol/claims.ts";
import { configDifference } from "../../protocol/configPaths.ts";
import { checkConfig } from "../../protocol/configRules.ts";
import { planForm } from "../../store/arenaForm.ts";
import { arenaBase, arenaForm, armsOf, lowDataArms } from "./claimArms.ts";

const plan = planClaims(["--seeds", "1", "--out", "a"], 1);

test("the page's runs are those of the command line", () => {
  for (const arena of CLAIMS.flatMap(({ arenas }) => arenas)) {
    const arms = armsOf(arena, plan.config);
    const tasks = plan.ofArena.get(arena)!;
    expect(arms).toHaveLength(tasks.length);
    for (const { label, config } of arms) {
      expect(checkConfig(config, null), label).toEqual([]);
      const same = tasks.filter(
        (task) =>
          Object.keys(configDifference(task.config, config)).length === 0,
      );
      expect(same, label).toHaveLength(1);
    }
  }
});

test("an arena set up under Compare plans the runs of the command line", () => {
  for (const arena of CLAIMS.flatMap(({ arenas }) => arenas)) {
    const planned = planForm(
      arenaForm(arena, 1),
      arenaBase(arena, plan.config),
      null,
    );
    if (!planned.ok) throw new Error(planned.reason);
    const tasks = plan.ofArena.get(arena)!;
    expect(planned.plan.runs).toHaveLength(tasks.length);
    for (const { name, config } of planned.plan.runs) {
      const same = tasks.filter((task) => {
        const paths = Object.keys(configDifference(task.config, config));
        // Only CosPress reads it.
        return paths.every(
          (path) =>
            path === "method.headSteps" && config.method.id !== "cospress",
        );
      });
      expect(same, name).toHaveLength(1);
    }
  }
});

test("every run of a claim has a name of its own", () => {
  for (const { arenas } of CLAIMS) {
    const ids = [
      ...arenas.flatMap((arena) => armsOf(arena, plan.config)),
      ...lowDataArms(LOW_DATA.methods, LOW_DATA.images, plan.config),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
