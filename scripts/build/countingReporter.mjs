/** A Vitest reporter that leaves the counts of a run as JSON at TEST_COUNTS, for scripts/test.mjs. */
import { writeFileSync } from "node:fs";

export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") counts.failed += 1;
        else {
          const name = `${module.relativeModuleId} > ${test.fullName}`;
          counts.skipped.push({ name, reason: note ?? null });
        }
      }
    }
    if (process.env["TEST_COUNTS"]) {
      writeFileSync(process.env["TEST_COUNTS"], JSON.stringify(counts));
    }
  }
}
