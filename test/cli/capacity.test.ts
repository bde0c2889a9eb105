import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { capacityResultSchema } from "../../src/result/capacity/capacity-result.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { finished, hongbao, untilFinished } from "./sweep-process.ts";

const DESK = `version: 1
kind: lab
name: desk
run: {requests: 10k, warmup: 200, replications: 3, seed: s}
sources: [{id: users, arrivals: {poisson: 8/s}, path: [desk]}]
stations: [{id: desk, servers: 10, service: {exponential: 1s}}]
budgets:
  - {id: wait, of: desk, figure: wait.p90, max: 1s}
  - {id: full, of: desk, figure: utilisation, max: 0.95, severity: warn}
`;

let folder = "";
let file = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-capacity-"));
  file = join(folder, "desk.yaml");
  writeFileSync(file, DESK);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const out = (name: string): string => join(folder, name);
const RATE = ["--vary", "sources.users.arrivals.poisson=5/s..12/s"];

async function here(...words: string[]) {
  const terminal = fakeTerminal();
  const code = await main(["capacity", file, "--quiet", "--workers", "1", ...words], terminal);
  return { code, ...terminal.printed };
}

function documents(name: string): Record<string, string> {
  const names = readdirSync(out(name)).filter((one) => one !== "runs");
  return Object.fromEntries(names.map((one) => [one, readFileSync(join(out(name), one), "utf8")]));
}

test("a search prints its answer in sentences, and writes a document, tables and a page; the same on threads", async () => {
  const { code, stdout } = await here(...RATE, "--out", out("here"));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^desk {2}\d+ runs at \d+ values\n\nThe largest sources\.users\.arrivals\.poisson /);
  expect(stdout).toMatch(/\nProven: at [\d.]+\/s all budgets pass, with their confidence, over 10 seeds\.\n/);
  expect(stdout).toMatch(/\nFirst to break: wait\.\nNext to break: full, at about /);
  const found = documents("here");
  expect(Object.keys(found).sort()).toEqual(["capacity.json", "points.csv", "report.html", "runs.csv"]);
  expect(capacityResultSchema.parse(JSON.parse(found["capacity.json"] ?? ""))).toMatchObject({
    status: "found",
  });
  expect(found["report.html"]).toContain("How much of its limit each budget uses");
  expect(found["report.html"]).not.toMatch(/<script/);
  const pool = await hongbao(["capacity", file, ...RATE, "--quiet", "--workers", "2", "--out", out("pool")])
    .ended;
  expect(pool.code).toBe(0);
  expect(documents("pool")).toEqual(found);
});

test("a search that was killed goes on where it was, and --json prints the document", async () => {
  const words = ["capacity", file, ...RATE, "--quiet", "--workers", "2", "--json", "--out", out("killed")];
  const child = hongbao(words);
  await untilFinished(out("killed"), 4, child);
  child.kill("SIGKILL");
  await child.ended;
  const before = finished(out("killed"));
  const { code, stdout } = await hongbao(words).ended;
  expect(code).toBe(0);
  for (const [name, at] of before) expect(statSync(join(out("killed"), "runs", name)).mtimeMs).toBe(at);
  expect(stdout).toBe(documents("killed")["capacity.json"]);
  expect(JSON.parse(stdout).runs).toBe(finished(out("killed")).size);
});

test("no limit within the range is no answer: exit code 3 where all hold, 1 where none does", async () => {
  const all = await here("--vary", "stations.desk.servers=20..30", "--out", out("all"));
  expect(all).toMatchObject({ code: 3, stdout: expect.stringContaining("All budgets hold at both ends") });
  const none = await here("--vary", "stations.desk.servers=2..3", "--out", out("none"));
  expect(none).toMatchObject({ code: 1, stdout: expect.stringContaining("A budget is broken at both ends") });
});

test.each<[words: string[], complaint: RegExp]>([
  [[], /--vary: nothing is varied, expected --vary path=lowest\.\.highest/],
  [["--vary", "stations.desk.servers=5,6"], /--vary: found "stations.desk.servers=5,6", expected one range/],
  [["--vary", "stations.desk.servers=6..5"], /6 is not below 5/],
  [["--vary", "stations.dsk.servers=5..9"], /did you mean "desk"/],
  [["--vary", "stations.desk.servers=5..9", "--runs", "0"], /--runs: found "0"/],
  [["--vary", "stations.desk.servers=5..9", "--set", "budgets.wait.severity=off"], /it has no budgets/],
])("bad input is told before anything runs: %s", async (words, complaint) => {
  const { code, stderr } = await here(...words, "--out", out("bad"));
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) });
});
