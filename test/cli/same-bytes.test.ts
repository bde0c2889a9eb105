import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const BIN = new URL("../../bin/hongbao.js", import.meta.url).pathname;

/** Ten seconds with a fault, so that every part has something to say. */
const SCENARIO = `version: 1
name: 春节 "ten seconds"
run: {from: 2015-02-18 23:59:55, to: 10s, drain: 20s, scale: 1/1000, seed: one}
traffic:
  shake: {background: [{from: 0s, to: 10s, rate: 8M/s}]}
  send: {background: [{from: 0s, to: 10s, rate: 10k/s}]}
faults:
  - {kind: cutLine, line: sz-sh-main, at: 3s, for: 4s}
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-bytes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the scenario from a folder and a file of their own, and reads every file that was written. */
function run(name: string, words: string[], env: Record<string, string> = {}): Map<string, string> {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, `${name}.yaml`), SCENARIO);
  const { status, stderr } = spawnSync(process.execPath, [BIN, "run", `${name}.yaml`, "--quiet", ...words], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const out = join(cwd, "reports", name);
  return new Map(readdirSync(out).map((file) => [file, readFileSync(join(out, file), "utf8")]));
}

test("the same scenario and seed give the same bytes in every file, wherever, in any time zone and language", () => {
  const here = run("here", []);
  expect([...here.keys()]).toEqual(
    expect.arrayContaining(["report.html", "result.json", "steps.csv", "sets.csv"]),
  );
  const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", COLUMNS: "40" };
  const there = run("there", [], elsewhere);
  expect([...there.keys()].sort()).toEqual([...here.keys()].sort());
  for (const [file, text] of here) expect(there.get(file) === text, file).toBe(true);

  const other = run("other", ["--seed", "two"]);
  for (const file of ["result.json", "steps.csv", "totals.csv", "report.html"])
    expect(other.get(file) === here.get(file), file).toBe(false);
});
