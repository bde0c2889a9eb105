import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../src/cli/engine.ts";
import { lazyEngine } from "../../src/cli/lazy-engine.ts";
import { main } from "../../src/cli/main.ts";
import { comparisonSchema } from "../../src/result/compare/comparison.ts";
import { encodeResult } from "../../src/result/encode.ts";
import type { Result } from "../../src/result/result.ts";
import { sampleResult } from "../result/sample-result.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-compare-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GALA = new URL("../../scenarios/spring-festival-2015.yaml", import.meta.url).pathname;

/** Ten seconds of a small town. */
function scenario(name: string, more = "", called = "ten seconds"): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `version: 1
extends: ${GALA}
name: ${JSON.stringify(called)}
run: {to: "20:00:10", drain: 20s, scale: 1/1, seed: town}
population: {users: 20k}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 200/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:01", rate: 5/s}], rounds: []}
sets: {count: 6}
${more}`,
  );
  return file;
}

/** A desk with one server at load 0.5. */
function lab(): string {
  const file = join(folder, "desk.yaml");
  writeFileSync(
    file,
    `version: 1
kind: lab
name: a desk
run: {requests: 2k, warmup: 100, replications: 2, seed: desk}
sources: [{id: users, arrivals: {poisson: 0.5/s}, path: [desk]}]
stations: [{id: desk, service: {exponential: 1s}}]
`,
  );
  return file;
}

async function compare(words: string[], engine: Engine = lazyEngine) {
  const terminal = fakeTerminal();
  const code = await main(["compare", ...words, "--quiet"], terminal, engine);
  return { code, ...terminal.printed };
}

const compared = (stdout: string) => comparisonSchema.parse(JSON.parse(stdout));

test("one scenario with two lists of changes: what changed, and what the change moved and what not", async () => {
  const file = scenario("a.yaml");
  const words = ["--b", "carriers.access.wifi.loss=30%", "--workers", "1", "--json"];
  const { code, stdout, stderr } = await compare([file, ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { a, b, changes, figures, pairs, paired } = compared(stdout);
  expect({ pairs, paired, flags: [a.flags, b.flags] }).toEqual({
    pairs: 5,
    paired: true,
    flags: [[], ["--set", "carriers.access.wifi.loss=30%"]],
  });
  expect(changes.map(({ path }) => path)).toEqual(["carriers.access.wifi.loss"]);
  const moveOf = (id: string) => figures.find((figure) => figure.id === id)?.move;
  expect(moveOf("shake.client.p50")).toBe("worse");
  expect(moveOf("ledger.error")).toBe("same");
  // The same traffic on both sides.
  expect(a.seeds).toEqual(["town", "town/2", "town/3", "town/4", "town/5"]);
  expect(b.seeds).toEqual(a.seeds);
});

test("two scenario files of one name and text are the same, and nothing is run", async () => {
  const executor: Engine["executor"] = async () => ({
    execute: async (tasks) => {
      if (tasks.length > 0) throw new Error("nothing should run");
      return [];
    },
    close: async () => {},
  });
  const { code, stdout } = await compare([scenario("a.yaml"), scenario("b.yaml")], {
    ...lazyEngine,
    executor,
  });
  expect(code).toBe(0);
  expect(stdout).toContain("Nothing was run: every figure would be the same to the digit.");
});

test("any number of outputs come of one comparison, and a name that closes a script harms none", async () => {
  const files = [scenario("a.yaml"), scenario("b.yaml", "client: {retries: 0}", "</script><img src=x>")];
  const to = (name: string) => join(folder, "out", name);
  const words = ["--workers", "1", "--seeds", "2", "--markdown", to("c.md"), "--html", to("c.html")];
  const { code, stdout } = await compare([...files, ...words]);
  expect(code).toBe(0);
  const [markdown, html] = ["c.md", "c.html"].map((name) => readFileSync(to(name), "utf8"));
  expect(stdout).toContain("2 pairs of runs");
  expect(stdout).toContain("client.retries: 1 -> 0");
  expect(markdown).toContain("# hongbao compare");
  expect(html).toContain("What changed");
  expect(html).toContain("together (Holm)");
  expect(markdown).not.toContain("<img");
  expect(html).not.toContain("<img");
});

test("one pair of runs has no interval, and says so", async () => {
  const { code, stdout } = await compare([
    scenario("a.yaml"),
    "--b",
    "client.retries=0",
    "--seeds",
    "1",
    "--workers",
    "1",
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("one run of each side gives no interval");
});

test("labs are compared as well, on a page without charts", async () => {
  const html = join(folder, "lab.html");
  const { code, stdout } = await compare([
    lab(),
    "--b",
    "stations.desk.servers=2",
    "--html",
    html,
    "--workers",
    "1",
    "--json",
  ]);
  expect(code).toBe(0);
  const wait = compared(stdout).figures.find(({ id }) => id === "desk.wait.mean");
  expect(wait?.move).toBe("better");
  // M/M/1 at load 0.5 waits 1 s; M/M/2 at half of that load 1/15 s.
  expect(wait?.low).toBeLessThan(-1000 * (1 - 1 / 15));
  expect(wait?.high).toBeGreaterThan(-1000 * (1 - 1 / 15));
  expect(readFileSync(html, "utf8")).toContain("desk");
});

/** A result under a name; what is changed makes it another run. */
function result(path: string, changes: Partial<Result> = {}): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, encodeResult(sampleResult(changes)));
  return file;
}

test("two results: nothing is run, and one run of each gives no interval", async () => {
  const [a, b] = [result("a/result.json"), result("b/result.json", { seed: "other" })];
  const same = compared((await compare([a, result("again.json"), "--json"])).stdout);
  expect(same).toMatchObject({ pairs: 1, paired: true });
  const { code, stdout } = await compare([join(a, ".."), join(b, "..")]);
  expect(code).toBe(0);
  expect(stdout).toContain("part of every difference is chance");
});

test("folders of several seeds are paired by their seeds", async () => {
  for (const side of ["a", "b"])
    for (const seed of ["1", "2", side]) result(`${side}/${seed}/result.json`, { seed });
  const { code, stdout } = await compare([join(folder, "a"), join(folder, "b"), "--json"]);
  expect(code).toBe(0);
  expect(compared(stdout)).toMatchObject({ pairs: 2, paired: true });
});

test("two results of labs are compared, but none of a lab with one of an architecture", async () => {
  const ran = async (name: string, ...words: string[]) => {
    const out = join(folder, name);
    const terminal = fakeTerminal();
    expect(await main(["run", lab(), "--out", out, "--quiet", ...words], terminal, lazyEngine)).toBe(0);
    return out;
  };
  const [a, b] = [await ran("one"), await ran("two", "--set", "stations.desk.servers=2")];
  const { code, stdout } = await compare([a, b, "--json"]);
  expect(code).toBe(0);
  const found = compared(stdout);
  expect(found.changes).toEqual([{ path: "stations.desk.servers", before: "1", after: "2" }]);
  const wait = found.figures.find(({ id }) => id === "desk.wait.mean");
  expect(wait).toMatchObject({ unit: "ms", move: "not judged", low: null });
  expect(wait?.change).toBeLessThan(-500);
  const mixed = await compare([a, result("night.json")]);
  expect(mixed.code).toBe(2);
  expect(mixed.stderr).toContain("of a lab and of an architecture");
});

test.each([
  [["FILE"], "one side is missing, expected a second file, or changes to .*: --b path=value"],
  [["FILE", "FILE", "FILE"], "one word too many"],
  [["FILE", "RESULT"], "is a scenario, .* a result: expected two of one kind"],
  [["FILE", "LAB"], "is of kind architecture, .* of kind lab"],
  [
    ["FILE", "FILE", "--b", "access.server=5"],
    '--b access.server=5: access: unknown key "server" .did you mean "servers"',
  ],
  [["FILE", "--b", "x=1", "--seeds", "0"], '--seeds: found "0", expected a number from 1 to 100'],
  [["FILE", "--b", "access.servers=600", "--from", "19:00"], "--from: "],
  [
    ["FILE", "--b", "access.servers=600", "--html", "x", "--markdown", "x"],
    "x is written by --markdown already",
  ],
  [["LAB", "--b", "stations.desk.servers=2", "--scale", "1/10"], "--scale: a lab has none"],
  [["RESULT", "RESULT", "--seeds", "5"], "--seeds: results have been run, it is for scenarios"],
  [["RESULT", "EMPTY"], "holds no result.json, nor do its folders"],
  [["FILE", "gone.yaml"], "gone.yaml.*does not exist"],
])("%j is an input error", async (words, message) => {
  const names: Record<string, string> = {
    FILE: scenario("a.yaml"),
    LAB: lab(),
    RESULT: result("one/result.json"),
    EMPTY: join(folder, "empty"),
  };
  mkdirSync(join(folder, "empty"));
  const { code, stdout, stderr } = await compare(words.map((word) => names[word] ?? word));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(new RegExp(message));
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("problems of both sides are told at once, those that both have only once", async () => {
  const file = scenario("a.yaml");
  const { code, stderr } = await compare([file, "--set", "run.seeed=1", "--a", "a=1", "--b", "b=2"]);
  expect(code).toBe(2);
  expect(
    stderr
      .trimEnd()
      .split("\n")
      .map((line) => line.split(":")[0]),
  ).toEqual(["--set run.seeed=1", "--a a=1", "--b b=2"]);
});

test("several results without a seed in common cannot be paired", async () => {
  for (const side of ["a", "b"])
    for (const seed of ["1", "2"]) result(`${side}/${seed}/result.json`, { seed: `${side}${seed}` });
  const { code, stderr } = await compare([join(folder, "a"), join(folder, "b")]);
  expect(code).toBe(2);
  expect(stderr).toContain("have no seed in common");
});

test("a run that breaks is a bug of ours, interrupted it says that nothing is compared", async () => {
  const file = scenario("a.yaml");
  const failing: Engine["executor"] = async () => ({
    execute: async (tasks) => tasks.map(() => ({ kind: "failed", message: "a pool is full" })),
    close: async () => {},
  });
  const words = [file, "--b", "client.retries=0"];
  const broken = await compare(words, { ...lazyEngine, executor: failing });
  expect(broken.code).toBe(4);
  expect(broken.stderr).toContain("seed town: a pool is full");

  const terminal = fakeTerminal();
  const stopped: Engine["executor"] = async () => ({
    execute: async (tasks) => {
      terminal.interrupt();
      return tasks.map(() => ({ kind: "skipped" }));
    },
    close: async () => {},
  });
  const code = await main(["compare", ...words, "--quiet"], terminal, { ...lazyEngine, executor: stopped });
  expect(code).toBe(130);
  expect(terminal.printed).toEqual({ stdout: "", stderr: expect.stringContaining("Interrupted") });
});
