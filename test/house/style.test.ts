import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { occurrences, ROOT, type Source, sources } from "./sources.ts";

const LINES_MAX = 320;
const TOP_LEVEL = new Set([
  ".ci",
  ".gitignore",
  "ARCHITECTURE.md",
  "LICENSE",
  "README.md",
  "bin",
  "biome.json",
  "package-lock.json",
  "package.json",
  "reports",
  "scenarios",
  "src",
  "test",
  "tsconfig.json",
]);

const everything = ["src", "test", "bin"].flatMap(sources);
const source = sources("src");

test(`no file is longer than ${LINES_MAX} lines`, () => {
  const long = everything
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > LINES_MAX);
  expect(long).toEqual([]);
});

test("nothing is left to do: no such notes in the text", () => {
  const notes = new RegExp(`\\b(?:${["TO", "FIX"].map((start, i) => start + ["DO", "ME"][i]).join("|")})\\b`);
  expect(everything.filter(({ text }) => notes.test(text)).map(({ path }) => path)).toEqual([]);
});

test("a file is named in kebab case after the one thing it exports, never a drawer for leftovers", () => {
  const names = everything.map(({ path }) => path.split("/").at(-1) ?? "");
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/.test(name))).toEqual([]);
  expect(source.filter(({ path }) => /\b(?:manager|helpers?|utils?|common|misc)\b/.test(path))).toEqual([]);
});

test("only the command line prints or ends the process", () => {
  const pattern = /\bconsole\.|\bprocess\.(?:exit|exitCode|abort|kill|stdout|stderr|stdin)\b/;
  expect(occurrences(outside("cli"), pattern)).toEqual([]);
  expect(occurrences(source, /\bprocess\.exit\(/)).toEqual([]);
});

test("the simulator reads no wall clock and no chance but its own streams", () => {
  const simulator = source.filter(({ path }) => /^src\/(?:kernel|stats|model|run)\//.test(path));
  expect(
    occurrences(simulator, /\bDate\b|\bMath\.random\b|\bperformance\b|\bhrtime\b|\brandomUUID\b/),
  ).toEqual([]);
  expect(occurrences(outside("cli"), /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/)).toEqual([]);
});

test("no text depends on the machine's language or place", () => {
  expect(occurrences(source, /\blocaleCompare\b|\btoLocale\w*|\bIntl\b|\bgetTimezoneOffset\b/)).toEqual([]);
});

test("no module keeps state that changes", () => {
  // The report's scripts run in a page of their own: they are no modules.
  const modules = source.filter(({ path }) => path.endsWith(".ts"));
  expect(occurrences(modules, /^(?:export )?(?:let|var) /)).toEqual([]);
});

test("every package that package.json promises is imported from src, and no other", () => {
  const { dependencies, peerDependencies = {} } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  ) as Record<"dependencies" | "peerDependencies", Record<string, string>>;
  const pattern = /\b(?:from|import|resolve)\s*\(?\s*"(@?\w[\w@./:-]*)"/g;
  const imported = source.flatMap(({ code }) =>
    [...code.matchAll(pattern)].map(([, name = ""]) => packageOf(name)),
  );
  const packages = new Set(imported.filter((name) => !name.startsWith("node:")));
  expect([...packages].sort()).toEqual(Object.keys({ ...dependencies, ...peerDependencies }).sort());
});

test("the lock file names no host to download from", () => {
  expect(readFileSync(join(ROOT, "package-lock.json"), "utf8")).not.toMatch(/"resolved"/);
});

test("the repository's top level holds what its card allows, and nothing else", () => {
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0");
  const top = new Set(tracked.filter((path) => path !== "").map((path) => path.split("/")[0] ?? ""));
  expect([...top].filter((entry) => !TOP_LEVEL.has(entry))).toEqual([]);
});

function outside(folder: string): Source[] {
  return source.filter(({ path }) => !path.startsWith(`src/${folder}/`));
}

/** "csv-stringify/sync" is of the package csv-stringify, "@scope/name/part" of @scope/name. */
function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
