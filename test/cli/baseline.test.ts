import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../src/cli/engine.ts";
import { lazyEngine } from "../../src/cli/lazy-engine.ts";
import { main } from "../../src/cli/main.ts";
import { decodeBaseline, encodeBaseline } from "../../src/result/baseline/encode-baseline.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
let file = "";
let kept = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-baseline-"));
  kept = join(folder, "kept.json");
  file = scenario("a.yaml", GROWS, SHRINKS);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GROWS = "id: fast, figure: latency, step: shake, maxIncrease: 5%";
const SHRINKS = "id: good, figure: goodput, steps: [shake], maxDecreaseBy: 1/s, severity: warn";

/** Ten seconds of a small town, with these budgets and none of the gala. */
function scenario(name: string, ...budgets: string[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `version: 1
description: of a small town
name: ten seconds
run: {from: 2015-02-18 20:00, to: "20:00:10", drain: 20s, scale: 1/1, seed: town}
population: {users: 20k}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 200/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:01", rate: 5/s}], rounds: []}
sets: {count: 6}
budgets:
${budgets.map((budget) => `  - {${budget}}\n`).join("")}`,
  );
  return path;
}

async function baseline(words: string[], engine: Engine = lazyEngine) {
  const terminal = fakeTerminal();
  const code = await main(["baseline", ...words, "--workers", "1", "--quiet"], terminal, engine);
  return { code, ...terminal.printed };
}

const write = (...words: string[]) => baseline(["write", file, "--out", kept, ...words]);
const check = (...words: string[]) => baseline(["check", file, "--baseline", kept, ...words]);

test("written twice a baseline has the same bytes, and a check against it passes and says that nothing has changed", async () => {
  const { code, stdout, stderr } = await write();
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toMatch(/^Wrote .*kept\.json: \d+ figures of 5 seeds\n$/);
  const text = readFileSync(kept, "utf8");
  await write();
  expect(readFileSync(kept, "utf8")).toBe(text);
  const checked = await check();
  expect(checked.code).toBe(0);
  expect(checked.stderr).toMatch(/^All \d+ figures are the same to the digit as in .*kept\.json\n$/);
  expect(checked.stdout).toMatch(/✓ pass {6}fast +0 %/);
});

test("what has grown beyond its limit fails with 1, in every output of a check", async () => {
  await write();
  const before = decodeBaseline(readFileSync(kept, "utf8"));
  const figures = before.figures.map((figure) =>
    figure.id === "fast"
      ? { ...figure, value: figure.value / 2, without: figure.without.map((value) => value / 2) }
      : figure,
  );
  writeFileSync(kept, encodeBaseline({ ...before, figures }));
  const junit = join(folder, "c.xml");
  const { code, stdout, stderr } = await check("--json", "--junit", junit, "--github");
  expect(code).toBe(1);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ looks: [5], counts: { pass: 1, fail: 1 } });
  expect(report.scenarios[0].verdicts[0]).toMatchObject({ estimate: 1, max: 0.05, place: { line: 11 } });
  expect(readFileSync(junit, "utf8")).toContain('failures="1"');
  expect(stderr).toMatch(/^::error file=.*a\.yaml,line=11/);
  expect(stderr).toContain("1 of ");
  expect(stderr).toContain("are not those of");
  expect((await check("--fail-on", "never")).code).toBe(0);
});

test("another scenario or another version is not comparable: exit code 2, whatever may fail it, and nothing is run", async () => {
  await write();
  const before = decodeBaseline(readFileSync(kept, "utf8"));
  writeFileSync(kept, encodeBaseline({ ...before, engine: { name: "hongbao", version: "0.0.1" } }));
  const words = ["check", file, "--baseline", kept, "--set", "sets.count=5", "--fail-on", "never"];
  const { code, stdout, stderr } = await baseline(words, {
    ...lazyEngine,
    executor: async () => {
      throw new Error("nothing should run");
    },
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/is not comparable: it is of another scenario \([0-9a-f]{64}\) than/);
  expect(stderr).toMatch(/is not comparable: it is of another version of hongbao \(0\.0\.1\) than/);
});

test("no data then or now never passes", async () => {
  file = scenario("b.yaml", "id: tail, figure: latency, step: grab, quantile: 99.99%, maxIncrease: 5%");
  await write();
  const { code, stdout } = await check("--on-undecided", "pass");
  expect(code).toBe(3);
  expect(stdout).toContain("∅ no data   tail");
});

test("hongbao check says that there is nothing to judge where all limits are against a baseline", async () => {
  const terminal = fakeTerminal();
  expect(await main(["check", file, "--quiet"], terminal, lazyEngine)).toBe(2);
  expect(terminal.printed.stderr).toContain("it has no budgets, expected at least one to judge");
});

test.each([
  [["check", "FILE", "--baseline", "gone.json"], "gone.json cannot be read: there is no such file"],
  [["check", "FILE", "--baseline", "FILE"], "a.yaml is not JSON, expected a baseline"],
  [["write", "FILE", "--seeds", "2"], '--seeds: found "2", expected a number from 5 to 100'],
  [["write", "FILE", "--json"], "--json: it is for hongbao baseline check"],
  [["check", "FILE", "--out", "x"], "--out: it is for hongbao baseline write"],
  [["chekc", "FILE"], 'ACTION: found "chekc", expected one of write, check'],
  [["write", "gone.yaml"], "gone.yaml"],
])("%j is an input error", async (words, message) => {
  const given = words.map((word) => (word === "FILE" ? file : word));
  const { code, stdout, stderr } = await baseline(given);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});

test("a scenario without a limit against a baseline cannot be checked against one", async () => {
  file = scenario("b.yaml", "id: fast, figure: latency, step: shake, max: 4s");
  await write();
  const { code, stderr } = await check();
  expect(code).toBe(2);
  expect(stderr).toContain("no budget has a maxIncrease or maxDecrease, expected at least one to judge");
});

test("interrupted, or with a run that breaks, no baseline is written", async () => {
  const outcome = async (of: "skipped" | "failed") => {
    const terminal = fakeTerminal();
    const executor: Engine["executor"] = async () => ({
      execute: async (tasks) => {
        if (of === "skipped") terminal.interrupt();
        return tasks.map(() =>
          of === "failed" ? { kind: "failed", message: "a pool" } : { kind: "skipped" },
        );
      },
      close: async () => {},
    });
    const words = ["baseline", "write", file, "--out", kept, "--quiet"];
    return main(words, terminal, { ...lazyEngine, executor });
  };
  expect([await outcome("skipped"), await outcome("failed")]).toEqual([130, 4]);
  expect(() => readFileSync(kept)).toThrow();
});
