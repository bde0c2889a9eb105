import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Engine } from "../../src/cli/engine.ts";
import { InputError } from "../../src/cli/input-error.ts";
import { main } from "../../src/cli/main.ts";
import { decodeResult } from "../../src/result/decode.ts";
import { sampleResult } from "../result/sample-result.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let out = "";
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "hongbao-cli-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function hongbao(words: string[], engine: Engine = fakeEngine()): Promise<Outcome> {
  const terminal = fakeTerminal();
  const code = await main(words, terminal, engine);
  return { code, ...terminal.printed };
}

test("run writes result, report and tables, prints the summary and says where the files are", async () => {
  const { code, stdout, stderr } = await hongbao(["run", "a.yaml", "--out", out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(readdirSync(out).sort()).toEqual(
    "incidents.csv latency.csv money.csv report.html result.json sets.csv steps.csv timeline.csv totals.csv".split(
      " ",
    ),
  );
  expect(stdout).toContain("shake");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(`Wrote result.json, report.html and 7 tables to ${out}`);
});

test("with --json stdout carries the bytes of result.json and nothing else", async () => {
  const { stdout, stderr } = await hongbao(["run", "a.yaml", "--out", out, "--json"]);
  expect(stdout).toBe(readFileSync(join(out, "result.json"), "utf8"));
  expect(stderr).toContain("Wrote result.json");
});

test("run with several workers draws the report on a thread of its own", async () => {
  await hongbao(["run", "a.yaml", "--out", out, "--workers", "2"]);
  expect(readFileSync(join(out, "report.html"), "utf8")).toContain("<title>beside own</title>");
});

test("--no-report leaves the report out", async () => {
  await hongbao(["run", "a.yaml", "--out", out, "--no-report"]);
  expect(existsSync(join(out, "report.html"))).toBe(false);
  expect(existsSync(join(out, "result.json"))).toBe(true);
});

test("what an earlier run left and this one did not write is told", async () => {
  await hongbao(["run", "a.yaml", "--out", out]);
  const { stderr } = await hongbao(["run", "a.yaml", "--out", out, "--no-report"]);
  expect(stderr).toBe("Of an earlier run, not of this one: report.html\n");
});

test("report draws from result.json the same bytes that run wrote", async () => {
  const engine = { ...fakeEngine(), renderReport: async (of: object) => JSON.stringify(of) };
  await hongbao(["run", "a.yaml", "--out", out], engine);
  const page = readFileSync(join(out, "report.html"), "utf8");
  const again = join(out, "again.html");
  expect((await hongbao(["report", join(out, "result.json"), "--out", again], engine)).code).toBe(0);
  expect(readFileSync(again, "utf8")).toBe(page);
});

for (const seed of ["007", "-1", "1e3", "0x10", "gala 2015", "true"])
  test(`a seed is a text: ${seed}`, async () => {
    const { stdout } = await hongbao(["run", "a.yaml", "--out", out, "--seed", seed, "--json"]);
    expect(decodeResult(stdout).seed).toBe(seed);
  });

test("options reach the scenario: seed, scale, times and every --set", async () => {
  const seen: unknown[] = [];
  const engine = fakeEngine({
    run: async ({ seed, k, fromMs, toMs }) => {
      seen.push({ seed, k, fromMs, toMs });
      return sampleResult();
    },
  });
  const load = engine.load;
  engine.load = (file, sets) => {
    seen.push({ file, sets });
    return load(file, sets);
  };
  const options = [
    "--set",
    "a.b=1",
    "--set",
    "c=x=-2",
    "--scale",
    "1/35",
    "--from",
    "22:29",
    "--to",
    "22:35",
  ];
  const { stdout } = await hongbao(["run", "a.yaml", "--out", out, "--json", ...options], engine);
  expect(seen).toEqual([
    { file: "a.yaml", sets: ["a.b=1", "c=x=-2"] },
    { seed: undefined, k: 35, fromMs: 8_940_000, toMs: 9_300_000 },
  ]);
  expect(decodeResult(stdout).command).toBe(
    "hongbao run FILE --seed=own --scale 1/35 --set a.b=1 --set c=x=-2 --from 22:29 --to 22:35",
  );
});

const refused: [words: string[], message: string][] = [
  [
    [],
    "a command is missing, expected one of: run, check, compare, baseline, validate, init, report, results, schema, trace, selftest, sweep, merge, capacity, worker",
  ],
  [["rum", "a.yaml"], 'command "rum" is unknown: did you mean run?'],
  [["val", "a.yaml"], 'command "val" is unknown: did you mean validate?'],
  [
    ["frobnicate"],
    'command "frobnicate" is unknown, expected one of: run, check, compare, baseline, validate, init, report, results, schema, trace, selftest, sweep, merge, capacity, worker',
  ],
  [["run"], "a file is missing, expected: hongbao run <file>"],
  [["run", "a.yaml", "--sed", "1"], 'option "--sed" is unknown: did you mean --seed?'],
  [["run", "a.yaml", "--oout=x"], 'option "--oout" is unknown: did you mean --out?'],
  [["run", "a.yaml", "-q"], 'option "-q" is unknown: did you mean --quiet?'],
  [["run", "a.yaml", "b.yaml"], '"b.yaml": one word too many'],
  [["run", "a.yaml", "--seed", "1", "--seed", "2"], "--seed: given 2 times, expected once"],
  [["run", "a.yaml", "--json", "--json=false"], "--json: given 2 times, expected once"],
  [["run", "a.yaml", "--seed"], "--seed: a value is missing"],
  [["run", "a.yaml", "--seed="], "--seed: a value is missing"],
  [["run", "-"], "-: standard input is not read, expected the name of a file"],
  [["validate", "a.yaml", "-"], "-: standard input is not read, expected the name of a file"],
  [["run", ""], "FILE: the name is empty"],
  [
    ["run", "a.yaml", "--scale", "35"],
    '--scale: found "35", expected a scale such as 1/106, or 1/1 for the whole world: it is no fraction',
  ],
  [["run", "a.yaml", "--from", "23:00", "--to", "22:00"], "--from 23:00 is not before --to 22:00"],
  [
    ["schema", "reslt"],
    'schema: found "reslt", expected one of: scenario, result, lab-result, check, comparison, baseline, sweep, capacity, scale, recovery',
  ],
];

for (const [words, message] of refused)
  test(`"hongbao ${words.join(" ")}" exits 2 with one message`, async () => {
    expect(await hongbao(words)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });

for (const command of [
  "run",
  "check",
  "compare",
  "baseline",
  "validate",
  "init",
  "report",
  "schema",
  "selftest",
])
  test(`${command} --help names the options and shows examples`, async () => {
    const { code, stdout } = await hongbao([command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`hongbao ${command}`);
    expect(stdout).toMatch(/Examples:\n {2}hongbao /);
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

test("an interrupted run is written, marked incomplete, and exits 130", async () => {
  const terminal = fakeTerminal();
  const engine = fakeEngine({
    run: async ({ shouldStop }) => {
      terminal.interrupt();
      return shouldStop?.()
        ? sampleResult({ complete: false, incompleteBecause: ["interrupted"] })
        : sampleResult();
    },
  });
  expect(await main(["run", "a.yaml", "--out", out], terminal, engine)).toBe(130);
  expect(decodeResult(readFileSync(join(out, "result.json"), "utf8")).complete).toBe(false);
  expect(terminal.printed.stdout).toContain("INCOMPLETE: interrupted");
});

test("a run that hit a cap is undecided: exit 3", async () => {
  const capped = sampleResult({ complete: false, incompleteBecause: ["the cap on events was hit"] });
  expect((await hongbao(["run", "a.yaml", "--out", out], fakeEngine({}, capped))).code).toBe(3);
});

test("a fault of ours exits 4, names what broke and how to report it, and keeps the stack for --debug", async () => {
  const engine = fakeEngine({
    run: () => Promise.reject(new Error("set-03/db at 1234 ms: the queue is negative (seed s)")),
  });
  const { code, stderr } = await hongbao(["run", "a.yaml", "--out", out], engine);
  expect(code).toBe(4);
  expect(stderr).toContain(
    "a bug of hongbao, not of your input: set-03/db at 1234 ms: the queue is negative (seed s)",
  );
  expect(stderr).toMatch(/Please report it/);
  expect(stderr).not.toMatch(/\n {4}at /);
  const { stderr: debugged } = await hongbao(["run", "a.yaml", "--out", out, "--debug"], engine);
  expect(debugged).toMatch(/\n {4}at /);
});

test("books that do not balance are a fault of ours, and the result is written for the one who looks into it", async () => {
  const broken = sampleResult({ money: { ...sampleResult().money, violations: ["1 fen too much"] } });
  const { code, stderr } = await hongbao(["run", "a.yaml", "--out", out], fakeEngine({}, broken));
  expect(code).toBe(4);
  expect(stderr).toContain("the books do not balance: 1 fen too much");
  expect(existsSync(join(out, "result.json"))).toBe(true);
});

test("validate tells what a file's own scale is too coarse for", async () => {
  const engine = fakeEngine({ scaleNotes: ["1/319 is too coarse for a pool of 48"] });
  expect(await hongbao(["validate", "a.yaml"], engine)).toEqual({
    code: 0,
    stdout: "a.yaml: ok (sample)\n  note: 1/319 is too coarse for a pool of 48\n",
    stderr: "",
  });
});

test("validate tells the good files and all problems of the bad ones", async () => {
  const engine = fakeEngine();
  const load = engine.load;
  engine.load = async (file, sets) => {
    if (file.startsWith("bad")) throw new InputError(`${file}:1:2: something`);
    return load(file, sets);
  };
  expect(await hongbao(["validate", "bad-1.yaml", "a.yaml", "bad-2.yaml"], engine)).toEqual({
    code: 2,
    stdout: "a.yaml: ok (sample)\n",
    stderr: "bad-1.yaml:1:2: something\nbad-2.yaml:1:2: something\n",
  });
});

test("init writes a scenario, and overwrites one only with --force", async () => {
  const file = join(out, "mine.yaml");
  expect((await hongbao(["init", file])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe("version: 1\n");
  writeFileSync(file, "precious");
  const { code, stderr } = await hongbao(["init", file]);
  expect(code).toBe(2);
  expect(stderr).toContain("is there already");
  expect(readFileSync(file, "utf8")).toBe("precious");
  expect((await hongbao(["init", file, "--force"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toBe("version: 1\n");
});

test("init --ci refuses what it cannot write a workflow for, before it writes anything", async () => {
  const refused = async (...words: string[]) => (await hongbao(["init", ...words])).stderr;
  expect(await refused("a.yaml", "--ci", "jenkins")).toContain(
    '--ci: found "jenkins", expected one of github',
  );
  expect(await refused("../a.yaml", "--ci", "github")).toContain("expected a scenario within this folder");
  expect(await refused(join(out, "a.yaml"), "--ci", "github")).toContain("within this folder");
  expect(await refused(["a$", "{{ secrets.x }}.yaml"].join(""), "--ci", "github")).toContain(
    "cannot hold the name",
  );
  expect(existsSync(join(out, "a.yaml"))).toBe(false);
});

test("an output folder that cannot be is refused before the run, a file in its place included", async () => {
  const file = join(out, "file");
  writeFileSync(file, "");
  let ran = false;
  const engine = fakeEngine({
    run: async () => {
      ran = true;
      return sampleResult();
    },
  });
  for (const folder of [file, join(file, "below"), "/proc/hongbao"]) {
    const { code, stderr } = await hongbao(["run", "a.yaml", "--out", folder], engine);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^cannot write to the folder ${folder}: .+\n$`));
  }
  expect(ran).toBe(false);
});

test("a folder that vanishes during the run is made again", async () => {
  const engine = fakeEngine({
    run: async () => {
      rmSync(out, { recursive: true });
      return sampleResult();
    },
  });
  expect((await hongbao(["run", "a.yaml", "--out", out], engine)).code).toBe(0);
  expect(existsSync(join(out, "result.json"))).toBe(true);
});

test("a folder that turns bad during the run costs the files, not the summary", async () => {
  const engine = fakeEngine({
    run: async () => {
      rmSync(out, { recursive: true });
      writeFileSync(out, "now a file");
      return sampleResult();
    },
  });
  const { code, stdout, stderr } = await hongbao(["run", "a.yaml", "--out", out], engine);
  expect(code).toBe(2);
  expect(stdout).toContain("shake");
  expect(stdout).not.toContain("Wrote");
  expect(stderr).toContain(`cannot write to the folder ${out}`);
});
