import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
const BIN = join(ROOT, "bin/hongbao.js");

let folder = "";
beforeAll(() => {
  if (!existsSync(join(ROOT, "dist/cli/main.js"))) throw new Error("dist is missing: run `npm run build`");
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-bin-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

function hongbao(...words: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [BIN, ...words], { cwd: folder, encoding: "utf8", timeout: 20_000 });
}

function shell(script: string): SpawnSyncReturns<string> {
  const env = { ...process.env, hongbao: `${process.execPath} ${BIN}` };
  return spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8", env, timeout: 20_000 });
}

test("--help takes less than 0.3 s", () => {
  // Processor time, the least of three: the wall clock would measure the other tests as well.
  const seconds = [1, 2, 3].map(() => {
    const { stderr } = shell('TIMEFORMAT="%U %S"; time $hongbao --help > help.txt');
    return stderr.split(" ").reduce((sum, part) => sum + Number(part), 0);
  });
  expect(Math.min(...seconds)).toBeLessThan(0.3);
});

const GOOD = `version: 1
name: good
run: {from: 2015-02-18 22:29, to: 5s, drain: 5s, scale: 1/1000}
traffic:
  shake: {background: [{from: 0s, to: 5s, rate: 1M/s}]}
  send: {background: [{from: 0s, to: 5s, rate: 2k/s}]}
`;

/** Nine levels of nine: half a billion texts once it is spread out. */
const ALIAS_BOMB = Array.from({ length: 9 }, (_, level) => {
  const items = level === 0 ? '"lol"' : `*a${level - 1}`;
  return `a${level}: &a${level} [${Array(9).fill(items).join(", ")}]`;
}).join("\n");

const bad: [what: string, make: (file: string) => void, message: RegExp][] = [
  ["an empty file", (file) => writeFileSync(file, ""), /is empty/],
  ["a file of comments alone", (file) => writeFileSync(file, "# nothing\n\n"), /found nothing/],
  ["a directory", (file) => mkdirSync(file), /is a directory/],
  ["a missing file", () => {}, /does not exist/],
  ["a path below a file", (file) => symlinkSync("/dev/null/below", file), /does not exist/],
  ["a symbolic link to itself", (file) => symlinkSync(file, file), /cannot be read/],
  ["a file of 100 MB", (file) => writeFileSync(file, Buffer.alloc(100_000_000, "a")), /is too large/],
  ["a binary file", (file) => writeFileSync(file, randomBytes(300_000)), /is not text/],
  [
    "a small binary file",
    (file) => writeFileSync(file, Buffer.from([0x89, 0x50, 0xff, 0, 1, 2])),
    /is not text/,
  ],
  ["a pipe that never ends", (file) => symlinkSync("/dev/zero", file), /is not a regular file/],
  ["an alias bomb", (file) => writeFileSync(file, ALIAS_BOMB), /aliases/],
  [
    "a key __proto__",
    (file) => writeFileSync(file, "version: 1\nname: x\n__proto__: {polluted: 1}\n"),
    /__proto__/,
  ],
  ["a text in place of a map", (file) => writeFileSync(file, "hello\n"), /found "hello"/],
  ["broken YAML", (file) => writeFileSync(file, "run: [1, {\n"), /^scenario\.yaml:\d+:\d+: /],
];

for (const [what, make, message] of bad)
  test(`run refuses ${what}: exit 2, a clear message, no stack`, () => {
    make(join(folder, "scenario.yaml"));
    expectRefusal(hongbao("run", "scenario.yaml"), message);
    // Nothing is written for a run that cannot be.
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });

test("validate tells the problems of all bad files in one go, and still what is good", () => {
  writeFileSync(join(folder, "good.yaml"), GOOD);
  const files = bad.map(([, make], i) => {
    make(join(folder, `bad-${i}.yaml`));
    return `bad-${i}.yaml`;
  });
  const { status, stdout, stderr } = hongbao("validate", ...files, "good.yaml");
  expect(status).toBe(2);
  // What a coarse scale does to it is noted below.
  expect(stdout).toMatch(/^good\.yaml: ok \(good\)\n( {2}note: .*\n)*$/);
  for (const file of files) expect(stderr).toMatch(new RegExp(`^${file}:`, "m"));
});

const badSets = ["__proto__.polluted=1", "access.servers=many"];
for (const set of badSets)
  test(`--set ${set} is refused at the flag`, () => {
    writeFileSync(join(folder, "scenario.yaml"), GOOD);
    expectRefusal(hongbao("run", "scenario.yaml", "--set", set), /--set /);
  });

for (const out of ["scenario.yaml/below", "/proc/hongbao"])
  test(`an output folder that cannot be is refused before the run: ${out}`, () => {
    writeFileSync(join(folder, "scenario.yaml"), GOOD);
    expectRefusal(hongbao("run", "scenario.yaml", "--out", out), /^cannot write to the folder /);
  });

test("report refuses what is no result", () => {
  writeFileSync(join(folder, "result.json"), "garbage");
  expectRefusal(hongbao("report", "result.json"), /^result\.json is not JSON/);
});

test("a reader that leaves early is no error", () => {
  const { status, stdout, stderr } = shell("set -o pipefail; $hongbao schema result | head -c 1");
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "{", stderr: "" });
});

test("standard output on a full disk is told", () => {
  const { status, stderr } = shell("$hongbao schema result > /dev/full");
  expect(stderr).toMatch(/^cannot write to standard output: .+\n$/);
  expect(status).toBe(2);
});

test("an old Node is told which one is needed", () => {
  writeFileSync(
    join(folder, "old.cjs"),
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.19.0" } });',
  );
  const { status, stderr } = shell('node -r ./old.cjs "$(echo $hongbao | cut -d " " -f 2)" --help');
  expect(stderr).toBe("hongbao needs Node.js 20 or newer, but this is 18.19.0.\n");
  expect(status).toBe(2);
});

const broken: [what: string, main: string | undefined, message: RegExp][] = [
  ["missing", undefined, /run `npm run build`/],
  ["cut short", "export async function main() {", /run `npm run build`/],
  ["without its packages", 'import "no-such-package";', /run `npm ci`/],
];
for (const [what, main, message] of broken)
  test(`a build that is ${what} says what to run`, () => {
    mkdirSync(join(folder, "bin"));
    mkdirSync(join(folder, "dist/cli"), { recursive: true });
    cpSync(BIN, join(folder, "bin/hongbao.js"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    if (main !== undefined) writeFileSync(join(folder, "dist/cli/main.js"), main);
    const { status, stderr } = spawnSync(process.execPath, ["bin/hongbao.js"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(status).toBe(2);
  });

afterAll(() => {
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

function expectRefusal({ status, stdout, stderr }: SpawnSyncReturns<string>, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at |bug of hongbao|node:internal/);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
}
