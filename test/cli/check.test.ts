import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkReportSchema } from "../../src/check/check-report.ts";
import type { Engine } from "../../src/cli/engine.ts";
import { lazyEngine } from "../../src/cli/lazy-engine.ts";
import { main } from "../../src/cli/main.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-check-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Ten seconds of a small town, with budgets. */
function scenario(name: string, ...budgets: string[]): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `version: 1
name: ten seconds
run: {from: "2015-02-18 20:00", to: "20:00:10", drain: 20s, scale: 1/1, seed: town}
population: {users: 20k}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 200/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:01", rate: 5/s}], rounds: []}
sets: {count: 6}
budgets:
${budgets.map((budget) => `  - {${budget}}\n`).join("")}`,
  );
  return file;
}

const HOLDS = "id: answered, figure: availability, steps: [shake], min: 90%";
const BREAKS = "id: too-fast, figure: latency, step: shake, max: 1ms";
/** The median of a level that is as often above as below. */
const OPEN = "id: open, figure: goodput, steps: [shake], min: 199/s, max: 201/s";
const NOTHING = "id: nothing, figure: latency, step: grab, quantile: 99.9%, max: 1s";

async function check(words: string[], options: { engine?: Engine; env?: Record<string, string> } = {}) {
  const terminal = fakeTerminal({ env: options.env ?? {} });
  const code = await main(
    ["check", ...words, "--workers", "1", "--quiet"],
    terminal,
    options.engine ?? lazyEngine,
  );
  return { code, ...terminal.printed };
}

test("budgets that hold exit with 0, and stdout has nothing but the verdicts", async () => {
  const { code, stdout, stderr } = await check([scenario("a.yaml", HOLDS)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("✓ pass      answered");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(
    "1 scenario, 1 verdict: 1 pass, 0 fail, 0 undecided, 0 no data",
  );
});

test("a budget that fails exits with 1, and says which seed is worst and how to run it again", async () => {
  const file = scenario("a.yaml", HOLDS, BREAKS);
  const { code, stdout } = await check([file]);
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`hongbao run ${file} --seed=town(?:/[2-5])?\n`));
});

test("an undecided budget and one without data exit with 3, a failing one beside them with 1", async () => {
  expect((await check([scenario("a.yaml", OPEN), "--seeds", "5"])).code).toBe(3);
  expect((await check([scenario("b.yaml", NOTHING), "--seeds", "5"])).code).toBe(3);
  expect((await check([scenario("c.yaml", NOTHING, BREAKS), "--seeds", "5"])).code).toBe(1);
});

test("--fail-on says which failing budgets count", async () => {
  const warned = scenario("a.yaml", `${BREAKS}, severity: warn`);
  expect((await check([warned])).code).toBe(0);
  expect((await check([warned, "--fail-on", "warn"])).code).toBe(1);
  expect((await check([scenario("b.yaml", BREAKS), "--fail-on", "never"])).code).toBe(0);
});

test("--on-undecided says what an undecided budget does, and never lets no data pass", async () => {
  const open = scenario("a.yaml", OPEN);
  expect((await check([open, "--seeds", "5", "--on-undecided", "warn"])).code).toBe(0);
  expect((await check([open, "--seeds", "5", "--on-undecided", "pass"])).code).toBe(0);
  expect((await check([scenario("b.yaml", NOTHING), "--seeds", "5", "--on-undecided", "pass"])).code).toBe(3);
});

test("many files make one report, in their order", async () => {
  const files = [scenario("b.yaml", HOLDS), scenario("a.yaml", HOLDS), scenario("b.yaml", HOLDS)];
  const { code, stdout } = await check([...files, "--json"]);
  const report = checkReportSchema.parse(JSON.parse(stdout));
  expect(code).toBe(0);
  expect(report.scenarios.map(({ file }) => file)).toEqual(files.slice(0, 2));
  expect(report.scenarios[0]?.verdicts[0]?.place).toEqual({ file: files[0], line: 10, column: 5 });
  expect(report.scenarios[0]?.seeds).toEqual(["town", "town/2", "town/3", "town/4", "town/5"]);
});

test("of several files studies are left out, and told; a study that is named alone is judged", async () => {
  const short = scenario("a.yaml", HOLDS);
  const study = scenario("b.yaml", HOLDS);
  writeFileSync(study, readFileSync(study, "utf8").replace("run: {", "run: {study: true, "));
  const several = await check([study, short, "--json"]);
  const report = checkReportSchema.parse(JSON.parse(several.stdout));
  expect(several.code).toBe(0);
  expect(report.scenarios.map(({ file }) => file)).toEqual([short]);
  expect(report.leftOut).toEqual([{ file: study, name: "ten seconds" }]);
  const alone = await check([study]);
  expect(alone.code).toBe(0);
  expect(alone.stdout).toContain("✓ pass      answered");
  expect(alone.stdout).not.toContain("Left out");
});

test("the problems of all files are told at once, before anything is run", async () => {
  const broken = scenario("a.yaml", "id: a, figure: latencyy, max: 1s");
  const empty = scenario("b.yaml", `${HOLDS}, severity: "off"`);
  const lab = new URL("../../scenarios/lab/mm1.yaml", import.meta.url).pathname;
  const { code, stdout, stderr } = await check([broken, empty, lab, join(folder, "gone.yaml")]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/a\.yaml:10:21: budgets\.a\.figure: found "latencyy"/),
    expect.stringMatching(/b\.yaml: it has no budgets, expected at least one to judge/),
    expect.stringMatching(/mm1\.yaml: it has no budgets/),
    expect.stringMatching(/gone\.yaml: .*does not exist/),
  ]);
});

test.each([
  [["--seeds", "3"], '--seeds: found "3", expected ascending numbers from 5 to 100'],
  [["--seeds", "10,5"], '--seeds: found "10,5"'],
  [["--seeds", "many"], '--seeds: found "many"'],
  [["--fail-on", "errors"], '--fail-on: found "errors", expected one of error, warn, never'],
  [["--on-undecided", "skip"], "--on-undecided: found"],
  [["--junit", "x", "--html", "x"], "--html: x is written by --junit already"],
])("%j is an input error", async (words, message) => {
  const { code, stderr } = await check([scenario("a.yaml", HOLDS), ...words]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test("any number of outputs come of one run, into folders that need not be there", async () => {
  const to = (name: string) => join(folder, "out", name);
  const words = [
    "--junit",
    to("c.xml"),
    "--markdown",
    to("c.md"),
    "--html",
    to("c.html"),
    "--json",
    "--github",
  ];
  const { code, stdout, stderr } = await check([scenario("a.yaml", HOLDS, BREAKS), ...words]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { pass: 1, fail: 1 } });
  expect(stderr).toMatch(/^::error file=.*a\.yaml,line=11,col=5,title=fail%3A too-fast/);
  expect(readFileSync(to("c.xml"), "utf8")).toContain('failures="1"');
  expect(readFileSync(to("c.md"), "utf8")).toContain("# hongbao check");
  expect(readFileSync(to("c.html"), "utf8")).toContain("<!doctype html>");
});

test("annotations come by themselves in GitHub Actions, and not where they are declined", async () => {
  const file = scenario("a.yaml", BREAKS);
  const env = { GITHUB_ACTIONS: "true" };
  expect((await check([file], { env })).stderr).toMatch(/^::error /);
  expect((await check([file, "--github=false"], { env })).stderr).toBe("");
});

test("a folder that cannot be written is known before the first run", async () => {
  const executor = async () => {
    throw new Error("nothing should run");
  };
  const file = scenario("a.yaml", HOLDS);
  const { code, stderr } = await check([file, "--junit", "/proc/nowhere/c.xml"], {
    engine: { ...lazyEngine, executor },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("cannot write to the folder /proc/nowhere");
});

test("a run that breaks is a bug of ours: exit code 4, and the other verdicts are printed", async () => {
  const executor: Engine["executor"] = async (workers) => {
    const real = await lazyEngine.executor(workers);
    return {
      close: () => real.close(),
      execute: (tasks, options) =>
        tasks[0]?.scenario.name === "broken"
          ? Promise.resolve(tasks.map(() => ({ kind: "failed", message: "a pool is full" })))
          : real.execute(tasks, options),
    };
  };
  const files = [scenario("a.yaml", HOLDS), scenario("b.yaml", HOLDS)];
  const text = readFileSync(files[1] ?? "", "utf8").replace("ten seconds", "broken");
  writeFileSync(files[1] ?? "", text);
  const { code, stdout, stderr } = await check(files, { engine: { ...lazyEngine, executor } });
  expect(code).toBe(4);
  expect(stdout).toContain("✓ pass      answered");
  expect(stdout).toContain("broken, a fault of ours: seed town: a pool is full");
  expect(stderr).toContain("seed town: a pool is full");
});

test("interrupted, it prints what was decided and exits with 130", async () => {
  const terminal = fakeTerminal();
  const files = [scenario("a.yaml", HOLDS), scenario("b.yaml", HOLDS)];
  const executor: Engine["executor"] = async (workers) => {
    const real = await lazyEngine.executor(workers);
    let lists = 0;
    return {
      close: () => real.close(),
      execute: (tasks, options) => {
        if (++lists === 2) terminal.interrupt();
        return real.execute(tasks, options);
      },
    };
  };
  const code = await main(["check", ...files, "--workers", "1"], terminal, { ...lazyEngine, executor });
  expect(code).toBe(130);
  expect(terminal.printed.stdout).toContain("INTERRUPTED");
});

test("the budgets of a lab are judged as any others, without a clock or a scale", async () => {
  const file = join(folder, "lab.yaml");
  const mm1 = new URL("../../scenarios/lab/mm1.yaml", import.meta.url).pathname;
  writeFileSync(
    file,
    `version: 1
kind: lab
extends: ${mm1}
run: {requests: 2k, warmup: 500, replications: 4}
budgets:
  - {id: mean, of: users, figure: response.mean, max: 20s}
  - {id: tail, of: users, figure: response.p99, max: 1ms}
`,
  );
  const { code, stdout } = await check([file, "--seeds", "5"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/✓ pass {6}mean .*\n {2}✗ fail {6}tail .*\n {6}response\.p99 of users\n/);
  expect(stdout).toContain("(5 seeds)");
});

test("the verdicts depend on what is set, and the command to run a seed again says it", async () => {
  const file = scenario("a.yaml", HOLDS);
  const { code, stdout } = await check([
    file,
    "--set",
    "budgets.answered.min=100%",
    "--set",
    "carriers.access.wifi.loss=50%",
    "--seeds",
    "5",
  ]);
  expect(code).not.toBe(0);
  expect(stdout).toContain("--set budgets.answered.min=100% --set carriers.access.wifi.loss=50%");
});
