import { expect, test } from "vitest";
import type { LoadedLab } from "../../src/cli/engine.ts";
import { main } from "../../src/cli/main.ts";
import type { LabResult } from "../../src/result/lab-result.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

type Verdict = LabResult["exact"][number]["verdict"];

async function selftest(verdict: Verdict, ...words: string[]) {
  const shorter: (number | undefined)[] = [];
  const estimate = { estimate: 4, standardError: 0.1, low: 3.8, high: 4.2, n: 50 };
  const exact = [{ of: "desk", figure: "queue", exact: 4, tolerance: 0.01, estimate, verdict }];
  const lab: LoadedLab = {
    kind: "lab",
    name: "sample",
    seed: "own",
    knownFigures: 1,
    run: async (options) => {
      shorter.push(options.shorter);
      return { scenario: { name: "sample" }, exact } as unknown as LabResult;
    },
  };
  const terminal = fakeTerminal();
  const code = await main(["selftest", "--quiet", ...words], terminal, {
    ...fakeEngine(),
    load: async () => lab,
  });
  return { code, shorter, text: terminal.printed.stdout };
}

test.each<[Verdict, number]>([
  ["holds", 0],
  ["undecided", 3],
  ["fails", 4],
])("a selftest whose cases all come out as %s ends with %d", async (verdict, code) => {
  const told = await selftest(verdict);
  expect(told.code).toBe(code);
  expect(told.text).toMatch(/^case +figure +exact +estimate +95 % interval +verdict\n/);
  expect(told.text).toContain(`sample  desk queue      4         4     3.8 .. 4.2`);
});

test("a selftest is short unless it is to be in full, and runs every case of the gallery", async () => {
  const short = await selftest("holds");
  expect(new Set(short.shorter)).toEqual(new Set([20]));
  expect(short.shorter.length).toBeGreaterThanOrEqual(16);
  expect(new Set((await selftest("holds", "--full")).shorter)).toEqual(new Set([1]));
});
