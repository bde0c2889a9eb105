import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = new URL("../..", import.meta.url).pathname;
const BIN = join(ROOT, "bin/hongbao.js");

interface Workflow {
  jobs: { check: { env: Record<string, string>; steps: { uses?: string; run?: string; if?: string }[] } };
}

let folder = "";
let tarball = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-workflow-"));
  npm(ROOT, "pack", "--ignore-scripts", "--silent", "--pack-destination", folder);
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ten seconds of a small town, whose one budget holds or not. */
const town = (min: string) => `version: 1
name: ten seconds
run: {from: "2015-02-18 20:00", to: "20:00:10", drain: 20s, scale: 1/1, seed: town}
population: {users: 20k}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 200/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:01", rate: 5/s}], rounds: []}
sets: {count: 6}
budgets:
  - {id: fast, figure: latency, step: shake, quantile: 50%, max: ${min}}
`;

test("the workflow that init writes judges the scenario with nothing but its own steps, in a folder with nothing else", () => {
  const repository = join(folder, "repository");
  mkdirSync(repository);
  writeFileSync(join(repository, "it's a night.yaml"), town("1min"));
  expect(
    spawnSync(process.execPath, [BIN, "init", "it's a night.yaml", "--ci", "github"], { cwd: repository })
      .status,
  ).toBe(0);
  // What was there stays as it was.
  expect(readFileSync(join(repository, "it's a night.yaml"), "utf8")).toBe(town("1min"));

  const passed = steps(repository);
  expect(passed.codes).toEqual([0, 0]);
  expect(passed.summary).toContain("# hongbao check");
  expect(passed.stderr).not.toContain("::error");
  expect(readdirSync(join(repository, "hongbao-check")).sort()).toEqual(["index.html", "junit.xml"]);

  writeFileSync(join(repository, "it's a night.yaml"), town("1ms"));
  const failed = steps(repository, 1);
  expect(failed.codes).toEqual([1]);
  expect(failed.stderr).toMatch(/^::error file=it's a night\.yaml,line=10,col=5,title=fail%3A fast/m);
}, 300_000);

/** Runs the steps of the workflow from this one on, as GitHub does: each a script for bash -e. */
function steps(repository: string, from = 0): { codes: (number | null)[]; stderr: string; summary: string } {
  const workflow = parse(readFileSync(join(repository, ".github/workflows/hongbao.yml"), "utf8")) as Workflow;
  const { env, steps } = workflow.jobs.check;
  expect(env.HONGBAO).toMatch(/^hongbao@\d+\.\d+\.\d+$/);
  const summary = join(folder, "summary.md");
  const ran = steps
    .flatMap(({ run }) => (run === undefined ? [] : [run]))
    .slice(from)
    .map((run) => bash(run, repository, { ...env, HONGBAO: tarball, GITHUB_STEP_SUMMARY: summary }));
  return {
    codes: ran.map(({ status }) => status),
    stderr: ran.map(({ stderr }) => stderr).join(""),
    summary: readFileSync(summary, "utf8"),
  };
}

/** Without the network first: what the package needs is in npm's cache where this repository was installed. */
function bash(script: string, cwd: string, env: Record<string, string>) {
  const run = (npmMode: string) =>
    spawnSync("bash", ["-e", "-c", script], {
      cwd,
      encoding: "utf8",
      env: { ...cleanEnvironment(), ...env, GITHUB_ACTIONS: "true", [npmMode]: "true" },
    });
  const offline = run("npm_config_offline");
  return offline.status !== 0 && script.startsWith("npm ") ? run("npm_config_prefer_offline") : offline;
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
