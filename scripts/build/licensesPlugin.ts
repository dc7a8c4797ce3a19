import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "vite";

const OWN_LICENSE = path.join(import.meta.dirname, ...["..", "..", "LICENSE"]);

type Bundled = { name: string; version: string; license: string; text: string };

/**
 * Writes licenses.md, and licenses.json for the page: name, version and licence text of every package in the build.
 * Vite's own `build.license` knows the page's packages only, not the worker's (tfjs among them).
 * @returns One plugin for the page's build, which writes, and one for the worker's, which only collects.
 */
export function licenses(): { page: Plugin; worker: () => Plugin } {
  /** Folders of the packages, by way of any module in them. */
  const folders = new Set<string>();
  const collect = (modules: Iterable<string>) => {
    for (const id of modules) {
      const folder = packageFolder(id);
      if (folder) folders.add(folder);
    }
  };
  return {
    page: {
      name: "cospress:licenses",
      apply: "build",
      async generateBundle(_options, bundle) {
        collect(modulesOf(bundle));
        const packages = await Promise.all([...folders].map(readPackage));
        const sections = byText(packages);
        this.emitFile({
          type: "asset",
          fileName: "licenses.md",
          source: asMarkdown(sections),
        });
        this.emitFile({
          type: "asset",
          fileName: "licenses.json",
          source: JSON.stringify(sections),
        });
      },
    },
    worker: () => ({
      name: "cospress:worker-licenses",
      generateBundle(_options, bundle) {
        collect(modulesOf(bundle));
      },
    }),
  };
}

function modulesOf(bundle: Record<string, object>): string[] {
  return Object.values(bundle).flatMap((output) =>
    "moduleIds" in output ? (output.moduleIds as string[]) : [],
  );
}

/** The package that a module file belongs to, the innermost if they are nested; null for our own files. */
function packageFolder(id: string): string | null {
  const match = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
  return match?.[1] ?? null;
}

async function readPackage(folder: string): Promise<Bundled> {
  const manifest = JSON.parse(
    await readFile(path.join(folder, "package.json"), "utf8"),
  ) as { name: string; version: string; license?: string };
  const { name, version, license = "not stated" } = manifest;
  return { name, version, license, text: await licenseText(folder, license) };
}

/** The package's licence file; else the end of its readme; else, for Apache-2.0, which is the same for all, our own copy. */
async function licenseText(folder: string, license: string): Promise<string> {
  const names = await readdir(folder);
  const file = names.find((name) =>
    /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name),
  );
  if (file) return readFile(path.join(folder, file), "utf8");
  if (license === "Apache-2.0") return readFile(OWN_LICENSE, "utf8");
  const readme = names.find((name) => /^readme(\.md)?$/i.test(name));
  const text = readme ? await readFile(path.join(folder, readme), "utf8") : "";
  return (
    /^Copyright.*\n+Permission is hereby granted[\s\S]*$/m.exec(text)?.[0] ?? ""
  );
}

type Section = { packages: string[]; text: string };

/** Packages of the same licence text stand together over it. */
function byText(packages: readonly Bundled[]): Section[] {
  const found = new Map<string, string[]>();
  for (const { name, version, license, text } of [...packages].sort((a, b) =>
    a.name.localeCompare(b.name, "en"),
  )) {
    const body = text.trim();
    found.set(body, [
      ...(found.get(body) ?? []),
      `${name} ${version} (${license})`,
    ]);
  }
  return [...found].map(([text, names]) => ({ packages: names, text }));
}

function asMarkdown(sections: readonly Section[]): string {
  const parts = sections.map(({ packages, text }) => {
    const list = packages.map((each) => `- ${each}`).join("\n");
    const body = text ? `\`\`\`\n${text}\n\`\`\`` : "(no text in the package)";
    return `${list}\n\n${body}\n`;
  });
  return `# Packages in this build\n\n${parts.join("\n")}`;
}
