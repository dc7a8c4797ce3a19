/** The arms of a claim's arenas as settings of the page. */
import { chooseMethod } from "../../protocol/chooseMethod.ts";
import { claimSettings, type ClaimArena } from "../../protocol/claims.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { setPath } from "../../protocol/configPaths.ts";
import { methodById, type MethodId } from "../../protocol/methods.ts";
import type { ArenaForm } from "../../store/arenaForm.ts";
import { claims as t } from "../../texts/en/claims.tsx";

export type ClaimArm = {
  /** Different within a claim. */
  id: string;
  label: string;
  config: RunConfig;
};

/**
 * One run for each method and value of an arena, at the first seed.
 *
 * @param base What all runs of the claims have in common; its method is CosPress.
 */
export function armsOf(arena: ClaimArena, base: RunConfig): ClaimArm[] {
  const { methods, factor, headOnly } = arena;
  const factors = factor?.values.map((value) => ({
    path: factor.path,
    value,
  })) ?? [null];
  return methods.flatMap((method) =>
    factors.map((changed): ClaimArm => {
      const { steps } = base.optimiser;
      const config = claimSettings(arena, method, steps, changed).reduce(
        (whole, [path, value]) => setPath(whole, path, value),
        chooseMethod(base, method),
      );
      const value = changed
        ? `, ${changed.path.split(".").at(-1)} ${textOf(changed.value)}`
        : "";
      const alone = headOnly ? t.runs.headAlone : "";
      const label = `${methodById(method).title}${value}${alone}`;
      return { id: `${arena.id}/${label}`, label, config };
    }),
  );
}

/** One run of claim 8 before its students are given labels. */
export function lowDataArms(
  methods: readonly MethodId[],
  images: readonly number[],
  base: RunConfig,
): ClaimArm[] {
  return images.flatMap((count) =>
    methods.map((method) => ({
      id: `low-data/${method}/${count}`,
      label: t.runs.images(methodById(method).title, count),
      config: setPath(chooseMethod(base, method), "data.images", count),
    })),
  );
}

/** The arena of a claim as a visitor would enter it under Compare, on top of `arenaBase`. */
export function arenaForm(
  { methods, factor }: ClaimArena,
  seeds: number,
): ArenaForm {
  const text = (value: unknown) =>
    typeof value === "string" ? value : JSON.stringify(value);
  return {
    methods,
    seeds,
    factorPath: factor?.path ?? "",
    factorValues: factor ? factor.values.map(text).join(",") : "",
    reference: methods.find((id) => id === "cospress") ?? methods[0]!,
  };
}

/** Settings that all runs of an arena have in common. */
export function arenaBase(arena: ClaimArena, base: RunConfig): RunConfig {
  const settings = claimSettings(arena, "cospress", base.optimiser.steps, null);
  return settings.reduce(
    (whole, [path, value]) => setPath(whole, path, value),
    base,
  );
}

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.length > 1
      ? t.runs.several(value.length)
      : String(value[0])
    : String(value);
