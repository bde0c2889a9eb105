import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Engine, ReportExtras } from "../../src/cli/engine.ts";
import { main } from "../../src/cli/main.ts";
import { encodeResult } from "../../src/result/encode.ts";
import type { Result } from "../../src/result/result.ts";
import { sampleResult } from "../result/sample-result.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hongbao-report-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

let drawn: { result: Result; extras: ReportExtras | undefined }[] = [];
beforeEach(() => {
  drawn = [];
});

async function hongbao(...words: string[]) {
  const terminal = fakeTerminal();
  const engine: Engine = {
    ...fakeEngine(),
    renderReport: async (result, extras) => {
      drawn.push({ result, extras });
      return "<!doctype html>\n";
    },
  };
  const code = await main(words, terminal, engine);
  return { code, opened: terminal.opened, ...terminal.printed };
}

/** Writes a result under a name; what is changed makes it another run. */
function written(name: string, changes: Partial<Result> = {}): string {
  const file = join(folder, name);
  writeFileSync(file, encodeResult({ ...sampleResult(), ...changes }));
  return file;
}

test("several results are drawn as seeds of the first, beside which the page is written", async () => {
  const files = ["a", "b", "c"].map((seed) => written(`${seed}.json`, { seed }));
  const { code, stderr } = await hongbao("report", ...files);
  expect(stderr).toBe(`Wrote ${join(folder, "report.html")}\n`);
  expect(code).toBe(0);
  expect(drawn[0]?.result.seed).toBe("a");
  expect(drawn[0]?.extras?.seeds?.map(({ seed }) => seed)).toEqual(["b", "c"]);
});

test("two results to compare are drawn as before and after", async () => {
  const [a, b] = [written("before.json", { seed: "a" }), written("after.json", { seed: "b" })];
  const { stderr } = await hongbao("report", "--compare", a, b);
  expect(stderr).toBe(`Wrote ${join(folder, "comparison.html")}\n`);
  expect(drawn[0]?.extras?.before?.seed).toBe("a");
  expect(drawn[0]?.result.seed).toBe("b");
  const out = join(folder, "change.html");
  expect((await hongbao("report", "--compare", a, b, "--out", out)).code).toBe(0);
  expect(readFileSync(out, "utf8")).toBe("<!doctype html>\n");
});

/** What a check printed of a scenario with this hash, about one budget. */
function checked(name: string, sha256: string): string {
  const verdict = {
    id: "core",
    budget: 0,
    text: "core requests answered",
    unit: "share",
    severity: "error",
    verdict: "pass",
    why: null,
    estimate: 0.9997,
    low: 0.9993,
    high: 0.9999,
    max: null,
    min: 0.999,
    margin: 0.0007,
    confidence: 0.95,
    samples: 350_000,
    samplesMin: 1,
    replications: 5,
    slices: { judged: 1, all: 1, bad: 0, allowed: 0 },
    fromMs: 0,
    toMs: 60_000,
    worst: null,
    place: { file: "night.yaml", line: 3, column: 5 },
    replay: null,
    level: "none",
  };
  const scenario = {
    file: "night.yaml",
    name: "A night",
    sha256,
    start: "2015-02-18T20:00:00",
    k: 319,
    seeds: ["a"],
    events: 1,
    interrupted: false,
    error: null,
    verdicts: [verdict],
  };
  const report = {
    format: "hongbao-check",
    version: 1,
    engine: { name: "hongbao", version: "0.1.0" },
    looks: [5],
    scenarios: [scenario],
    leftOut: [],
    counts: { pass: 1, fail: 0, undecided: 0, "no data": 0 },
  };
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test("what a check said of the same scenario is drawn with its result", async () => {
  const file = written("judged.json");
  const { code } = await hongbao(
    "report",
    file,
    "--check",
    checked("own.json", sampleResult().scenario.sha256),
  );
  expect(code).toBe(0);
  expect(drawn[0]?.extras?.budgets).toMatchObject([{ id: "core", verdict: "pass", low: 0.9993 }]);
});

test("what a check said of another scenario, or what is no check, is refused", async () => {
  const file = written("judged.json");
  const other = await hongbao("report", file, "--check", checked("other.json", "f".repeat(64)));
  expect(other.stderr).toMatch(/other\.json judges "A night", expected the scenario of the result/);
  const wrong = await hongbao("report", file, "--check", file);
  expect(wrong.stderr).toMatch(/judged\.json is not what hongbao check --json prints/);
  const absent = await hongbao("report", file, "--check", join(folder, "absent.json"));
  expect(absent.stderr).toMatch(/absent\.json cannot be read/);
  expect([other.code, wrong.code, absent.code]).toEqual([2, 2, 2]);
});

test("what a scale was measured to be off by is drawn with a result of that scenario and scale, and no other", async () => {
  const file = written("scaled.json");
  const { scenario, scale } = sampleResult();
  const error = (name: string, k: number) => {
    const at = join(folder, "scale.json");
    const document = { format: "hongbao-scale", version: 1, name, k, finer: 1, seeds: ["a", "b"] };
    writeFileSync(at, JSON.stringify({ ...document, fromMs: 0, toMs: 1000, figures: [], leftOut: [] }));
    return hongbao("report", file, "--scale-error", at);
  };
  expect((await error(scenario.name, scale.k)).code).toBe(0);
  expect(drawn[0]?.extras?.scaleError).toMatchObject({ k: scale.k, finer: 1 });
  const others = [await error("another", scale.k), await error(scenario.name, scale.k + 1)];
  for (const { code, stderr } of others) {
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /scale\.json is of ".+" at 1\/\d+, expected the scenario and the scale of the result/,
    );
  }
  const wrong = await hongbao("report", file, "--scale-error", file);
  expect(wrong.stderr).toMatch(/scaled\.json is not what hongbao run --measure-scale --json prints/);
});

test("the page is opened only when that is asked for", async () => {
  const file = written("one.json");
  expect((await hongbao("report", file)).opened).toEqual([]);
  expect((await hongbao("report", file, "--open")).opened).toEqual([join(folder, "report.html")]);
});

test.each([
  [["report"], /a file is missing, expected: hongbao report RESULT, or --compare A B/],
  [["report", "a.json", "again.json"], /again\.json has the seed of .*a\.json: a/],
  [["report", "a.json", "finer.json"], /finer\.json is of another scale than .*a\.json: .*--compare/],
  [["report", "a.json", "changed.json"], /changed\.json is of another scenario than/],
  [["report", "--compare", "a.json", "b.json", "c.json"], /one word too many/],
  [
    ["report", "--compare", "a.json", "b.json", "--compare", "a.json", "c.json"],
    /given 4 results, expected two/,
  ],
  [["report", "a.json", "absent.json"], /absent\.json cannot be read/],
])("%j is refused with what is wrong", async (words, message) => {
  written("a.json", { seed: "a" });
  written("b.json", { seed: "b" });
  written("c.json", { seed: "c" });
  written("again.json", { seed: "a" });
  written("finer.json", { seed: "b", scale: { k: 1, notes: [] } });
  written("changed.json", { seed: "b", scenario: { ...sampleResult().scenario, sha256: "f".repeat(64) } });
  const paths = words.map((word) => (word.endsWith(".json") ? join(folder, word) : word));
  rmSync(join(folder, "report.html"), { force: true });
  const { code, stderr } = await hongbao(...paths);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(existsSync(join(folder, "report.html"))).toBe(false);
});
