/** docs/claims.md and the command's own claims.md: what was run for each claim, and what came of it. */
import {
  VERDICT_WORDS,
  type ClaimOutcome,
  type ClaimsResult,
  type ClaimTable,
} from "../../protocol/claimResults.ts";
import { CLAIMS, type Claim } from "../../protocol/claims.ts";
import { presetById } from "../../protocol/presets.ts";

/**
 * The page, ending in a line break.
 *
 * @param how The sentence that says what generated it.
 */
export function claimsPage(result: ClaimsResult, how: string): string {
  const { preset, config, seeds, command, claims } = result;
  const lines = [
    "# Claims",
    "",
    how,
    "",
    "Each claim is the paper's or its lineage's, in our words; beside it stands what is run here, what would support it and what would break it. " +
      "A verdict follows from paired differences over seeds by a rule fixed beforehand (`src/cli/claims/verdicts.ts`): a lead or a loss counts only where " +
      "both 95 % intervals, bootstrap and Student's, exclude 0, and a tie is never taken for equality. " +
      "Small students, images of 32 pixels and a few hundred steps: the outcomes speak about the mechanism, not about ImageNet. No number here is the paper's.",
    "",
    "```sh",
    command,
    "```",
    "",
    `Preset "${presetById(preset).title}", width ${config.student.width}, ${config.optimiser.steps} steps of ${config.optimiser.batchSize}, ${config.data.images} training images; seeds ${seeds.join(", ")}; last step; FPR95 with ID positive.`,
    "",
    "| | Claim | Here | Runs |",
    "| --- | --- | --- | --- |",
    ...claims.map(
      (outcome) =>
        `| ${outcome.id} | ${claimOf(outcome).title} | ${VERDICT_WORDS[outcome.verdict]} | ${outcome.found} of ${outcome.planned} |`,
    ),
    ...claims.flatMap((outcome) => ["", ...section(outcome)]),
  ];
  return `${lines.join("\n")}\n`;
}

function claimOf({ id }: ClaimOutcome): Claim {
  return CLAIMS.find((claim) => claim.id === id)!;
}

function section(outcome: ClaimOutcome): string[] {
  const claim = claimOf(outcome);
  const { verdict, because, found, planned, tables, command } = outcome;
  return [
    `## ${claim.id}. ${claim.title}`,
    "",
    `${claim.claim} (${upperFirst(claim.status)}.)`,
    "",
    `- Supported if: ${claim.supports}`,
    `- Broken if: ${claim.falsifies}`,
    ...claim.arenas.map(({ what }) => `- Run: ${what}`),
    ...(claim.beside === "low-data"
      ? [
          "- Run: students distilled on 100 to 3,000 unlabelled images, then probed and fine-tuned with few labels for each class, beside one from scratch.",
        ]
      : []),
    ...(command === undefined ? [] : [`- Made by: \`${command}\``]),
    "",
    `**${VERDICT_WORDS[verdict]}** (${found} of ${planned} runs). ${because} ${claim.caution}`,
    ...tables.flatMap((table) => ["", ...tableLines(table)]),
  ];
}

function tableLines({ caption, columns, rows }: ClaimTable): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `${caption}:`,
    "",
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map(line),
  ];
}

const upperFirst = (text: string) => text[0]!.toUpperCase() + text.slice(1);
