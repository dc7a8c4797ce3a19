import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const TFJS_RULE = {
  regex: "^@tensorflow/",
  message: "Only src/tensor/tf.ts imports tfjs: import * as tf from there.",
};

export default defineConfig(
  {
    ignores: [
      ...["dist/", ".cache/", "test-results/", "playwright-report/"],
      // AssemblyScript, which its own compiler checks.
      "src/kernels/assembly/",
    ],
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A promise that nobody waits for hides a failed GPU read.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // tfjs types most results as Tensor<Rank>; naming the rank is worth an assertion.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // Objects here are closures: their methods have no `this` to lose.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // Numbers in messages are what the messages are for.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // An interface of promises may be kept by a function that needs none.
      "@typescript-eslint/require-await": "off",
      "no-restricted-imports": ["error", { patterns: [TFJS_RULE] }],
      "no-console": "error",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["src/tensor/tf.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["src/{app,charts}/**/*.{ts,tsx}", "src/main.tsx"],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // Concerns the React compiler, which this build does not use.
      "react-hooks/preserve-manual-memoization": "off",
    },
  },
  {
    // Commands speak to a terminal.
    files: ["src/cli/**", "scripts/**", "tests/**", "**/*.test.*"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.{js,mjs}"],
    extends: [tseslint.configs.recommended],
    rules: { eqeqeq: "error" },
  },
);
