import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { decodeResult } from "../../src/result/decode.ts";

const BIN = new URL("../../bin/hongbao.js", import.meta.url).pathname;

/** Runs for minutes unless somebody stops it. */
const LONG = `version: 1
name: long
run: {from: 2015-02-18 20:00, to: 3h, scale: 1/106}
traffic:
  shake: {background: [{from: 0s, to: 3h, rate: 10M/s}]}
  send: {background: [{from: 0s, to: 3h, rate: 2k/s}]}
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-stop-"));
  writeFileSync(join(folder, "long.yaml"), LONG);
  return () => rmSync(folder, { recursive: true, force: true });
});

interface End {
  code: number | null;
  signal: string | null;
}

/** A run in full swing: its folder is ready, and it has had a moment to simulate. */
async function startRun(): Promise<{ child: ChildProcess; end: Promise<End> }> {
  const child = spawn(process.execPath, [BIN, "run", "long.yaml"], { cwd: folder, stdio: "ignore" });
  const end = new Promise<End>((resolve) => child.on("close", (code, signal) => resolve({ code, signal })));
  while (!existsSync(join(folder, "reports/long")) && child.exitCode === null) await sleep(20);
  await sleep(400);
  return { child, end };
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  test(`${signal} ends a run with what it has: written, marked incomplete, exit 130`, async () => {
    const { child, end } = await startRun();
    child.kill(signal);
    expect(await end).toEqual({ code: 130, signal: null });
    const result = decodeResult(readFileSync(join(folder, "reports/long/result.json"), "utf8"));
    expect(result.complete).toBe(false);
    expect(result.incompleteBecause).not.toEqual([]);
  });

test("a second Ctrl-C ends it at once, and nothing is half-written", async () => {
  const { child, end } = await startRun();
  while (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGINT");
    await sleep(5);
  }
  expect(await end).toEqual({ code: null, signal: "SIGINT" });
  expect(readdirSync(join(folder, "reports/long")).filter((name) => !name.startsWith("."))).toEqual([]);
});
