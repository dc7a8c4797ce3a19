/**
 * Holds that the page's texts lie in src/texts/, so that another language is one file: none is written into a view or a chart,
 * and none is read while a module is imported, when the language may not be there yet.
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { ROOT } from "./prepare.mjs";

const ROOMS = ["src/app", "src/charts"];

/** Files to take home and messages about the engine, which are in English whatever the page speaks (docs/adr/0012). */
const IN_ENGLISH = [
  ...["home/clusterFiles.ts", "home/homeFiles.ts", "home/reportHtml.ts"],
  ...["home/runTables.ts", "home/takeReport.tsx"],
  ...["engineWorker.ts", "own/importClient.ts"],
].map((name) => `src/app/${name}`);

/** Names, and what is written alike in every language. */
const NO_TEXTS = new Set([
  ...[
    "CosPress Lab",
    "lab embed",
    "WebGPU",
    "WebAssembly",
    "JavaScript",
    "arXiv",
    "AUROC",
    "FPR",
  ],
  "Preserving Angles Improves Feature Distillation",
]);

/** Words with a space between them, or one that begins like a sentence. */
const READS_AS_TEXT = /\p{L}[,;:.]? \p{L}|^\p{Lu}\p{Ll}/u;
/** Media queries, selectors, markup. */
const FOR_THE_BROWSER = /^\(|\[|="/;
const FILE_NAME = /^[\w-]+\.\w+$/;
/** In the markup any word is one. */
const HAS_WORD = /\p{L}{2}/u;

/** What is said by an attribute, aloud or on hovering; a component may call it otherwise. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription)|title|alt|placeholder|label|summary)$/;
const SPOKEN_BY_COMPONENTS = /^(name|note|question|action|caption)$/;

function isSpoken({ name, parent }) {
  const text = name.getText();
  const isComponent = /^\p{Lu}/u.test(parent.parent.tagName.getText());
  return SPOKEN.test(text) || (isComponent && SPOKEN_BY_COMPONENTS.test(text));
}

/** Functions that look for a text. */
const LOOKS_FOR = /\.(startsWith|endsWith|includes|indexOf)$/;

/** Literals there are for a machine: a key that was pressed, an error for developers, a type, an import. */
function isForMachine(node) {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (
      ts.isImportDeclaration(parent) ||
      ts.isLiteralTypeNode(parent) ||
      ts.isCaseClause(parent) ||
      ts.isElementAccessExpression(parent) ||
      (ts.isPropertyAssignment(parent) && parent.name === at) ||
      (ts.isBinaryExpression(parent) &&
        /^[!=]==$/.test(parent.operatorToken.getText())) ||
      (ts.isCallExpression(parent) &&
        LOOKS_FOR.test(parent.expression.getText())) ||
      (ts.isNewExpression(parent) && /Error$/.test(parent.expression.getText()))
    ) {
      return true;
    }
    if (ts.isStatement(parent)) return false;
  }
  return false;
}

const textOf = (node) =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node)
    ? node.text.trim()
    : null;

/** What is typed or copied as it stands. */
const isCode = (node) =>
  ts.isJsxElement(node) && node.openingElement.tagName.getText() === "code";

/** @returns {[number, string][]} Lines and what is wrong there. */
export function findTexts(fileName, source) {
  const file = ts.createSourceFile(
    ...[fileName, source, ts.ScriptTarget.Latest, true],
    fileName.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found = [];
  const report = (node, what) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push([line + 1, what]);
  };
  /** Names under which this file knows rooms of texts. */
  const rooms = new Set();
  const visit = (node, isAtImport) => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (
        /\/texts\/en\//.test(node.moduleSpecifier.text) &&
        bindings &&
        ts.isNamedImports(bindings)
      ) {
        for (const { name } of bindings.elements) rooms.add(name.text);
      }
      return;
    }
    if (ts.isTypeNode(node) || isCode(node)) return;
    if (ts.isJsxText(node) && HAS_WORD.test(node.text)) {
      const words = node.text.replace(/[^\p{L} ]/gu, "").trim();
      if (!NO_TEXTS.has(words)) report(node, node.text.trim());
    }
    const text = textOf(node);
    if (text !== null && !NO_TEXTS.has(text)) {
      const isText = ts.isJsxAttribute(node.parent)
        ? isSpoken(node.parent) && HAS_WORD.test(text) && !FILE_NAME.test(text)
        : READS_AS_TEXT.test(text) &&
          !FOR_THE_BROWSER.test(text) &&
          !isForMachine(node);
      if (isText) report(node, text);
    }
    if (isAtImport && ts.isIdentifier(node) && rooms.has(node.text)) {
      report(node, `'${node.text}' is read at import`);
    }
    const isInside = isAtImport && !ts.isFunctionLike(node);
    ts.forEachChild(node, (child) => visit(child, isInside));
  };
  visit(file, true);
  return found;
}

function check() {
  const files = ROOMS.flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true })
      .map((name) => `${room}/${name.split(path.sep).join("/")}`)
      .filter((name) => /(?<!\.(test|fixture))\.tsx?$/.test(name)),
  );
  const checked = files.filter((name) => !IN_ENGLISH.includes(name));
  const problems = checked.flatMap((name) =>
    findTexts(name, readFileSync(path.join(ROOT, name), "utf8")).map(
      ([line, what]) => `${name}:${line}: ${what}`,
    ),
  );
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(
      "checkTexts: texts of the page must lie in src/texts/en/, and be read when they are shown",
    );
  }
  console.log(
    `${checked.length} of ${files.length} files must have no texts of their own, ${problems.length} found`,
  );
  process.exitCode = problems.length > 0 || checked.length === 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) check();
