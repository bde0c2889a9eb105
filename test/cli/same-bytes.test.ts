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

test("the same scenario and seed give the same bytes in every file, wherever, in any time zone and language, with one worker and with two", () => {
  const here = run("here", []);
  expect([...here.keys()]).toEqual(
    expect.arrayContaining(["report.html", "result.json", "steps.csv", "sets.csv"]),
  );
  const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", COLUMNS: "40" };
  const there = run("there", [], elsewhere);
  expect([...there.keys()].sort()).toEqual([...here.keys()].sort());
  for (const [file, text] of here) expect(there.get(file) === text, file).toBe(true);
  const beside = run("beside", ["--workers", "2"]);
  for (const [file, text] of here) expect(beside.get(file) === text, file).toBe(true);

  const other = run("other", ["--seed", "two"]);
  for (const file of ["result.json", "steps.csv", "totals.csv", "report.html"])
    expect(other.get(file) === here.get(file), file).toBe(false);
});

test("a check says the same with one worker and with several, in text, JSON, JUnit, Markdown and HTML", () => {
  const budgets = `budgets:
  - {id: answered, figure: availability, min: 90%}
  - {id: fast, figure: latency, step: shake, max: 10ms, slices: {each: 1s, bad: 2}}
  - {id: sets, figure: utilisation, of: sets, judge: each, parts: [set-00, set-01], max: 100%}
`;
  const check = (workers: string) => {
    const cwd = join(folder, `check-${workers}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "a.yaml"), `${SCENARIO.replace("1/1000", "1/5000")}${budgets}`);
    const words = ["a.yaml", "--workers", workers, "--quiet", "--seeds", "5", "--fail-on", "never"];
    const outputs = ["--junit", "c.xml", "--markdown", "c.md", "--html", "c.html"];
    const command = [BIN, "check", ...words, ...outputs, "--json"];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const files = ["c.xml", "c.md", "c.html"].map((name) => readFileSync(join(cwd, name), "utf8"));
    return [stdout, ...files];
  };
  expect(check("3")).toEqual(check("1"));
});

test("a comparison says the same with one worker and with several, in any time zone, in JSON, Markdown and HTML", () => {
  const compare = (workers: string, env: Record<string, string>) => {
    const cwd = join(folder, `compare-${workers}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "a.yaml"), SCENARIO.replace("1/1000", "1/5000"));
    const words = ["a.yaml", "--b", "client.retries=0", "--workers", workers, "--quiet", "--seeds", "2"];
    const outputs = ["--markdown", "c.md", "--html", "c.html", "--json"];
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "compare", ...words, ...outputs], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return [stdout, ...["c.md", "c.html"].map((name) => readFileSync(join(cwd, name), "utf8"))];
  };
  const [several, one] = [compare("3", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8" }), compare("1", {})];
  expect(several).toEqual(one);
  expect(JSON.parse(one[0] ?? "")).toMatchObject({ pairs: 2, changes: [{ path: "client.retries" }] });
});

test("a baseline is the same with one worker and with several, in any time zone", () => {
  const write = (workers: string, env: Record<string, string>) => {
    const cwd = join(folder, `baseline-${workers}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "a.yaml"), SCENARIO.replace("1/1000", "1/5000"));
    const words = [BIN, "baseline", "write", "a.yaml", "--workers", workers, "--quiet"];
    const { status } = spawnSync(process.execPath, words, { cwd, env: { ...process.env, ...env } });
    expect(status).toBe(0);
    return readFileSync(join(cwd, "baseline.json"), "utf8");
  };
  expect(write("3", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8" })).toBe(write("1", {}));
});
