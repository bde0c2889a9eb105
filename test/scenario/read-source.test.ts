import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { messages, SMALL } from "./small.ts";

const folder = mkdtempSync(join(tmpdir(), "scenario-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(name: string, content?: string | Uint8Array): string[] {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  const loaded = loadScenario({ file });
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem).replace(`${folder}/`, ""));
}

test("a file that is not there is one message", () => {
  expect(read("none.yaml")).toEqual(["none.yaml: does not exist, expected a scenario file"]);
});

test("a directory is one message", () => {
  mkdirSync(join(folder, "dir"));
  expect(read("dir")).toEqual(["dir: is a directory, expected a scenario file"]);
});

test("a path below a file is one message", () => {
  writeFileSync(join(folder, "plain"), "x");
  expect(read("plain/below.yaml")).toEqual(["plain/below.yaml: does not exist, expected a scenario file"]);
});

test("a link to itself is one message", () => {
  symlinkSync("loop.yaml", join(folder, "loop.yaml"));
  expect(read("loop.yaml")).toEqual(["loop.yaml: cannot be read (ELOOP), expected a scenario file"]);
});

test.each([
  ["nothing", ""],
  ["blanks", " \n\n  \n"],
])("an empty file (%s) is one message", (_, content) => {
  expect(read("empty.yaml", content)).toEqual(["empty.yaml: is empty, expected a scenario file"]);
});

test("a file of comments only holds no scenario", () => {
  expect(read("comments.yaml", "# nothing\n")).toEqual([
    "comments.yaml:1:1: found nothing, expected a map of keys and values",
  ]);
});

test("a file of 100 MB is refused by its size, without being read", () => {
  const file = join(folder, "large.yaml");
  writeFileSync(file, SMALL);
  truncateSync(file, 100_000_000);
  expect(read("large.yaml")).toEqual([
    "large.yaml: is too large: 100.0 MB, at most 1 MB are read, expected a scenario file",
  ]);
});

test("bytes that are no text are one message", () => {
  expect(read("nul.yaml", `${SMALL}\0`)).toEqual([
    "nul.yaml: is not text: it holds a NUL byte, expected a scenario file",
  ]);
  expect(read("latin1.yaml", new Uint8Array([0x61, 0xff, 0xfe]))).toEqual([
    "latin1.yaml: is not text: it holds bytes that are no UTF-8, expected a scenario file",
  ]);
});

test("a byte order mark is no fault", () => {
  expect(read("bom.yaml", `\ufeff${SMALL}`)).toEqual([]);
});

test("JSON is YAML", () => {
  const traffic = { shake: { background: [{ from: "20:00", to: "21:00", rate: "1k/s" }] }, send: {} };
  expect(read("scenario.json", JSON.stringify({ version: 1, name: "json", traffic }))).toEqual([]);
});

test("aliases that multiply are refused before they grow", () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `b${i}: &b${i} [${Array(10).fill(i === 0 ? "x" : `*b${i - 1}`)}]`,
  );
  const started = performance.now();
  expect(messages(`version: 1\n${levels.join("\n")}\n`)).toEqual([
    expect.stringMatching(/^f\.yaml:\d+:\d+: is refused: its aliases grow to more than 50000 values$/),
  ]);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("an alias inside what it stands for is refused", () => {
  expect(messages("version: 1\nname: &a [*a]\n")).toEqual([
    "f.yaml:2:10: is refused: it is nested more than 60 deep",
  ]);
});

test("an alias of nothing is one message", () => {
  expect(messages(`${SMALL}faults: *none\n`)).toEqual([
    "f.yaml:6:9: no anchor before the alias *none has its name",
  ]);
});

test.each([
  ["version: 1\nrun:\n\tdrain: 1min\n", "f.yaml:3:1: a tab indents this line; YAML is indented by spaces"],
  [`${SMALL}---\nversion: 1\n`, "f.yaml:6:1: a second document starts here; a scenario is one document"],
  ["version: 1\nname: !!binary abc\n", "f.yaml:2:16: tags are no part of the scenario language"],
  ["version: 1\n? [a]\n: b\n", "f.yaml:2:3: a key is a plain word"],
])("what is YAML but no scenario, or no YAML at all, is told at its line: %j", (text, message) => {
  expect(messages(text)).toEqual([message]);
});

test("a text without an end is told at its line, once", () => {
  const [message, ...more] = messages('version: 1\nname: "never closed\n');
  expect(message).toMatch(/^f\.yaml:\d+:\d+: not YAML: /);
  expect(more).toEqual([]);
});

test("control characters of a file never reach the message", () => {
  expect(messages(`${SMALL}"\\e[2J": 1\n`)[0]).not.toMatch(/\p{Cc}/u);
  expect(messages(`${SMALL}access: {servers: "\\e[2J"}\n`)[0]).not.toMatch(/\p{Cc}/u);
});

test.each([
  ["lists in lists", `version: 1\nname: ${"[".repeat(20_000)}`],
  ["maps in maps", `version: 1\nname: ${"{a: ".repeat(20_000)}`],
  ["dashes", `version: 1\nname:\n${"- ".repeat(20_000)}`],
  ["unknown keys", `version: 1\n${Array.from({ length: 2000 }, (_, i) => `key${i}: 1`).join("\n")}`],
  ["one long text", `version: 1\nname: ${"x".repeat(900_000)}`],
  ["faults that are none", `version: 1\nname: x\nfaults: [${"{kind: x}, ".repeat(1000)}]`],
])(
  "a large text of %s is refused within seconds",
  (_, text) => {
    expect(messages(text).length).toBeGreaterThan(0);
  },
  10_000,
);
