import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
/** The seconds of npm itself come out of the test's time. */
const INSTALL_MS = 120_000;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-package-"));
  // The tests run after the build: packing need not build again.
  npm(ROOT, "pack", "--ignore-scripts", "--silent", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(join(folder, "package.json"), '{"name":"elsewhere","private":true}');
  const install = ["install", `./${tarball}`, "--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev"];
  const offline = spawnSync("npm", [...install, "--offline"], { cwd: folder, env: cleanEnvironment() });
  if (offline.status !== 0) npm(folder, ...install, "--prefer-offline");
}, INSTALL_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball holds the program, its gallery and its sources, but no tests", () => {
  const installed = readdirSync(join(folder, "node_modules/hongbao"));
  expect(installed).toEqual(
    expect.arrayContaining(["bin", "dist", "scenarios", "src", "LICENSE", "README.md"]),
  );
  expect(installed).not.toContain("test");
  // What selftest runs.
  expect(existsSync(join(folder, "node_modules/hongbao/scenarios/lab/mm1.yaml"))).toBe(true);
  expect(installed).not.toContain("reports");
});

test("npx hongbao --help works in another folder", () => {
  const { status, stdout } = hongbao("--help");
  expect(status).toBe(0);
  expect(stdout).toContain("hongbao run <file>");
});

test("what init writes is valid and runs, to a whole result", () => {
  expect(hongbao("init", "mine.yaml").status).toBe(0);
  expect(hongbao("validate", "mine.yaml")).toMatchObject({ status: 0, stderr: "" });
  const short = ["--scale", "1/1000", "--to", "5s", "--set", "run.drain=10s", "--quiet"];
  expect(hongbao("run", "mine.yaml", ...short)).toMatchObject({ status: 0, stderr: "" });
  const out = join(folder, "reports/mine");
  expect(JSON.parse(readFileSync(join(out, "result.json"), "utf8"))).toMatchObject({ complete: true });
  expect(existsSync(join(out, "report.html"))).toBe(true);
});

test("a program can import the package, types included", () => {
  const script = 'import("hongbao").then((m) => console.log(typeof m.run, typeof m.loadScenario))';
  expect(execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" })).toBe(
    "function function\n",
  );
  expect(existsSync(join(folder, "node_modules/hongbao/dist/index.d.ts"))).toBe(true);
});

const PAGE = readFileSync(join(ROOT, "src/kernel/README.md"), "utf8");
const EXAMPLES = [...PAGE.matchAll(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, code = "", output = ""]) => ({ title: output.split("\n", 1)[0], code, output }),
);

test("the page of the kernel has M/M/c in ten lines, and three examples more", () => {
  expect(EXAMPLES.length).toBe(4);
  const model = EXAMPLES[0]?.code.split("\n\n")[1] ?? "";
  expect(model.split("\n").length).toBeLessThanOrEqual(10);
});

test.each(EXAMPLES)("an example of the kernel prints what its page says: $title", ({ code, output }) => {
  const file = join(folder, "example.mjs");
  writeFileSync(file, code);
  expect(execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" })).toBe(output);
});

function hongbao(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const bin = join(folder, "node_modules/.bin/hongbao");
  return spawnSync(bin, words, { cwd: folder, encoding: "utf8", env: cleanEnvironment() });
}

function npm(cwd: string, ...words: string[]): void {
  execFileSync("npm", words, { cwd, stdio: ["ignore", "ignore", "inherit"], env: cleanEnvironment() });
}

/** Without what the npm that runs the tests hands down to its children. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?:package|lifecycle)/.test(name)),
  );
}
