/** Holds the directions of imports (.dependency-cruiser.cjs), and that they were looked at: with an unknown TypeScript the cruiser reads nothing and is content. */
import { createRequire } from "node:module";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { ROOT } from "./prepare.mjs";

/** Far fewer than src/ has, and far more than a cruise finds that cannot read TypeScript. */
const FEWEST_MODULES = 30;
const FEWEST_IMPORTS = 60;

process.chdir(ROOT);
const { forbidden, options } = createRequire(import.meta.url)(
  path.join(ROOT, ".dependency-cruiser.cjs"),
);
const { output } = await cruise(
  ["src", "scripts"],
  { ...options, validate: true, ruleSet: { forbidden } },
  {},
  { tsConfig: extractTsConfig(path.join(ROOT, "tsconfig.json")) },
);
const { modules, summary } = output;
const own = modules.filter(({ source }) => source.startsWith("src/"));
const imports = own.flatMap(({ dependencies }) => dependencies);

const problems = summary.violations.map(({ rule, from, to }) => {
  const { comment } = forbidden.find(({ name }) => name === rule.name);
  return `${from} -> ${to}: ${comment} (${rule.name})`;
});
if (own.length <= FEWEST_MODULES || imports.length <= FEWEST_IMPORTS) {
  problems.push(
    `checkDirections: src/ must show more than ${FEWEST_MODULES} modules and ${FEWEST_IMPORTS} imports, got ${own.length} and ${imports.length}; can dependency-cruiser read this TypeScript?`,
  );
}
for (const problem of problems) console.error(problem);
console.log(
  `${own.length} modules of src/ with ${imports.length} imports, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
