import { posix } from "node:path";
import { expect, test } from "vitest";
import { sources } from "./sources.ts";

/** The house: what each folder of src may import. Arrows run down only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  stats: [],
  result: [],
  scenario: ["kernel", "result"],
  model: ["kernel", "stats", "scenario"],
  run: ["model", "kernel", "stats", "scenario", "result"],
  execute: ["run", "scenario", "result"],
  sweep: ["check", "execute", "scenario", "result", "kernel"],
  capacity: ["sweep", "check", "execute", "scenario", "result", "stats"],
  check: ["result", "stats"],
  report: ["result", "stats"],
  cli: ["capacity", "sweep", "check", "report", "execute", "run", "result", "scenario"],
  // The map of what a program can import.
  "index.ts": ["check", "report", "execute", "run", "result", "scenario", "model", "kernel", "stats"],
};

/** Folders of which only types may be imported. */
const ONLY_TYPES: Readonly<Record<string, readonly string[]>> = { check: ["scenario"], report: ["scenario"] };

interface Import {
  from: string;
  to: string;
  typesOnly: boolean;
  place: string;
}

test("every folder of src has its place in the house", () => {
  const folders = new Set(sources("src").map(({ path }) => folderOf(path)));
  expect([...folders].filter((folder) => MAY_IMPORT[folder] === undefined)).toEqual([]);
});

test("imports run down the house only: cli, then check, report and execute, then run, then result, model, kernel and stats", () => {
  const wrong = imports().filter(({ from, to, typesOnly }) => {
    if (from === to || MAY_IMPORT[from]?.includes(to)) return false;
    return !(typesOnly && ONLY_TYPES[from]?.includes(to));
  });
  expect(wrong.map(({ place }) => place)).toEqual([]);
});

test("the arrows are read from imports of every form", () => {
  const code = [
    'import type { A } from "../run/a.ts";',
    'import { b } from "../../model/site/b.ts";',
    'export { c } from "./c.ts";',
    'import "../d.ts";',
    'const e = await import("../report/e.ts");',
    'import {\n  f,\n  type G,\n} from "../stats/f.ts";',
  ].join("\n");
  expect(importsOf("src/cli/commands/x.ts", code).map(({ to, typesOnly }) => `${to} ${typesOnly}`)).toEqual([
    "cli true",
    "model false",
    "cli false",
    "cli false",
    "cli false",
    "cli false",
  ]);
});

function imports(): Import[] {
  return sources("src").flatMap(({ path, code }) => importsOf(path, code));
}

function importsOf(path: string, code: string): Import[] {
  const pattern = /(?:\b(import|export)\s+(type\s)?[^"';]*?from\s*|\bimport\s*\(?\s*)"(\.[^"]+)"/g;
  return [...code.matchAll(pattern)].map(([, , typesOnly, target = ""]) => {
    const imported = posix.join(posix.dirname(path), target);
    return {
      from: folderOf(path),
      to: folderOf(imported),
      typesOnly: typesOnly !== undefined,
      place: `${path} imports ${imported}`,
    };
  });
}

/** The folder of src that a file lies in, or the file itself at src's top. */
function folderOf(path: string): string {
  return path.split("/")[1] ?? path;
}
