import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError } from "../../src/cli/input-error.ts";
import { main } from "../../src/cli/main.ts";
import { decodeResult } from "../../src/result/decode.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let out = "";
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "hongbao-probe-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

async function probe(...more: string[]) {
  const terminal = fakeTerminal();
  const code = await main(
    ["run", "a.yaml", "--probe-recovery", "--out", out, ...more],
    terminal,
    fakeEngine(),
  );
  return { code, ...terminal.printed };
}

test("a probe of the recovery says of each load whether it comes back, and where that changes", async () => {
  const { code, stdout } = await probe();
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n").slice(-5)).toEqual([
    'Recovery from "round 22:30", over at 22:32:00 (99 % of shakes, openings and shares answered):',
    "  0.5 x the background (500 k/s)     back after 95.0 s",
    "  1 x the background (1.00 M/s)   not back by 22:36:00",
    "It comes back by itself up to 0.5 x the background (500 k/s), and from 1 x the background (1.00 M/s) on it does not.",
    `Wrote recovery.json to ${out}`,
  ]);
  expect(JSON.parse(readFileSync(join(out, "recovery.json"), "utf8"))).toMatchObject({
    holds: 0.5,
    fails: 1,
  });
});

test("with --json the result alone is on stdout", async () => {
  const { stdout, stderr } = await probe("--json");
  expect(decodeResult(stdout).seed).toBe("own");
  expect(stderr).toContain("comes back by itself up to");
});

test("a night with nothing to recover from is refused before it is simulated", async () => {
  const terminal = fakeTerminal();
  const checkProbe = async () => {
    throw new InputError("--probe-recovery: found none, expected a fault");
  };
  const code = await main(
    ["run", "a.yaml", "--probe-recovery", "--out", join(out, "new")],
    terminal,
    fakeEngine({ checkProbe }),
  );
  expect([code, terminal.printed.stdout]).toEqual([2, ""]);
  expect(terminal.printed.stderr).toContain("expected a fault");
  expect(readdirSync(out)).toEqual([]);
});
