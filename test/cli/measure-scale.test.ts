import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { errorWord } from "../../src/result/scale/measured-scale.ts";
import { ROOT } from "../house/sources.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
let file = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-scale-"));
  file = join(folder, "town.yaml");
  writeFileSync(
    file,
    `version: 1
extends: ${join(ROOT, "scenarios/spring-festival-2015.yaml")}
name: a town
run: {to: "20:00:40", drain: 20s, scale: 1/200}
population: {users: 200k}
traffic:
  shake: {background: [{from: "20:00", to: "20:00:40", rate: 10k/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:00:40", rate: 100/s}], rounds: []}
sets: {count: 12}
budgets: [{id: shakes, figure: availability, steps: [shake], min: 99%}, {id: smooth, figure: latency, step: shake, max: 4s}]
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function measured(...words: string[]) {
  const terminal = fakeTerminal();
  const line = ["run", file, "--measure-scale", "--quiet", "--workers", "1", ...words];
  const code = await main(line, terminal);
  return { code, ...terminal.printed };
}

test("what each budget's figure is off by is told with its interval, of five seeds at both scales", async () => {
  const { code, stdout, stderr } = await measured("--finer", "1/100", "--to", "20:00:20");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^a town {2}20\.0 s, 5 seeds each at 1\/200 and at 1\/100\n/);
  expect(stdout).toMatch(/\nshakes +100 % +100 % +\+0\.00 % +\+0\.00 % to \+0\.00 % +within 3 %\n/);
  expect(stdout).toMatch(/\nsmooth +[\d.]+ m?s +[\d.]+ m?s +[+-][\d.]+ % +[+-][\d.]+ % to [+-][\d.]+ % /);
});

test("the finer scale is an eighth unless said, and --json prints the document", async () => {
  const { stdout } = await measured("--json", "--to", "20:00:02");
  const { format, k, finer, seeds, fromMs, toMs } = JSON.parse(stdout);
  expect({ format, k, finer, seeds: seeds.length, fromMs, toMs }).toEqual({
    format: "hongbao-scale",
    k: 200,
    finer: 25,
    seeds: 5,
    fromMs: 0,
    toMs: 2000,
  });
});

test("an error is small within 3 %, chance where its interval holds 0, and otherwise off", () => {
  const error = {
    id: "x",
    text: "",
    unit: "ms",
    better: "less",
    a: 100,
    b: 0,
    p: null,
    pOfAll: null,
  } as const;
  const word = (change: number, low: number, high: number) =>
    errorWord({
      ...error,
      change,
      relative: change / 100,
      low,
      high,
      move: "not judged",
      samples: { a: 1, b: 1 },
    });
  expect([word(2, 1, 3), word(10, -1, 21), word(10, 9, 11)]).toEqual(["small", "chance", "off"]);
});

test.each<[words: string[], complaint: string]>([
  [["--finer", "1/200"], "1/200 is no finer than 1/200, the scale that is measured"],
  [["--finer", "2"], '--finer: found "2", expected a scale such as 1/106'],
  [["--scale", "1/1"], "1/1 is no finer than 1/1"],
])("bad input is told: %s", async (words, complaint) => {
  const { code, stderr } = await measured(...words);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(complaint) });
});

test("--finer is for --measure-scale only", async () => {
  const terminal = fakeTerminal();
  expect(await main(["run", file, "--finer", "1/2"], terminal)).toBe(2);
  expect(terminal.printed.stderr).toBe("--finer: it is for --measure-scale\n");
});
