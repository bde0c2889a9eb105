import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lazyEngine } from "../../src/cli/lazy-engine.ts";
import { main } from "../../src/cli/main.ts";
import { encodeResult } from "../../src/result/encode.ts";
import type { Result } from "../../src/result/result.ts";
import { sampleResult } from "../result/sample-result.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-results-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function hongbao(...words: string[]) {
  const terminal = fakeTerminal();
  const code = await main(words, terminal, lazyEngine);
  return { code, ...terminal.printed };
}

function result(name: string, changes: Partial<Result> = {}): string {
  mkdirSync(join(folder, name));
  const file = join(folder, name, "result.json");
  writeFileSync(file, encodeResult(sampleResult(changes)));
  return file;
}

/** A lab's run: its kind of result has no clock. */
async function lab(name: string, ...words: string[]): Promise<string> {
  const file = join(folder, "lab.yaml");
  writeFileSync(
    file,
    `version: 1
kind: lab
name: a desk
run: {requests: 1k, warmup: 100, replications: 2, seed: desk}
sources: [{id: users, arrivals: {poisson: 0.5/s}, path: [desk]}]
stations: [{id: desk, service: {exponential: 1s}}]
`,
  );
  const out = join(folder, name);
  expect((await hongbao("run", file, "--out", out, "--quiet", ...words)).code).toBe(0);
  return out;
}

test("equal results exit with 0, others with 1 and with what differs", async () => {
  const [a, b, c] = [result("a"), result("b"), result("c", { seed: "other", events: 5 })];
  expect(await hongbao("results", "diff", a, join(b, ".."))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The same: all \d+ values\.\n$/),
    stderr: "",
  });
  const { code, stdout } = await hongbao("results", "diff", a, c);
  expect(code).toBe(1);
  expect(stdout).toContain("  seed: s in A, other in B\n");
  expect(stdout).toContain("  events\n  A: 1234\n  B: 5\n");
});

test("--json tells the same as data", async () => {
  const { stdout } = await hongbao("results", "diff", result("a"), result("b", { events: 5 }), "--json");
  expect(JSON.parse(stdout)).toMatchObject({ equal: false, differing: 1, first: { path: "events", b: "5" } });
});

test("results of labs are told apart as well", async () => {
  const [a, again, b] = [
    await lab("a"),
    await lab("again"),
    await lab("b", "--set", "stations.desk.servers=2"),
  ];
  expect((await hongbao("results", "diff", a, again)).code).toBe(0);
  const { code, stdout } = await hongbao("results", "diff", a, b);
  expect(code).toBe(1);
  expect(stdout).toContain("stations.desk.servers: 1 -> 2");
  const mixed = await hongbao("results", "diff", a, result("c"));
  expect(mixed.code).toBe(2);
  expect(mixed.stderr).toContain("of a scenario of kind lab");
});

test.each([
  [["diff", "A"], "Not enough|a file is missing"],
  [["diff", "A", "gone.json"], "gone.json cannot be read: there is no such file"],
  [["diff", "A", "FOLDER"], "result.json cannot be read"],
  [["diff", "A", "TEXT"], "is not JSON"],
  [["dif", "A", "A"], 'ACTION: found "dif", expected one of diff'],
])("%j is an input error", async (words, message) => {
  const text = join(folder, "text.json");
  writeFileSync(text, "hello");
  mkdirSync(join(folder, "empty"));
  const names: Record<string, string> = { A: result("a"), FOLDER: join(folder, "empty"), TEXT: text };
  const { code, stdout, stderr } = await hongbao("results", ...words.map((word) => names[word] ?? word));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(new RegExp(message));
});
